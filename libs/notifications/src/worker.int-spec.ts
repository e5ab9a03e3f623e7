import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Sweep } from '@tidu/deadlines';
import { Watchdog } from '@tidu/platform';
import { House } from '../../../test/support/house.js';
import { eventually } from '../../../test/support/running-city.js';
import { workerProcessors } from '../../../test/support/test-city.js';

jest.setTimeout(180_000);

/** Enterprises with a reminder due on 2026-06-16; each contact has an account and an address. */
async function city(house: House, enterprises: number): Promise<void> {
  for (let index = 0; index < enterprises; index++) {
    const personId = await house.person(['enterprise']);
    const enterpriseId = await house.enterprise([{ email: `c${index}@example.org`, personId }]);
    await house.grant(enterpriseId, '2026-09-14', 'specialised-sme');
  }
}
const waiting = async (house: House): Promise<number> =>
  (
    await house.query<{ n: number }>(
      `select (select count(*) from reminder where state = 'queued') + (select count(*) from notification where next_attempt_at is not null) as n`,
    )
  )[0]!.n;
const mails = (house: House): string[] => {
  const folder = join(house.settings.dataFolder, 'mail');
  return readdirSync(folder).filter((name) => name.endsWith('.eml'));
};

it('through Bull everything is told once, though Redis is emptied again and again and two workers work', async () => {
  const enterprises = 40;
  const house = await House.open({ today: '2026-03-02' });
  await city(house, enterprises);
  house.clock.set('2026-06-16');
  const workers = await Promise.all(
    [1, 2].map(() => House.open({ today: '2026-06-16', beside: house, processors: workerProcessors })),
  );
  try {
    const sweeping = house.get(Sweep).run();
    await house.emptyRedis();
    await sweeping;
    await house.get(Sweep).run();
    for (let times = 0; times < 4; times++) {
      await house.emptyRedis();
      await workers[times % 2]!.get(Watchdog).look();
    }
    await eventually(async () => {
      await workers[0]!.get(Watchdog).look();
      return (await waiting(house)) === 0;
    }, 'everything to be told');
    const told = await house.query<{ channel: string; state: string; n: number; reminders: number }>(
      `select channel, state, count(*) as n, count(distinct reminder_id) as reminders from notification group by channel, state order by channel`,
    );
    expect(told).toEqual([
      { channel: 'email', state: 'sent', n: enterprises, reminders: enterprises },
      { channel: 'in-app', state: 'delivered', n: enterprises, reminders: enterprises },
    ]);
    expect(mails(house)).toHaveLength(enterprises);
  } finally {
    for (const one of [...workers, house]) await one.close();
  }
});
