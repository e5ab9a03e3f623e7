import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { PlatformSettings } from './settings.js';

/** Redis for what may be lost: rate counters. Its failure is an answer at once, never a wait. */
@Injectable()
export class RedisClient implements OnApplicationShutdown {
  readonly redis: Redis;

  constructor(settings: PlatformSettings) {
    this.redis = new Redis(settings.redisUrl, {
      keyPrefix: `${settings.queuePrefix}:`,
      maxRetriesPerRequest: 1,
      enableOfflineQueue: true,
      commandTimeout: 1000,
    });
    // Without a listener ioredis prints every failed attempt; readiness tells that Redis is away.
    this.redis.on('error', () => undefined);
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}
