import { Injectable } from '@nestjs/common';
import { Clock, DomainError, type LocalDate, type Role } from '@tidu/kernel';
import { AuditLog, Cipher, Database, newId, UnitOfWork } from '@tidu/platform';
import type { IdentityErrorCode } from './identity.errors.js';
import { hashPassword } from './passwords.js';
import { Person, type Language } from './person.entity.js';

export interface NewPerson {
  readonly id?: string;
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly roles: readonly Role[];
  readonly areaId?: string | null;
  readonly enterpriseId?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly language?: Language;
}

/** Where somebody can be reached. */
export interface Address {
  readonly personId: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: Language;
}

export interface LockedAccount {
  readonly id: string | null;
  readonly username: string;
  readonly name: string | null;
  readonly failures: number;
  readonly lockedUntil: Date;
}

const emailContext = 'person.email';
const phoneContext = 'person.phone';

/** The people of the house. Other libraries read names through the view `person_directory`, addresses through this service. */
@Injectable()
export class People {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly cipher: Cipher,
    private readonly audit: AuditLog,
  ) {}

  async add(people: readonly NewPerson[]): Promise<readonly string[]> {
    const hashes = new Map<string, string>();
    for (const { password } of people) if (!hashes.has(password)) hashes.set(password, await hashPassword(password));
    return this.unitOfWork.run(async () => {
      const rows = people.map((person) => ({
        id: person.id ?? newId(),
        username: person.username,
        name: person.name,
        passwordHash: hashes.get(person.password)!,
        roles: [...person.roles],
        areaId: person.areaId ?? null,
        enterpriseId: person.enterpriseId ?? null,
        emailCipher: person.email ? this.cipher.seal(person.email, emailContext) : null,
        phoneCipher: person.phone ? this.cipher.seal(person.phone, phoneContext) : null,
        language: person.language ?? 'zh',
        leftOn: null,
      }));
      await this.database.repository(Person).insert(rows);
      await this.audit.record(
        rows.map((row) => ({
          action: 'person.added',
          subjectType: 'person',
          subjectId: row.id,
          after: {
            username: row.username,
            name: row.name,
            roles: row.roles,
            areaId: row.areaId,
            enterpriseId: row.enterpriseId,
          },
        })),
      );
      return rows.map((row) => row.id);
    });
  }

  /** Whoever has left is not among them: nothing is ever sent to him. */
  async addresses(personIds: readonly string[]): Promise<ReadonlyMap<string, Address>> {
    const people = await this.database.query<{
      id: string;
      name: string;
      email_cipher: Buffer | null;
      phone_cipher: Buffer | null;
      language: Language;
    }>(
      `select id, name, email_cipher, phone_cipher, language from person where id = any($1) and (left_on is null or left_on >= $2)`,
      [personIds, this.clock.today()],
    );
    return new Map(
      people.map((person) => [
        person.id,
        {
          personId: person.id,
          name: person.name,
          email: person.email_cipher && this.cipher.open(person.email_cipher, emailContext),
          phone: person.phone_cipher && this.cipher.open(person.phone_cipher, phoneContext),
          language: person.language,
        },
      ]),
    );
  }

  async language(personId: string): Promise<Language> {
    const person = await this.database.one<{ language: Language }>(`select language from person where id = $1`, [
      personId,
    ]);
    if (!person) throw new DomainError<IdentityErrorCode>('people.not-found');
    return person.language;
  }

  async speak(personId: string, language: Language): Promise<void> {
    await this.unitOfWork.run(async () => {
      const before = await this.language(personId);
      await this.database.run(`update person set language = $2 where id = $1`, [personId, language]);
      await this.audit.record([
        {
          action: 'person.language-changed',
          subjectType: 'person',
          subjectId: personId,
          before: { language: before },
          after: { language },
        },
      ]);
    });
  }

  async locked(): Promise<readonly LockedAccount[]> {
    return this.database.query<LockedAccount & Record<string, unknown>>(
      `select p.id, f.username, p.name, f.failures, f.locked_until as "lockedUntil"
       from sign_in_failure f left join person p using (username)
       where f.locked_until > now() order by f.locked_until desc, f.username limit 200`,
    );
  }

  async unlock(personId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const person = await this.database.one<{ username: string }>(`select username from person where id = $1`, [
        personId,
      ]);
      if (!person) throw new DomainError<IdentityErrorCode>('people.not-found');
      await this.database.run(`delete from sign_in_failure where username = $1`, [person.username]);
      await this.audit.record([{ action: 'person.unlocked', subjectType: 'person', subjectId: personId }]);
    });
  }

  /** The last day of somebody's service; nobody signs on or is written to after it. */
  async endService(personId: string, lastDay: LocalDate): Promise<void> {
    await this.unitOfWork.run(async () => {
      const changed = await this.database.run(`update person set left_on = $2 where id = $1`, [personId, lastDay]);
      if (!changed) throw new DomainError<IdentityErrorCode>('people.not-found');
      await this.audit.record([
        { action: 'person.service-ended', subjectType: 'person', subjectId: personId, after: { leftOn: lastDay } },
      ]);
    });
  }
}
