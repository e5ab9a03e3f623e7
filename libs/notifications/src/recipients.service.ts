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
  async find(ref: RecipientRef): Promise<Reachable | undefined> {
    return (await this.findAll([ref])).get(ref.recipientId);
  }

  /** By the recipients' ids; whoever has left is not among them. */
  async findAll(refs: readonly RecipientRef[]): Promise<ReadonlyMap<string, Reachable>> {
    const contacts = await this.contacts.byIds(idsOf(refs, true));
    const accounts = [...contacts.values()].flatMap((contact) => contact.personId ?? []);
    const people = await this.people.addresses([...idsOf(refs, false), ...accounts]);
    const found = new Map<string, Reachable>();
    for (const { recipientKind, recipientId } of refs) {
      if (recipientKind === 'contact') {
        const contact = contacts.get(recipientId);
        if (!contact) continue;
        const account = contact.personId === null ? undefined : people.get(contact.personId);
        found.set(recipientId, {
          personId: account?.personId ?? null,
          name: contact.name,
          email: contact.email,
          language: account?.language ?? 'zh',
        });
      } else {
        const person = people.get(recipientId);
        if (person) found.set(recipientId, person);
      }
    }
    return found;
  }

  /** Names for a ledger; whoever has left has none in it. */
  async names(refs: readonly RecipientRef[]): Promise<ReadonlyMap<string, string>> {
    const [contacts, people] = [
      await this.contacts.byIds(idsOf(refs, true)),
      await this.people.addresses(idsOf(refs, false)),
    ];
    return new Map([...contacts, ...people].map(([id, { name }]) => [id, name]));
  }
}

const idsOf = (refs: readonly RecipientRef[], isContact: boolean): readonly string[] => [
  ...new Set(refs.filter((ref) => (ref.recipientKind === 'contact') === isContact).map((ref) => ref.recipientId)),
];
