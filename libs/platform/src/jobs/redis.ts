import { Redis } from 'ioredis';

/**
 * Bull's connections: one client and one subscriber for all queues of the process, a blocking one for each queue that is worked on.
 * Commands wait while Redis is away instead of failing, so a job in hand survives a restart of Redis.
 */
export class RedisConnections {
  private readonly opened: Redis[] = [];
  private client: Redis | undefined;
  private subscriber: Redis | undefined;

  constructor(private readonly url: string) {}

  forBull(type: 'client' | 'subscriber' | 'bclient'): Redis {
    if (type === 'client') return (this.client ??= this.connect());
    if (type === 'subscriber') return (this.subscriber ??= this.connect());
    return this.connect();
  }

  /** Bull closes no connection that it was given. */
  close(): void {
    for (const connection of this.opened) connection.disconnect();
  }

  private connect(): Redis {
    const connection = new Redis(this.url, { maxRetriesPerRequest: null, enableReadyCheck: false });
    this.opened.push(connection);
    return connection;
  }
}
