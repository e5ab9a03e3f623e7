/**
 * Who is signed in, as this page knows it. The access token stays in memory only; the refresh cookie is the
 * server's and out of reach of scripts.
 */
export type SessionState = 'starting' | 'signed-in' | 'signed-out' | 'expired';

let state: SessionState = 'starting';
let token: string | null = null;
const listeners = new Set<() => void>();

function become(next: SessionState, nextToken: string | null): void {
  token = nextToken;
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

export const session = {
  state: (): SessionState => state,
  token: (): string | null => token,
  signedIn(accessToken: string): void {
    become('signed-in', accessToken);
  },
  /** The person left by will. */
  signedOut(): void {
    become('signed-out', null);
  },
  /** The server no longer takes the refresh cookie: a session that was open becomes `expired`. */
  lost(): void {
    become(state === 'signed-in' || state === 'expired' ? 'expired' : 'signed-out', null);
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
