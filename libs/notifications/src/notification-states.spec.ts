import {
  allowedInInbox,
  firstState,
  notificationLifecycle,
  notificationStates,
  type NotificationState,
} from './notification-states.js';

describe('the life of a message', () => {
  it('has no state that cannot be reached', () => {
    const reached = new Set<NotificationState>(Object.values(firstState));
    for (const state of reached) for (const next of notificationLifecycle[state]) reached.add(next);
    expect(reached).toEqual(new Set(notificationStates));
  });

  it('never goes on from where it ends', () => {
    const ends = notificationStates.filter((state) => notificationLifecycle[state].length === 0);
    expect(ends).toEqual(['sent', 'acknowledged', 'dead', 'withdrawn']);
  });

  it.each<[NotificationState, string[]]>([
    ['delivered', ['read', 'acknowledge']],
    ['read', ['acknowledge']],
    ['acknowledged', []],
    ['queued', []],
    ['sent', []],
  ])('offers the owner of a %s one %j', (state, verbs) => {
    expect(allowedInInbox(state)).toEqual(verbs);
  });
});
