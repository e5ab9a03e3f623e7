import { Module, type DynamicModule } from '@nestjs/common';
import type { Settings } from '../../../config/environment.js';
import { DomainModule } from '../../composition/src/domain.module.js';
import { ImportsProcessor } from './imports.processor.js';
import { NotificationsProcessor } from './notifications.processor.js';
import { OutboxProcessor } from './outbox.processor.js';
import { SweepProcessor } from './sweep.processor.js';

@Module({})
export class WorkerModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: WorkerModule,
      imports: [DomainModule.forRoot(settings)],
      providers: [ImportsProcessor, NotificationsProcessor, OutboxProcessor, SweepProcessor],
    };
  }
}
