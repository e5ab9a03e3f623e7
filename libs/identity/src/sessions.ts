import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { AuditLog, Cipher, Database, newId, UnitOfWork } from '@tidu/platform';
import type { IdentityErrorCode } from './identity.errors.js';

export const sessionDays = 30;
/** A signal that drops between our answer and the device must not sign anybody out. */
const graceSeconds = 60;
const cipherContext = 'refresh_session.successor';

interface SessionRow extends Record<string, unknown> {
  id: string;
  person_id: string;
  token_hash: Buffer;
  previous_hash: Buffer | null;
  successor_cipher: Buffer | null;
  device_hash: Buffer;
  in_grace: boolean;
  is_over: boolean;
}

/** `token` is what the cookie holds: `<session id>.<secret>`. */
export interface OpenSession {
  readonly token: string;
  readonly personId: string;
}

/**
 * Refresh tokens. Each is used once: a refresh gives its successor. The last one used again within a minute from the same device gives
 * the same successor; anything else used twice was stolen, so the session ends for the thief and the owner alike.
 */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly cipher: Cipher,
    private readonly audit: AuditLog,
  ) {}

  async open(personId: string, device: string): Promise<OpenSession> {
    const id = newId();
    const secret = newSecret();
    await this.database.run(
      `insert into refresh_session (id, person_id, token_hash, rotated_at, device_hash, expires_at)
       values ($1, $2, $3, now(), $4, now() + interval '${sessionDays} days')`,
      [id, personId, digest(secret), digest(device)],
    );
    return { token: `${id}.${secret}`, personId };
  }

  /** Throws `auth.session-ended` where the token is unknown, over, or was used before. */
  async rotate(token: string, device: string): Promise<OpenSession> {
    const { id, secret } = parseToken(token);
    const outcome = await this.unitOfWork.run(async () => {
      const row = await this.database.one<SessionRow>(
        `select id, person_id, token_hash, previous_hash, successor_cipher, device_hash,
                rotated_at > now() - interval '${graceSeconds} seconds' as in_grace,
                revoked_at is not null or expires_at <= now() as is_over
         from refresh_session where id = $1 for update`,
        [id],
      );
      if (!row || row.is_over) return undefined;
      const hash = digest(secret);
      if (same(hash, row.token_hash)) return this.replace(row);
      const isRepeat = same(hash, row.previous_hash) && row.in_grace && same(digest(device), row.device_hash);
      if (isRepeat && row.successor_cipher) {
        return { token: `${row.id}.${this.cipher.open(row.successor_cipher, cipherContext)}`, personId: row.person_id };
      }
      await this.database.run(`update refresh_session set revoked_at = now() where id = $1`, [row.id]);
      await this.audit.record([{ action: 'session.reuse-detected', subjectType: 'person', subjectId: row.person_id }]);
      return undefined;
    });
    if (!outcome) throw new DomainError<IdentityErrorCode>('auth.session-ended');
    return outcome;
  }

  async close(token: string): Promise<void> {
    const { id } = parseToken(token);
    await this.database.run(`update refresh_session set revoked_at = now() where id = $1 and revoked_at is null`, [id]);
  }

  private async replace(row: SessionRow): Promise<OpenSession> {
    const successor = newSecret();
    await this.database.run(
      `update refresh_session set token_hash = $2, previous_hash = token_hash, successor_cipher = $3, rotated_at = now() where id = $1`,
      [row.id, digest(successor), this.cipher.seal(successor, cipherContext)],
    );
    return { token: `${row.id}.${successor}`, personId: row.person_id };
  }
}

const newSecret = (): string => randomBytes(32).toString('base64url');
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const same = (a: Buffer, b: Buffer | null): boolean => b !== null && a.length === b.length && timingSafeEqual(a, b);

function parseToken(token: string): { id: string; secret: string } {
  const match = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token);
  if (!match) throw new DomainError<IdentityErrorCode>('auth.session-ended');
  return { id: match[1]!, secret: match[2]! };
}
