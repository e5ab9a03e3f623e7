export type NotificationsErrorCode = 'notifications.not-found';
