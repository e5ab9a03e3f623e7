import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { House } from '../../../../test/support/house.js';
import { sqlStateOf, withClient } from '../../../../test/support/test-city.js';
import { runAs } from '../caller.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { newId } from '../ids.js';
import { AuditLog } from './audit-log.js';

const insufficientPrivilege = '42501';

describe('audit log', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.open({ today: '2026-03-02' });
  });
  afterAll(() => house.close());

  const record = (subjectId: string, action = 'thing.changed'): Promise<void> =>
    house
      .get(AuditLog)
      .record([{ action, subjectType: 'thing', subjectId, before: { colour: 'red' }, after: { colour: 'blue' } }]);
  const entriesOf = (subjectId: string): Promise<Record<string, unknown>[]> =>
    house.query(`select * from audit_entry where subject_id = $1`, [subjectId]);

  it('keeps who changed what, when and in which request', async () => {
    const [actorId, subjectId] = [newId(), newId()];
    await runAs({ actorId, actorName: 'u-1', requestId: 'request-7' }, () =>
      house.get(UnitOfWork).run(() => record(subjectId)),
    );
    expect(await entriesOf(subjectId)).toEqual([
      {
        id: expect.any(String),
        at: house.clock.now(),
        actor_id: actorId,
        actor_name: 'u-1',
        action: 'thing.changed',
        subject_type: 'thing',
        subject_id: subjectId,
        enterprise_id: null,
        before: { colour: 'red' },
        after: { colour: 'blue' },
        request_id: 'request-7',
      },
    ]);
  });

  it('is rolled back with what it tells of', async () => {
    const subjectId = newId();
    const failed = house.get(UnitOfWork).run(async () => {
      await record(subjectId);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await entriesOf(subjectId)).toEqual([]);
  });

  it('takes no entry outside of a unit of work', async () => {
    await expect(record(newId())).rejects.toThrow('an audit entry belongs into the unit of work');
  });

  it.each([
    ['update', `update audit_entry set actor_name = 'somebody else'`],
    ['delete', `delete from audit_entry`],
    ['truncate', `truncate audit_entry`],
    ['take over', `alter table audit_entry owner to tidu_app`],
    ['lose its constraint', `alter table audit_entry drop constraint pk_audit_entry`],
    ['be replaced', `drop table audit_entry`],
    ['be guarded by a rule of the application', `create rule gone as on insert to audit_entry do instead nothing`],
    [
      'be guarded by a trigger',
      `create trigger gone before insert on audit_entry execute function suppress_redundant_updates_trigger()`,
    ],
  ])('cannot %s by the application', async (_, statement) => {
    const subjectId = newId();
    await house.get(UnitOfWork).run(() => record(subjectId));
    const state = await withClient(house, 'application', (client) => sqlStateOf(client.query(statement)));
    expect(state).toBe(insufficientPrivilege);
    expect(await entriesOf(subjectId)).toHaveLength(1);
  });

  it('cannot be written into under another name by changing the role', async () => {
    const state = await withClient(house, 'application', (client) => sqlStateOf(client.query(`set role tidu_owner`)));
    expect(state).toBe(insufficientPrivilege);
  });
});
