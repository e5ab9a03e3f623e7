import { Module, type DynamicModule } from '@nestjs/common';
import { AreasModule } from '@tidu/areas';
import { CaseloadModule } from '@tidu/caseload';
import { DeadlinesModule } from '@tidu/deadlines';
import { EnterprisesModule } from '@tidu/enterprises';
import { IdentityModule } from '@tidu/identity';
import { NotificationsModule } from '@tidu/notifications';
import { PlatformModule } from '@tidu/platform';
import { QualificationsModule } from '@tidu/qualifications';
import { dataSourceOptions } from '../../../config/data-source.js';
import type { Settings } from '../../../config/environment.js';

/**
 * Every library, in order. All processes are composed of this one module, so wherever a unit of work can be opened every projection,
 * source of deadlines and kind of list is there.
 */
@Module({})
export class DomainModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: DomainModule,
      imports: [
        PlatformModule.forRoot(settings, dataSourceOptions(settings.databaseUrl, settings.databasePoolSize)),
        IdentityModule.forRoot(settings),
        EnterprisesModule,
        QualificationsModule,
        AreasModule,
        DeadlinesModule,
        NotificationsModule.forRoot(settings),
        CaseloadModule,
      ],
      exports: [
        EnterprisesModule,
        QualificationsModule,
        AreasModule,
        DeadlinesModule,
        NotificationsModule,
        CaseloadModule,
      ],
    };
  }
}
