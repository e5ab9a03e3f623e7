import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readReminderRules } from './reminder-rules.js';

const config = new URL('../../../../config/', import.meta.url);
const fileOf = (name: string): unknown => parse(readFileSync(new URL(name, config), 'utf8'));

const kind = { title: { zh: '到期', en: 'Expiry' }, rule: 'validity' };

describe('reminder rules', () => {
  it('are shipped with the lead times of the calendar and the one notice after the day', () => {
    const rules = readReminderRules(fileOf('reminders.yaml'));
    expect(rules.get('expiry')?.leadDays).toEqual([180, 90, 60, 30, 15, 7, 1, 0, -1]);
  });

  it('know every duty of the programmes, by the same day rule', () => {
    interface ProgrammeFile {
      readonly versions: readonly { readonly duties: readonly { readonly kind: string; readonly rule: string }[] }[];
    }
    const rules = readReminderRules(fileOf('reminders.yaml'));
    const files = readdirSync(new URL('programmes/', config)).map(
      (name) => fileOf(`programmes/${name}`) as ProgrammeFile,
    );
    const duties = files.flatMap(({ versions }) => versions.flatMap((version) => version.duties));
    expect(duties.length).toBeGreaterThan(3);
    for (const duty of duties) expect([duty.kind, rules.get(duty.kind)?.rule]).toEqual([duty.kind, duty.rule]);
  });

  it('of a kind replace the usual ones, and are put in order', () => {
    const rules = readReminderRules({
      leadDays: [7, 30],
      kinds: { expiry: kind, report: { ...kind, leadDays: [-1, 0, 3] } },
    });
    expect(rules.get('expiry')).toEqual({ kind: 'expiry', ...kind, leadDays: [30, 7] });
    expect(rules.get('report')).toMatchObject({ leadDays: [3, 0, -1] });
  });

  it.each<[object, string]>([
    [{ leadDays: [7, 7] }, 'leadDays: names a lead time twice'],
    [{ leadDays: [-2] }, 'leadDays[0]: must be a whole number'],
    [{ kinds: { expiry: { ...kind, rule: 'soft' } } }, 'kinds.expiry.rule: must be one of'],
    [{ kinds: { expiry: { ...kind, lead: [1] } } }, 'kinds.expiry: does not know the field "lead"'],
    [{ kind: {} }, 'the file: does not know the field "kind"'],
  ])('with %j are refused', (changes, message) => {
    const file = { leadDays: [7], kinds: { expiry: kind }, ...changes };
    expect(() => readReminderRules(file)).toThrow(message);
  });
});
