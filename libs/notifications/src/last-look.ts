import { Injectable } from '@nestjs/common';
import { Reminders, type NotToSend } from '@tidu/deadlines';
import type { Language } from '@tidu/identity';
import { Clock } from '@tidu/kernel';
import { Digests } from './digests.js';
import type { WaitingNotification } from './notifications.repository.js';
import { NotificationsSettings } from './notifications.settings.js';
import { Recipients } from './recipients.service.js';
import type { Words } from './texts.js';
import { Wording } from './wording.js';

/** A mail as it would go out now. */
export interface Outgoing {
  readonly to: { readonly name: string; readonly address: string };
  readonly words: Words;
  readonly text: string;
}

/** Why a message stays at home. */
export type Withheld = NotToSend | 'no-address';

/** Looks at a message once more before it goes out: is it still due, is the recipient still one, what are the true words today? */
@Injectable()
export class LastLook {
  constructor(
    private readonly clock: Clock,
    private readonly reminders: Reminders,
    private readonly digests: Digests,
    private readonly recipients: Recipients,
    private readonly wording: Wording,
    private readonly settings: NotificationsSettings,
  ) {}

  async at(waiting: WaitingNotification): Promise<Outgoing | Withheld> {
    const recipient = await this.recipients.find(waiting);
    if (!recipient) return 'recipient-gone';
    if (recipient.email === null) return 'no-address';
    const words = await this.wordsNow(waiting, recipient.language);
    if (typeof words === 'string') return words;
    return {
      to: { name: recipient.name, address: recipient.email },
      words,
      text: `${words.body}\n\n${this.settings.publicUrl}${waiting.link}\n`,
    };
  }

  /** Days left are counted anew: an attempt may come a day after the first. A digest goes out while any of it is still due. */
  private async wordsNow(waiting: WaitingNotification, language: Language): Promise<Words | NotToSend> {
    if (waiting.reminderId !== null) {
      const reminder =
        (await this.reminders.lookAgain([waiting.reminderId])).get(waiting.reminderId) ?? 'no-longer-due';
      return typeof reminder === 'string' ? reminder : this.wording.reminder(reminder, language, this.clock.today());
    }
    const ids = waiting.eventId === null ? [] : await this.digests.remindersOf(waiting.eventId);
    const looked = [...(await this.reminders.lookAgain(ids)).values()];
    const due = looked.filter((one) => typeof one !== 'string');
    return due.length === 0 ? 'no-longer-due' : this.wording.digest(due, language);
  }
}
