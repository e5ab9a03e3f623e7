/** Whether the server answers, and when it last did: the strip "没有网络" shows it. */
export interface Contact {
  readonly isLost: boolean;
  /** The server's own clock, as its last answer named it. */
  readonly lastAnswer: string | null;
}

let current: Contact = { isLost: false, lastAnswer: null };
const listeners = new Set<() => void>();

function become(next: Contact): void {
  const isChanged = next.isLost !== current.isLost;
  current = isChanged || next.isLost ? next : { ...current, lastAnswer: next.lastAnswer };
  if (isChanged) for (const listener of listeners) listener();
}

export const contact = {
  current: (): Contact => current,
  made(date: string | null): void {
    become({ isLost: false, lastAnswer: date ?? current.lastAnswer });
  },
  missed(): void {
    become({ isLost: true, lastAnswer: current.lastAnswer });
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
