import { defineJob } from '@tidu/platform';

export const sweepJob = defineJob<Record<string, never>>('sweep', 'sweep.run', { attempts: 3 });

/** Done by `notifications`: makes the messages of one queued reminder. The job's id is the reminder's. */
export const notifyReminderJob = defineJob<{ reminderId: string }>('notifications', 'reminders.notify');

/** Done by `notifications`: makes the one message of the day to somebody who stands in for nobody at all. */
export const notifyDigestJob = defineJob<{ personId: string }>('notifications', 'reminders.digest');
