import { join } from 'node:path';
import { plainToInstance, Transform } from 'class-transformer';
import {
  IsBase64,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';
import type { IdentitySettings } from '../libs/identity/src/identity.settings.js';
import type { NotificationsSettings } from '../libs/notifications/src/notifications.settings.js';
import type { PlatformSettings } from '../libs/platform/src/settings.js';

const demoPasswordByDefault = 'Tidu-demo-2026!';

/** Every variable that a process of Tidu reads. Anything wrong with any of them is said at once, at boot. */
export class Environment {
  /** The application's role: it may add to the audit log and read it, no more. */
  @Matches(/^postgres(ql)?:\/\//, { message: 'DATABASE_URL must be a postgres:// URL' })
  DATABASE_URL: string;

  /** The role that owns the tables and migrates; wanted by `migrate` and `seed` alone. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//)
  DATABASE_OWNER_URL?: string;

  @Matches(/^rediss?:\/\//, { message: 'REDIS_URL must be a redis:// URL' })
  REDIS_URL: string;

  @IsString()
  TIDU_HOST: string = '127.0.0.1';

  @Transform(({ value }: { value: unknown }) => Number(value))
  @IsInt()
  @Min(0)
  @Max(65_535)
  TIDU_PORT: number = 3000;

  /** Where people reach Tidu; used in messages. */
  @IsOptional()
  @Matches(/^https?:\/\/[^/]+$/)
  TIDU_PUBLIC_URL?: string;

  /** 32 bytes, base64. Whoever loses it loses every enciphered phone number. */
  @IsBase64()
  @Matches(/^[A-Za-z0-9+/]{43}=$/, { message: 'TIDU_MASTER_KEY must be 32 bytes in base64' })
  TIDU_MASTER_KEY: string;

  @IsBase64()
  @MinLength(43)
  TIDU_TOKEN_KEY: string;

  @IsIn(['aes-256-gcm', 'sm4-ctr-hmac-sm3'])
  TIDU_CIPHER_SUITE: 'aes-256-gcm' | 'sm4-ctr-hmac-sm3' = 'aes-256-gcm';

  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'TIDU_TODAY must be YYYY-MM-DD' })
  TIDU_TODAY?: string;

  @IsOptional()
  @IsString()
  TIDU_CLOCK_FILE?: string;

  @IsString()
  TIDU_DATA_DIR: string = '.tidu';

  @IsOptional()
  @MinLength(10)
  TIDU_DEMO_PASSWORD?: string;

  @IsOptional()
  @MinLength(10)
  TIDU_ADMIN_PASSWORD?: string;

  @IsOptional()
  @Matches(/^smtps?:\/\//)
  SMTP_URL?: string;

  /** The sender of every mail. */
  @IsString()
  TIDU_MAIL_FROM: string = 'Tidu 梯度 <tidu@localhost>';

  @IsOptional()
  @MinLength(16)
  TIDU_METRICS_TOKEN?: string;

  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
  TIDU_LOG_LEVEL: string = 'info';

  @Transform(({ value }: { value: unknown }) => Number(value))
  @IsInt()
  @Min(2)
  @Max(200)
  TIDU_POOL_SIZE: number = 10;

  @Transform(({ value }: { value: unknown }) => Number(value))
  @IsInt()
  @Min(1)
  @Max(3600)
  TIDU_WATCHDOG_SECONDS: number = 30;

  /** Set behind a TLS proxy: cookies are then sent over HTTPS only. */
  @Transform(({ value }: { value: unknown }) => value === 'true' || value === true)
  @IsBoolean()
  TIDU_SECURE_COOKIES: boolean = false;

  @Matches(/^\{[\w-]+\}$/, { message: 'TIDU_QUEUE_PREFIX must be a hash tag such as {tidu}' })
  TIDU_QUEUE_PREFIX: string = '{tidu}';
}

export interface Settings extends PlatformSettings, IdentitySettings, NotificationsSettings {
  readonly databaseOwnerUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly webFolder: string;
  readonly demoPassword: string;
  readonly isDemoPasswordChosen: boolean;
  readonly adminPassword: string | undefined;
  readonly logLevel: string;
}

/** Reads the variables once; throws one error that lists every bad one. The rest of the process receives the frozen answer. */
export function readEnvironment(variables: NodeJS.ProcessEnv, projectFolder: string): Settings {
  const known = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const env = plainToInstance(Environment, known, { exposeDefaultValues: true });
  const problems = validateSync(env, { skipMissingProperties: false });
  if (problems.length > 0) {
    const lines = problems.map(
      (problem) => `  ${problem.property}: ${Object.values(problem.constraints ?? {}).join(', ')}`,
    );
    throw new Error(`the environment does not fit:\n${lines.join('\n')}`);
  }
  return Object.freeze({
    databaseUrl: env.DATABASE_URL,
    databaseOwnerUrl: env.DATABASE_OWNER_URL,
    databasePoolSize: env.TIDU_POOL_SIZE,
    redisUrl: env.REDIS_URL,
    queuePrefix: env.TIDU_QUEUE_PREFIX,
    today: env.TIDU_TODAY,
    clockFile: env.TIDU_CLOCK_FILE,
    masterKey: Buffer.from(env.TIDU_MASTER_KEY, 'base64'),
    tokenKey: Buffer.from(env.TIDU_TOKEN_KEY, 'base64'),
    cipherSuite: env.TIDU_CIPHER_SUITE,
    configFolder: join(projectFolder, 'config'),
    metricsToken: env.TIDU_METRICS_TOKEN,
    watchdogSeconds: env.TIDU_WATCHDOG_SECONDS,
    secureCookies: env.TIDU_SECURE_COOKIES,
    host: env.TIDU_HOST,
    port: env.TIDU_PORT,
    publicUrl: env.TIDU_PUBLIC_URL ?? `http://${env.TIDU_HOST}:${env.TIDU_PORT}`,
    dataFolder: env.TIDU_DATA_DIR,
    webFolder: join(projectFolder, 'dist', 'web'),
    smtpUrl: env.SMTP_URL,
    mailFrom: env.TIDU_MAIL_FROM,
    demoPassword: env.TIDU_DEMO_PASSWORD ?? demoPasswordByDefault,
    isDemoPasswordChosen: env.TIDU_DEMO_PASSWORD !== undefined,
    adminPassword: env.TIDU_ADMIN_PASSWORD,
    logLevel: env.TIDU_LOG_LEVEL,
  });
}
