import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Clock, DomainError, type Principal, type Role } from '@tidu/kernel';
import { AuditLog, Database, RedisClient, runAs, UnitOfWork } from '@tidu/platform';
import { AccessTokens } from './access-tokens.js';
import type { IdentityErrorCode } from './identity.errors.js';
import { hashPassword, verifyPassword } from './passwords.js';
import { Sessions } from './sessions.js';

export interface SignedOn {
  readonly accessToken: string;
  readonly refreshToken: string;
}

interface AccountRow extends Record<string, unknown> {
  id: string;
  username: string;
  name: string;
  password_hash: string;
  roles: Role[];
  area_id: string | null;
  enterprise_id: string | null;
}

const failuresBeforeLock = 5;
const lockMinutes = 15;
/** Attempts from one address in one minute, whatever the names: a brake on guessing, kept in Redis because it may be lost. */
const attemptsPerMinute = 30;

@Injectable()
export class SignOn {
  private readonly logger = new Logger(SignOn.name);
  /** Verified where nobody has the name, so that an unknown name takes as long as a wrong password. */
  private readonly nobodysHash = hashPassword('nobody');

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly redis: RedisClient,
    private readonly tokens: AccessTokens,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Throws `auth.bad-credentials`, `auth.locked` (five wrong passwords lock a name for 15 minutes, whether anybody has it or not) or
   * `auth.too-many-attempts`.
   */
  async signIn(username: string, password: string, device: string, address: string): Promise<SignedOn> {
    await this.brake(address);
    const lock = await this.database.one<{ is_locked: boolean }>(
      `select locked_until > now() as is_locked from sign_in_failure where username = $1`,
      [username],
    );
    if (lock?.is_locked) throw new DomainError<IdentityErrorCode>('auth.locked', { minutes: lockMinutes });
    const account = await this.account('username', username);
    const isRight = await verifyPassword(account?.password_hash ?? (await this.nobodysHash), password);
    if (!account || !isRight) {
      await this.countFailure(username);
      throw new DomainError<IdentityErrorCode>('auth.bad-credentials');
    }
    return runAs({ actorId: account.id, actorName: account.username, requestId: null }, () =>
      this.unitOfWork.run(async () => {
        await this.database.run(`delete from sign_in_failure where username = $1`, [username]);
        const session = await this.sessions.open(account.id, device);
        await this.audit.record([{ action: 'session.opened', subjectType: 'person', subjectId: account.id }]);
        return { accessToken: this.tokens.issue(principalOf(account)), refreshToken: session.token };
      }),
    );
  }

  async refresh(refreshToken: string, device: string): Promise<SignedOn> {
    const session = await this.sessions.rotate(refreshToken, device);
    const account = await this.account('id', session.personId);
    if (!account) throw new DomainError<IdentityErrorCode>('auth.session-ended');
    return { accessToken: this.tokens.issue(principalOf(account)), refreshToken: session.token };
  }

  async signOut(refreshToken: string): Promise<void> {
    await this.sessions.close(refreshToken);
  }

  private account(by: 'username' | 'id', value: string): Promise<AccountRow | undefined> {
    return this.database.one<AccountRow>(
      `select id, username, name, password_hash, roles, area_id, enterprise_id
       from person where ${by} = $1 and (left_on is null or left_on >= $2)`,
      [value, this.clock.today()],
    );
  }

  private async countFailure(username: string): Promise<void> {
    await this.database.run(
      `insert into sign_in_failure as f (username, failures) values ($1, 1)
       on conflict (username) do update set
         failures = case when f.locked_until <= now() then 1 else f.failures + 1 end,
         locked_until = case
           when f.locked_until <= now() then null
           when f.failures + 1 >= ${failuresBeforeLock} then now() + interval '${lockMinutes} minutes'
           else f.locked_until end`,
      [username],
    );
  }

  private async brake(address: string): Promise<void> {
    const key = `sign-in:${createHash('sha256').update(address).digest('base64url').slice(0, 16)}`;
    let attempts: number;
    try {
      const answers = await this.redis.redis.multi().incr(key).expire(key, 60, 'NX').exec();
      attempts = Number(answers?.[0]?.[1] ?? 0);
    } catch (error) {
      // The lock-out in PostgreSQL holds without Redis; nobody is kept out because a counter is away.
      this.logger.warn(`attempts are not counted: ${(error as Error).message}`);
      return;
    }
    if (attempts > attemptsPerMinute) throw new DomainError<IdentityErrorCode>('auth.too-many-attempts');
  }
}

const principalOf = (account: AccountRow): Omit<Principal, 'permissions'> => ({
  personId: account.id,
  username: account.username,
  name: account.name,
  roles: account.roles,
  ...(account.area_id === null ? {} : { areaId: account.area_id }),
  ...(account.enterprise_id === null ? {} : { enterpriseId: account.enterprise_id }),
});
