import { Injectable } from '@nestjs/common';
import type { RecipientKind } from '@tidu/deadlines';
import { Contacts } from '@tidu/enterprises';
import { People, type Language } from '@tidu/identity';

/** Where a recipient can be reached now. */
export interface Reachable {
  /** Whose inbox it is; null where there is no account. */
  readonly personId: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly language: Language;
}

export interface RecipientRef {
  readonly recipientKind: RecipientKind;
  readonly recipientId: string;
}

/** Looks up addresses at the moment they are needed: they are stored nowhere else, and whoever has left has none. */
@Injectable()
export class Recipients {
  constructor(
    private readonly contacts: Contacts,
    private readonly people: People,
  ) {}

  /** `undefined` where the recipient has left. */
  async find({ recipientKind, recipientId }: RecipientRef): Promise<Reachable | undefined> {
    if (recipientKind !== 'contact') {
      const person = (await this.people.addresses([recipientId])).get(recipientId);
      return person && { personId: person.personId, name: person.name, email: person.email, language: person.language };
    }
    const contact = (await this.contacts.byIds([recipientId])).get(recipientId);
    if (!contact) return undefined;
    const account =
      contact.personId === null ? undefined : (await this.people.addresses([contact.personId])).get(contact.personId);
    return {
      personId: account?.personId ?? null,
      name: contact.name,
      email: contact.email,
      language: account?.language ?? 'zh',
    };
  }

  /** Names for a ledger; whoever has left has none in it. */
  async names(refs: readonly RecipientRef[]): Promise<ReadonlyMap<string, string>> {
    const idsOf = (isContact: boolean): string[] => [
      ...new Set(refs.filter((ref) => (ref.recipientKind === 'contact') === isContact).map((ref) => ref.recipientId)),
    ];
    const [contacts, people] = [await this.contacts.byIds(idsOf(true)), await this.people.addresses(idsOf(false))];
    return new Map([...contacts, ...people].map(([id, { name }]) => [id, name]));
  }
}
