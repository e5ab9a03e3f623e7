import { Injectable } from '@nestjs/common';
import { Clock, DomainError, encodeCursor, type LocalDate, type Page } from '@tidu/kernel';
import { cursorKeys, Database, Jobs, newId, UnitOfWork } from '@tidu/platform';
import { sweepJob } from './deadline-jobs.js';
import type { DeadlinesErrorCode } from './deadlines.errors.js';
import type { SweepCounts } from './sweep.query.js';

/** One sweep: asked for by hand and waiting, or done. */
export interface SweepRun {
  readonly id: string;
  readonly state: 'queued' | 'done';
  readonly requestedAt: Date;
  /** The days it looked at: from the last sweep, its own day included, through `day`. */
  readonly sinceDay: LocalDate | null;
  readonly day: LocalDate | null;
  readonly finishedAt: Date | null;
  readonly counts: SweepCounts | null;
}

type SweepRow = SweepRun & Record<string, unknown>;

const columns = `id, state, requested_at as "requestedAt", since_day as "sinceDay", day, finished_at as "finishedAt", counts`;

/** What is remembered of sweeps. */
@Injectable()
export class SweepRuns {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  /** Asks for a sweep by hand; a worker does it. */
  async request(personId: string): Promise<SweepRun> {
    return this.unitOfWork.run(async () => {
      const id = newId();
      await this.database.run(
        `insert into sweep_run (id, state, requested_at, requested_by) values ($1, 'queued', $2, $3)`,
        [id, this.clock.now(), personId],
      );
      this.unitOfWork.afterCommit(() => this.jobs.add(sweepJob, {}, id));
      return this.one(id);
    });
  }

  /** @throws DomainError `sweeps.not-found` */
  async one(id: string): Promise<SweepRun> {
    const run = await this.database.one<SweepRow>(`select ${columns} from sweep_run where id = $1`, [id]);
    if (!run) throw new DomainError<DeadlinesErrorCode>('sweeps.not-found');
    return run;
  }

  /** The newest first. */
  async page(limit: number, cursor: string | undefined): Promise<Page<SweepRun>> {
    const [before = null] = cursorKeys(cursor, 'newest', ['uuid']) ?? [];
    const rows = await this.database.query<SweepRow>(
      `select ${columns} from sweep_run where $1::uuid is null or id < $1 order by id desc limit $2`,
      [before, limit + 1],
    );
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? encodeCursor('newest', [items.at(-1)!.id]) : null };
  }

  /** Takes a sweep that waits, or makes one, for the unit of work that does it. Answers its id. */
  async take(): Promise<string> {
    const waiting = await this.database.one<{ id: string }>(
      `select id from sweep_run where state = 'queued' order by id limit 1 for update skip locked`,
    );
    if (waiting) return waiting.id;
    const id = newId();
    await this.database.run(`insert into sweep_run (id, state, requested_at) values ($1, 'queued', $2)`, [
      id,
      this.clock.now(),
    ]);
    return id;
  }

  async finish(id: string, sinceDay: LocalDate, day: LocalDate, counts: SweepCounts): Promise<void> {
    await this.database.run(
      `update sweep_run set state = 'done', since_day = $2, day = $3, finished_at = $4, counts = $5 where id = $1`,
      [id, sinceDay, day, this.clock.now(), JSON.stringify(counts)],
    );
  }

  async isDone(day: LocalDate): Promise<boolean> {
    const run = await this.database.one(`select 1 from sweep_run where state = 'done' and day = $1 limit 1`, [day]);
    return run !== undefined;
  }

  /** Sweeps that somebody waits for. */
  async waiting(): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select id from sweep_run where state = 'queued' order by id limit 100`,
    );
    return rows.map((row) => row.id);
  }
}
