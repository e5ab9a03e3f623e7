import { ConfigValue, dayRules } from '@tidu/kernel';
import type { DayRule } from '@tidu/kernel';

/** The lead time of the one notice after the due day. */
export const overdueLead = -1;

/** How deadlines of one kind are recalled. */
export interface ReminderRule {
  readonly kind: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly rule: DayRule;
  /** Days before the due day, from the longest; `overdueLead` for the notice after it. */
  readonly leadDays: readonly number[];
}

export type ReminderRules = ReadonlyMap<string, ReminderRule>;

/** Reads the parsed `config/reminders.yaml`. @throws ConfigError naming the place */
export function readReminderRules(file: unknown): ReminderRules {
  return new ConfigValue(file).object((field) => {
    const usual = readLeadDays(field('leadDays'));
    return field('kinds').entries((value, kind) =>
      value.object((f) => ({
        kind,
        title: f('title').object((words) => ({ zh: words('zh').text(), en: words('en').text() })),
        rule: f('rule').oneOf(dayRules),
        leadDays: f.optional('leadDays', readLeadDays) ?? usual,
      })),
    );
  });
}

function readLeadDays(value: ConfigValue): readonly number[] {
  const leads = value.list((lead) => lead.wholeNumber(overdueLead, 3_650));
  if (new Set(leads).size !== leads.length) throw value.wrong('names a lead time twice');
  return [...leads].sort((a, b) => b - a);
}
