import { AsyncLocalStorage } from 'node:async_hooks';
import type { Fact } from '@tidu/kernel';
import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';

/** What one unit of work carries while it runs. */
export interface Unit {
  readonly manager: EntityManager;
  readonly client: PoolClient;
  readonly touched: Map<Fact, Set<string>>;
  /** Facts that no projection still to come would see; touching one is a mistake of direction. */
  readonly closedFacts: Set<Fact>;
  readonly afterCommit: (() => Promise<void>)[];
}

const storage = new AsyncLocalStorage<Unit>();

export const currentUnit = (): Unit | undefined => storage.getStore();

export const runInUnit = <T>(unit: Unit, work: () => Promise<T>): Promise<T> => storage.run(unit, work);
