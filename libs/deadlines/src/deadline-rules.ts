import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ConfigValue } from '@tidu/kernel';
import { ConfigFiles } from '@tidu/platform';
import { DeadlineSources } from './deadline-sources.js';
import { readReminderRules, type ReminderRules } from './domain/reminder-rules.js';

/** `config/reminders.yaml` and `config/deadlines.yaml`. A kind of deadline that has an owner but no rule lets nothing boot. */
@Injectable()
export class DeadlineRules implements OnApplicationBootstrap {
  readonly reminders: ReminderRules;
  /** How many days a deadline stays open after its day. */
  readonly overdueDays: number;

  constructor(
    files: ConfigFiles,
    private readonly sources: DeadlineSources,
  ) {
    this.reminders = readReminderRules(files.yaml('reminders.yaml'));
    this.overdueDays = new ConfigValue(files.yaml('deadlines.yaml')).object((field) =>
      field('overdueDays').wholeNumber(0, 3650),
    );
  }

  onApplicationBootstrap(): void {
    const unruled = this.sources.kinds.filter((kind) => !this.reminders.has(kind));
    if (unruled.length > 0) throw new Error(`config/reminders.yaml has no rule for the kinds ${unruled.join(', ')}`);
  }
}
