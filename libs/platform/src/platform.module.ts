import { BullModule } from '@nestjs/bull';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from '@tidu/kernel';
import type { DataSourceOptions } from 'typeorm';
import { AuditController } from './audit/audit.controller.js';
import { AuditLog } from './audit/audit-log.js';
import { CalendarController } from './calendar/calendar.controller.js';
import { Calendar } from './calendar/calendar.js';
import { Cipher } from './cipher/cipher.js';
import { BusinessClock } from './clock/business-clock.js';
import { ConfigFiles } from './config-files.js';
import { Database } from './database/database.js';
import { Projections } from './database/projections.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { StoredFiles } from './files/stored-files.js';
import { JobRegistry } from './jobs/job-registry.js';
import { queues } from './jobs/job-type.js';
import { Jobs } from './jobs/jobs.js';
import { RedisConnections } from './jobs/redis.js';
import { Watchdog } from './jobs/watchdog.js';
import { Health } from './operations/health.js';
import { Metrics } from './operations/metrics.js';
import { EventDelivery } from './outbox/event-consumers.js';
import { Outbox } from './outbox/outbox.js';
import { RedisClient } from './redis-client.js';
import { PlatformSettings } from './settings.js';

const published = [
  AuditLog,
  Calendar,
  Cipher,
  ConfigFiles,
  Database,
  EventDelivery,
  Health,
  JobRegistry,
  Jobs,
  Metrics,
  Outbox,
  RedisClient,
  StoredFiles,
  UnitOfWork,
  Watchdog,
];

@Global()
@Module({})
export class PlatformModule {
  /** `dataSource` comes from `config/data-source.ts`, which alone knows every library's entities. */
  static forRoot(settings: PlatformSettings, dataSource: DataSourceOptions): DynamicModule {
    const connections = new RedisConnections(settings.redisUrl);
    return {
      module: PlatformModule,
      imports: [
        DiscoveryModule,
        TypeOrmModule.forRoot({ ...dataSource, retryAttempts: 0 }),
        BullModule.forRoot({ prefix: settings.queuePrefix, createClient: (type) => connections.forBull(type) }),
        BullModule.registerQueue(...queues.map((name) => ({ name }))),
      ],
      controllers: [AuditController, CalendarController],
      providers: [
        { provide: PlatformSettings, useValue: settings },
        { provide: Clock, useValue: new BusinessClock(settings) },
        { provide: RedisConnections, useValue: connections },
        Projections,
        ...published,
      ],
      exports: [DiscoveryModule, PlatformSettings, Clock, ...published],
    };
  }
}
