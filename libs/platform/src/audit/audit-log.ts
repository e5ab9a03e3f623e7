import { Injectable } from '@nestjs/common';
import { Clock } from '@tidu/kernel';
import { currentCaller } from '../caller.js';
import { Database } from '../database/database.js';
import { currentUnit } from '../database/unit.js';
import { newId } from '../ids.js';

export interface AuditFact {
  /** A verb of the domain, `<subject>.<verb>`, e.g. `qualification.revoked`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly enterpriseId?: string | null;
  /** The changed fields as they were and as they are; personal fields as ciphertext (base64). */
  readonly before?: object | null;
  readonly after?: object | null;
}

/** Who did what to which row, written in the transaction that did it. The application may add entries and read them, no more. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async record(facts: readonly AuditFact[]): Promise<void> {
    if (facts.length === 0) return;
    if (!currentUnit()) throw new Error('an audit entry belongs into the unit of work that it records');
    const caller = currentCaller();
    await this.database.run(
      `insert into audit_entry (id, at, actor_id, actor_name, action, subject_type, subject_id, enterprise_id, before, after, request_id)
       select f.id, $1, $2, $3, f.action, f.subject_type, f.subject_id, f.enterprise_id, f.before::jsonb, f.after::jsonb, $4
       from unnest($5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::uuid[], $10::text[], $11::text[])
         as f (id, action, subject_type, subject_id, enterprise_id, before, after)`,
      [
        this.clock.now(),
        caller.actorId,
        caller.actorName,
        caller.requestId,
        facts.map(() => newId()),
        facts.map((fact) => fact.action),
        facts.map((fact) => fact.subjectType),
        facts.map((fact) => fact.subjectId),
        facts.map((fact) => fact.enterpriseId ?? null),
        facts.map((fact) => (fact.before ? JSON.stringify(fact.before) : null)),
        facts.map((fact) => (fact.after ? JSON.stringify(fact.after) : null)),
      ],
    );
  }
}
