export { Delivery } from './delivery.js';
export { Digests } from './digests.js';
export { Inbox, type InboxItem } from './inbox.js';
export { deliverJob } from './notification-jobs.js';
export { channels, notificationStates, type Channel, type NotificationState } from './notification-states.js';
export type { NotificationsErrorCode } from './notifications.errors.js';
export { NotificationsModule } from './notifications.module.js';
export { NotificationsSettings } from './notifications.settings.js';
export { ReminderMessages } from './reminder-messages.js';
