import { jest } from '@jest/globals';
import { Areas } from '@tidu/areas';
import { cityAreaId, Contacts } from '@tidu/enterprises';
import { LocalDate, Scope } from '@tidu/kernel';
import { Calendar, ConfigFiles } from '@tidu/platform';
import fc from 'fast-check';
import { House } from '../../../test/support/house.js';
import { planFor } from './domain/planner.js';
import { readReminderRules } from './domain/reminder-rules.js';
import { Sweep } from './sweep.service.js';

jest.setTimeout(300_000);

const system = Scope.system('test');
const firstDay = LocalDate.parse('2026-01-05');
const ever = LocalDate.parse('1900-01-01');

/** What happens in the city, `days` after what happened before. `of` picks one of the enterprises that are there. */
interface Happening {
  readonly days: number;
  readonly of: number;
  readonly what:
    | { readonly kind: 'sweep' }
    | {
        readonly kind: 'enterprise';
        readonly contacts: number;
        readonly titleDays: number;
        readonly hasOfficer: boolean;
      }
    | { readonly kind: 'contact' }
    | { readonly kind: 'contact-left' }
    | { readonly kind: 'cover' };
}

const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.record({
    days: fc.nat({ max: 12 }),
    of: fc.nat({ max: 1000 }),
    what: fc.oneof(
      { weight: 4, arbitrary: fc.constant({ kind: 'sweep' as const }) },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('enterprise' as const),
          contacts: fc.nat({ max: 2 }),
          titleDays: fc.integer({ min: -10, max: 220 }),
          hasOfficer: fc.boolean(),
        }),
      },
      { weight: 1, arbitrary: fc.constant({ kind: 'contact' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'contact-left' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'cover' as const }) },
    ),
  }),
  { minLength: 30, maxLength: 45 },
);

/** One city and what its ledger must hold: the planner asked for each deadline and each recipient alone. */
class City {
  private readonly expected = new Map<string, string>();
  private readonly enterprises: string[] = [];
  private today = firstDay;
  private since: LocalDate | undefined;

  constructor(
    private readonly house: House,
    private readonly officers: readonly string[],
  ) {}

  async live({ days, of, what }: Happening): Promise<void> {
    this.today = LocalDate.addDays(this.today, days);
    this.house.clock.set(this.today);
    const one = this.enterprises[of % Math.max(1, this.enterprises.length)];
    if (what.kind === 'sweep') return this.sweep();
    if (what.kind === 'enterprise') {
      const addresses = Array.from({ length: what.contacts }, (_, index) => ({ email: `c${index}@example.org` }));
      const enterpriseId = await this.house.enterprise(addresses);
      this.enterprises.push(enterpriseId);
      if (what.hasOfficer) await this.house.assign(enterpriseId, this.officers[of % 2]!, this.today);
      await this.house.grant(enterpriseId, LocalDate.addDays(this.today, what.titleDays));
      return;
    }
    if (one === undefined) return;
    if (what.kind === 'contact')
      await this.house.get(Contacts).addTo(system, one, { name: '新', email: 'n@example.org' });
    if (what.kind === 'contact-left') {
      const [contact] = await this.house.get(Contacts).of(system, one);
      if (contact) await this.house.get(Contacts).leave(system, one, contact.id);
    }
    if (what.kind === 'cover') {
      await this.house.query(
        `insert into assignment (id, enterprise_id, officer_id, role, period, reason, source)
         select gen_random_uuid(), $1, $2, 'cover', tstzrange($3::timestamptz, $3::timestamptz + interval '9 days'), '测试', '测试'
         on conflict do nothing`,
        [one, this.officers[2], LocalDate.startInstant(this.today)],
      );
    }
  }

  async compare(): Promise<void> {
    const rows = await this.house.query<{ key: string; state: string }>(
      `select concat_ws(' ', deadline_id, due_on, lead_days, recipient_id, planned_on) as key, state from reminder`,
    );
    expect(new Map(rows.map((row) => [row.key, row.state]))).toEqual(this.expected);
    expect(rows).toHaveLength(this.expected.size);
  }

  private async sweep(): Promise<void> {
    await this.expectOfEach();
    await this.house.get(Sweep).run();
    this.since = this.today;
  }

  private async expectOfEach(): Promise<void> {
    const rules = readReminderRules(this.house.get(ConfigFiles).yaml('reminders.yaml'));
    const calendar = await this.house.get(Calendar).working();
    const deadlines = await this.house.query<{
      id: string;
      enterprise_id: string;
      kind: string;
      due_on: LocalDate;
      known_on: LocalDate;
    }>(`select id, enterprise_id, kind, due_on, known_on from deadline where state = 'open'`);
    const known = deadlines.map((deadline) => deadline.known_on);
    const since = this.since ?? known.reduce((a, b) => LocalDate.min(a, b), this.today);
    const recipients = new Map<string, readonly { id: string; since: LocalDate }[]>();
    for (const { enterprise_id: id } of deadlines) {
      if (!recipients.has(id)) recipients.set(id, await this.recipientsOf(id));
    }
    for (const deadline of deadlines) {
      for (const recipient of recipients.get(deadline.enterprise_id)!) {
        const rows = planFor(
          { kind: deadline.kind, dueOn: deadline.due_on, knownOn: deadline.known_on },
          recipient.since,
          rules,
          calendar,
          { since, today: this.today },
        );
        for (const row of rows) {
          const key = [deadline.id, row.dueOn, row.leadDays, recipient.id, row.plannedOn].join(' ');
          if (!this.expected.has(key)) this.expected.set(key, row.state);
        }
      }
    }
  }

  /** The fallback, told once more in plain steps. */
  private async recipientsOf(enterpriseId: string): Promise<readonly { id: string; since: LocalDate }[]> {
    const contacts = await this.house.query<{ id: string; since_at: Date }>(
      `select id, since_at from contact where enterprise_id = $1 and left_at is null and email_cipher is not null`,
      [enterpriseId],
    );
    if (contacts.length > 0) return contacts.map(({ id, since_at: at }) => ({ id, since: LocalDate.inShanghai(at) }));
    for (const role of ['cover', 'primary']) {
      const [officer] = await this.house.query<{ id: string; from: Date }>(
        `select officer_id as id, lower(period) as from from assignment
         where enterprise_id = $1 and role = $2 and period @> $3::timestamptz`,
        [enterpriseId, role, this.house.clock.now()],
      );
      if (officer) return [{ id: officer.id, since: LocalDate.inShanghai(officer.from) }];
    }
    const [city] = await this.house.query<{ id: string }>(`select head_person_id as id from area where id = $1`, [
      cityAreaId,
    ]);
    return [{ id: city!.id, since: ever }];
  }
}

it('the set-based sweep equals the planner asked for each deadline and recipient alone', async () => {
  await fc.assert(
    fc.asyncProperty(happenings, async (course) => {
      const house = await House.open({ today: firstDay });
      try {
        const officers = [];
        for (let index = 0; index < 3; index++) officers.push(await house.person(['officer']));
        await house.get(Areas).appointHead(cityAreaId, await house.person(['manager']));
        const city = new City(house, officers);
        for (const happening of course) await city.live(happening);
        await city.live({ days: 1, of: 0, what: { kind: 'sweep' } });
        await city.compare();
      } finally {
        await house.close();
      }
    }),
    { numRuns: 4, endOnFailure: true },
  );
});
