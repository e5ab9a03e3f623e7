import { Injectable } from '@nestjs/common';
import { Clock, LocalDate } from '@tidu/kernel';
import { Calendar, UnitOfWork } from '@tidu/platform';
import { DeadlineRules } from './deadline-rules.js';
import { planSweep } from './domain/planner.js';
import { ReminderDispatch } from './reminder-dispatch.js';
import { SweepRuns, type SweepRun } from './sweep-runs.js';
import { SweepQuery } from './sweep.query.js';

/**
 * The morning sweep: what is to be told today, and what was missed since the last sweep, enters the ledger in one unit of work. Any number
 * at once, and any number of times a day, write each reminder once.
 */
@Injectable()
export class Sweep {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly calendar: Calendar,
    private readonly rules: DeadlineRules,
    private readonly query: SweepQuery,
    private readonly runs: SweepRuns,
    private readonly dispatch: ReminderDispatch,
  ) {}

  async run(): Promise<SweepRun> {
    await this.beginStandings();
    return this.unitOfWork.run(async () => {
      const id = await this.runs.take();
      const now = this.clock.now();
      const today = LocalDate.inShanghai(now);
      const since = (await this.query.since(today)) ?? today;
      const rows = planSweep(this.rules.reminders, await this.calendar.working(), { since, today });
      const counts = await this.query.write(rows, now, today);
      const missed = await this.query.markMissed(LocalDate.addDays(today, -this.rules.overdueDays), today);
      this.unitOfWork.touch(missed, 'deadline');
      await this.runs.finish(id, since, today, counts);
      this.unitOfWork.afterCommit(() => this.dispatch.dispatch());
      return this.runs.one(id);
    });
  }

  /** The ledger begins after this day: nothing up to it is caught up. For a city whose past was entered before it went live. */
  async beginAfter(day: LocalDate): Promise<void> {
    await this.unitOfWork.run(async () => {
      const id = await this.runs.take();
      await this.runs.finish(id, day, day, { queued: 0, digested: 0, stale: 0, untold: 0 });
    });
  }

  /** A standing entered for a later day begins with time alone; what it closes must be closed before anybody is reminded. */
  private async beginStandings(): Promise<void> {
    const today = this.clock.today();
    const since = await this.query.since(today);
    const ids = since === undefined ? [] : await this.query.standingsBegun(since, today);
    const batchSize = 2000;
    for (let start = 0; start < ids.length; start += batchSize) {
      const batch = ids.slice(start, start + batchSize);
      await this.unitOfWork.run(() => Promise.resolve(this.unitOfWork.touch(batch, 'standing')));
    }
  }
}
