import { defineJob } from '@tidu/platform';

/** One attempt to send one message. What comes of it stands in the row, so Bull does not try again by itself. */
export const deliverJob = defineJob<{ notificationId: string }>('notifications', 'notifications.deliver', {
  attempts: 1,
});
