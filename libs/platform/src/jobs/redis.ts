import { Redis } from 'ioredis';

/**
 * Bull's connections: one client and one subscriber for all queues of the process, a blocking one for each queue that is worked on.
 * Commands wait while Redis is away instead of failing, so a job in hand survives a restart of Redis.
 */
export function redisConnections(url: string): { forBull: (type: 'client' | 'subscriber' | 'bclient') => Redis } {
  let client: Redis | undefined;
  let subscriber: Redis | undefined;
  const connect = (): Redis =>
    new Redis(url, { maxRetriesPerRequest: null, enableReadyCheck: false, lazyConnect: false });
  return {
    forBull(type) {
      if (type === 'client') return (client ??= connect());
      if (type === 'subscriber') return (subscriber ??= connect());
      return connect();
    },
  };
}
