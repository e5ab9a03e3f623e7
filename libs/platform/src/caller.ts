import { AsyncLocalStorage } from 'node:async_hooks';

/** Who the current work is done for: written into the audit log and the log lines, never read by rules. */
export interface Caller {
  readonly actorId: string | null;
  /** A username, or `system:<reason>` for work nobody asked for by hand. */
  readonly actorName: string;
  readonly requestId: string | null;
}

const storage = new AsyncLocalStorage<Caller>();

export const currentCaller = (): Caller =>
  storage.getStore() ?? { actorId: null, actorName: 'system', requestId: null };

export const runAs = <T>(caller: Caller, work: () => T): T => storage.run(caller, work);

export const systemCaller = (reason: string, requestId: string | null = null): Caller => ({
  actorId: null,
  actorName: `system:${reason}`,
  requestId,
});
