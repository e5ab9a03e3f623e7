import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AuthorizationGuard } from '@tidu/platform';
import type { Settings } from '../../../config/environment.js';
import { DomainModule } from '../../composition/src/domain.module.js';
import { OperationsController } from './operations.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { validation } from './validation.js';

@Module({})
export class AppModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [DomainModule.forRoot(settings)],
      controllers: [OperationsController],
      providers: [
        { provide: APP_GUARD, useClass: AuthorizationGuard },
        { provide: APP_PIPE, useFactory: validation },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
