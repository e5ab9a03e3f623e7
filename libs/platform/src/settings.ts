/** What the platform must be told at boot; `config/environment.ts` fills it from the environment. */
export abstract class PlatformSettings {
  abstract readonly databaseUrl: string;
  /** Connections kept open; a young backend is slow, so the pool is warm (min = max). */
  abstract readonly databasePoolSize: number;
  abstract readonly redisUrl: string;
  /** Bull's key prefix, braces included, so that a Redis Cluster keeps all queues in one slot. */
  abstract readonly queuePrefix: string;
  abstract readonly today: string | undefined;
  abstract readonly clockFile: string | undefined;
  /** 32 bytes from which every key of the cipher envelope is derived. */
  abstract readonly masterKey: Buffer;
  abstract readonly cipherSuite: 'aes-256-gcm' | 'sm4-ctr-hmac-sm3';
  abstract readonly configFolder: string;
  abstract readonly metricsToken: string | undefined;
  abstract readonly watchdogSeconds: number;
}
