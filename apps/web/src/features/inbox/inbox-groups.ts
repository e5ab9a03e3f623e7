import { LocalDate } from '@tidu/kernel';
import type { InboxItem } from '../../shared/api/types';

export type GroupKey = 'today' | 'week' | 'earlier';

export interface Group {
  key: GroupKey;
  items: InboxItem[];
}

/** By the day in Shanghai on which it came, in the order in which it came. */
export function groupInbox(items: readonly InboxItem[], today: LocalDate): Group[] {
  const groups: Record<GroupKey, InboxItem[]> = { today: [], week: [], earlier: [] };
  for (const item of items) groups[groupOf(item, today)].push(item);
  return (Object.keys(groups) as GroupKey[])
    .map((key) => ({ key, items: groups[key] }))
    .filter((group) => group.items.length > 0);
}

function groupOf(item: InboxItem, today: LocalDate): GroupKey {
  const age = LocalDate.daysBetween(LocalDate.inShanghai(new Date(item.createdAt)), today);
  return age <= 0 ? 'today' : age < 7 ? 'week' : 'earlier';
}
