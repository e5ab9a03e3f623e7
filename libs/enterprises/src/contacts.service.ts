import { Injectable } from '@nestjs/common';
import { Clock, DomainError, type Scope } from '@tidu/kernel';
import { AuditLog, Cipher, Database, expectVersion, newId, UnitOfWork } from '@tidu/platform';
import { Contact } from './contact.entity.js';
import { Enterprises } from './enterprises.service.js';
import type { EnterprisesErrorCode } from './enterprises.errors.js';

export interface ContactDetails {
  readonly name: string;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly position?: string | null;
  readonly isPrimary?: boolean;
  readonly personId?: string | null;
}

/** A contact as read: the personal fields opened. */
export interface OpenContact {
  readonly id: string;
  readonly enterpriseId: string;
  readonly personId: string | null;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly position: string | null;
  readonly isPrimary: boolean;
  readonly version: number;
}

const contexts = { name: 'contact.name', phone: 'contact.phone', email: 'contact.email' } as const;

/** Who to speak to at an enterprise. */
@Injectable()
export class Contacts {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly cipher: Cipher,
    private readonly clock: Clock,
    private readonly enterprises: Enterprises,
  ) {}

  async of(scope: Scope, enterpriseId: string): Promise<readonly OpenContact[]> {
    await this.enterprises.expectInScope(scope, enterpriseId);
    const rows = await this.database
      .repository(Contact)
      .createQueryBuilder('c')
      .where('c.enterpriseId = :enterpriseId and c.leftAt is null', { enterpriseId })
      .orderBy('c.isPrimary', 'DESC')
      .addOrderBy('c.id')
      .take(200)
      .getMany();
    return rows.map((row) => this.opened(row));
  }

  /** Contacts by id for whoever writes to them; those who have left are not among them. */
  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, OpenContact>> {
    const rows = await this.database
      .repository(Contact)
      .createQueryBuilder('c')
      .where('c.id = any(:ids) and c.leftAt is null', { ids })
      .getMany();
    return new Map(rows.map((row) => [row.id, this.opened(row)]));
  }

  /** Adds contacts of any number of enterprises at once; the caller has checked the scope. */
  async add(contacts: readonly (ContactDetails & { readonly enterpriseId: string })[]): Promise<readonly string[]> {
    return this.unitOfWork.run(async () => {
      const rows = contacts.map((contact) => ({
        id: newId(),
        enterpriseId: contact.enterpriseId,
        personId: contact.personId ?? null,
        ...this.sealed(contact),
        position: contact.position ?? null,
        isPrimary: contact.isPrimary ?? false,
        sinceAt: this.clock.now(),
        leftAt: null,
        version: 1,
      }));
      const chunk = 1000;
      for (let start = 0; start < rows.length; start += chunk) {
        await this.refusingTwoPrimaries(() =>
          this.database.repository(Contact).insert(rows.slice(start, start + chunk)),
        );
      }
      await this.audit.record(
        rows.map((row) => ({
          action: 'contact.added',
          subjectType: 'contact',
          subjectId: row.id,
          enterpriseId: row.enterpriseId,
          after: audited(row),
        })),
      );
      this.unitOfWork.touch(
        rows.map((row) => row.enterpriseId),
        'contact',
      );
      return rows.map((row) => row.id);
    });
  }

  async addTo(scope: Scope, enterpriseId: string, contact: ContactDetails): Promise<string> {
    return this.unitOfWork.run(async () => {
      await this.enterprises.expectInScope(scope, enterpriseId);
      const [id] = await this.add([{ ...contact, enterpriseId }]);
      return id!;
    });
  }

  async change(
    scope: Scope,
    enterpriseId: string,
    id: string,
    version: number,
    details: ContactDetails,
  ): Promise<void> {
    await this.unitOfWork.run(async () => {
      const contact = await this.locked(scope, enterpriseId, id);
      expectVersion(contact.version, version);
      const before = audited(contact);
      Object.assign(contact, this.sealed(details), {
        position: details.position ?? null,
        isPrimary: details.isPrimary ?? false,
      });
      await this.refusingTwoPrimaries(() => this.database.repository(Contact).save(contact));
      await this.audit.record([
        {
          action: 'contact.changed',
          subjectType: 'contact',
          subjectId: id,
          enterpriseId,
          before,
          after: audited(contact),
        },
      ]);
      this.unitOfWork.touch([enterpriseId], 'contact');
    });
  }

  /** The contact has left; nothing is sent to him any more. */
  async leave(scope: Scope, enterpriseId: string, id: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const contact = await this.locked(scope, enterpriseId, id);
      contact.leftAt = this.clock.now();
      await this.database.repository(Contact).save(contact);
      await this.audit.record([{ action: 'contact.left', subjectType: 'contact', subjectId: id, enterpriseId }]);
      this.unitOfWork.touch([enterpriseId], 'contact');
    });
  }

  private async locked(scope: Scope, enterpriseId: string, id: string): Promise<Contact> {
    await this.enterprises.expectInScope(scope, enterpriseId);
    const contact = await this.database
      .repository(Contact)
      .createQueryBuilder('c')
      .setLock('pessimistic_write')
      .where('c.id = :id and c.enterpriseId = :enterpriseId and c.leftAt is null', { id, enterpriseId })
      .getOne();
    if (!contact) throw new DomainError<EnterprisesErrorCode>('contacts.not-found');
    return contact;
  }

  private sealed(
    details: ContactDetails,
  ): Pick<Contact, 'nameCipher' | 'phoneCipher' | 'phoneHash' | 'emailCipher' | 'emailHash'> {
    return {
      nameCipher: this.cipher.seal(details.name, contexts.name),
      phoneCipher: details.phone ? this.cipher.seal(details.phone, contexts.phone) : null,
      phoneHash: details.phone ? this.cipher.lookup(details.phone, contexts.phone) : null,
      emailCipher: details.email ? this.cipher.seal(details.email, contexts.email) : null,
      emailHash: details.email ? this.cipher.lookup(details.email.toLowerCase(), contexts.email) : null,
    };
  }

  private opened(row: Contact): OpenContact {
    return {
      id: row.id,
      enterpriseId: row.enterpriseId,
      personId: row.personId,
      name: this.cipher.open(row.nameCipher, contexts.name),
      phone: row.phoneCipher && this.cipher.open(row.phoneCipher, contexts.phone),
      email: row.emailCipher && this.cipher.open(row.emailCipher, contexts.email),
      position: row.position,
      isPrimary: row.isPrimary,
      version: row.version,
    };
  }

  private async refusingTwoPrimaries<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      const cause = (error as { driverError?: { constraint?: string } }).driverError;
      if (cause?.constraint === 'uq_contact_primary') {
        throw new DomainError<EnterprisesErrorCode>('contacts.primary-taken', {}, { cause: error });
      }
      throw error;
    }
  }
}

/** Personal fields enter the audit log as ciphertext only. */
const audited = (row: Omit<Contact, 'version' | 'sinceAt' | 'leftAt'>): object => ({
  name: row.nameCipher.toString('base64'),
  phone: row.phoneCipher?.toString('base64') ?? null,
  email: row.emailCipher?.toString('base64') ?? null,
  position: row.position,
  isPrimary: row.isPrimary,
  personId: row.personId,
});
