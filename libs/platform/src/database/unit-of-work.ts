import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Fact } from '@tidu/kernel';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { Projections } from './projections.js';
import { currentUnit, runInUnit, type Unit } from './unit.js';

const maxAttempts = 3;
/** Serialization failure and deadlock: PostgreSQL undid the work because of somebody else's, so it may be done again. */
const rerunnable = new Set(['40001', '40P01']);

/**
 * One transaction of the domain. Nested calls join the outermost one. Only SQL inside: no HTTP, mail or Redis; what must follow
 * goes to the outbox or to `afterCommit`. On a deadlock or serialization failure the whole outermost unit runs again, so it must
 * not have effects outside the database.
 */
@Injectable()
export class UnitOfWork {
  private readonly logger = new Logger(UnitOfWork.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly projections: Projections,
  ) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (currentUnit()) return work();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.runOnce(work);
      } catch (error) {
        if (attempt === maxAttempts || !rerunnable.has((error as { code?: string }).code ?? '')) throw error;
        const pauseMs = Math.random() * 40 * attempt;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  /** Says that a fact about these enterprises changed; the projections made of it are refreshed before the unit commits. */
  touch(enterpriseIds: Iterable<string>, ...changed: readonly Fact[]): void {
    const unit = currentUnit();
    if (!unit) throw new Error('touch outside a unit of work');
    for (const fact of changed) {
      if (unit.closedFacts.has(fact))
        throw new Error(`fact "${fact}" was touched after the last projection made of it`);
      let ids = unit.touched.get(fact);
      if (!ids) unit.touched.set(fact, (ids = new Set()));
      for (const id of enterpriseIds) ids.add(id);
    }
  }

  /** Runs after the commit, outside the transaction. A failure is logged only: whatever depends on it must be healed by the watchdog. */
  afterCommit(effect: () => Promise<void>): void {
    const unit = currentUnit();
    if (!unit) throw new Error('afterCommit outside a unit of work');
    unit.afterCommit.push(effect);
  }

  private async runOnce<T>(work: () => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    let unit: Unit;
    let result: T;
    try {
      const client = (await runner.connect()) as PoolClient;
      await runner.startTransaction();
      unit = { manager: runner.manager, client, touched: new Map(), closedFacts: new Set(), afterCommit: [] };
      const opened = unit;
      result = await runInUnit(unit, async () => {
        const value = await work();
        await this.projections.refresh(opened);
        return value;
      });
      await runner.commitTransaction();
    } catch (error) {
      if (runner.isTransactionActive) {
        await runner.rollbackTransaction().catch((cause: unknown) => this.logger.error('rollback failed', cause));
      }
      throw error;
    } finally {
      await runner.release();
    }
    for (const effect of unit.afterCommit) {
      await effect().catch((cause: unknown) =>
        this.logger.error('work after a commit failed; the watchdog will do it', cause),
      );
    }
    return result;
  }
}
