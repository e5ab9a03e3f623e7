import { Injectable } from '@nestjs/common';
import type { ReminderToTell } from '@tidu/deadlines';
import type { Language } from '@tidu/identity';
import { LocalDate } from '@tidu/kernel';
import { Programmes } from '@tidu/qualifications';
import { digestWords, reminderWords, type Words } from './texts.js';

/** Finds the names that texts need. */
@Injectable()
export class Wording {
  constructor(private readonly programmes: Programmes) {}

  reminder(reminder: ReminderToTell, language: Language, today: LocalDate): Words {
    const { programme, certificateNo, action } = reminder.params;
    const known = programme === undefined ? undefined : this.programmes.find(programme);
    return reminderWords(language, {
      enterpriseName: reminder.enterpriseName,
      kind: reminder.kind,
      title: reminder.title[language],
      programme: known?.title[language] ?? null,
      certificateNo: certificateNo ?? null,
      action: action ?? null,
      dueOn: reminder.dueOn,
      isProvisional: reminder.isProvisional,
      today,
      isToEnterprise: reminder.recipientKind === 'contact',
    });
  }

  digest(reminders: readonly ReminderToTell[], language: Language): Words {
    const kinds = new Map<string, ReminderToTell[]>();
    for (const reminder of reminders) {
      const ones = kinds.get(reminder.kind);
      if (ones) ones.push(reminder);
      else kinds.set(reminder.kind, [reminder]);
    }
    return digestWords(language, {
      enterprises: new Set(reminders.map((reminder) => reminder.enterpriseId)).size,
      kinds: [...kinds.values()].map((ones) => ({
        title: ones[0]!.title[language],
        count: new Set(ones.map((one) => one.deadlineId)).size,
        firstDueOn: ones.map((one) => one.dueOn).reduce((a, b) => LocalDate.min(a, b)),
      })),
    });
  }
}
