export const channels = ['in-app', 'email'] as const;
export type Channel = (typeof channels)[number];

export const notificationStates = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'acknowledged',
  'failed',
  'dead',
  'withdrawn',
] as const;
export type NotificationState = (typeof notificationStates)[number];

/** In the inbox a message is there from the beginning; anything else has to be sent. */
export const firstState: Readonly<Record<Channel, NotificationState>> = { 'in-app': 'delivered', email: 'queued' };

/**
 * What may become of a message. `sending` may come again: whoever was sending it died, and its lease is over. A mail server takes a mail and
 * says no more, so `sent` is where a mail ends.
 */
export const notificationLifecycle: Readonly<Record<NotificationState, readonly NotificationState[]>> = {
  queued: ['sending', 'withdrawn'],
  sending: ['sending', 'sent', 'failed', 'dead', 'withdrawn'],
  failed: ['sending', 'dead', 'withdrawn'],
  sent: [],
  delivered: ['read', 'acknowledged'],
  read: ['acknowledged'],
  acknowledged: [],
  dead: [],
  withdrawn: [],
};

/** What the owner of an inbox may do with a message. */
export const inboxVerbs = { read: 'read', acknowledge: 'acknowledged' } as const satisfies Record<
  string,
  NotificationState
>;
export type InboxVerb = keyof typeof inboxVerbs;

export const allowedInInbox = (state: NotificationState): readonly InboxVerb[] =>
  (Object.keys(inboxVerbs) as InboxVerb[]).filter((verb) => notificationLifecycle[state].includes(inboxVerbs[verb]));
