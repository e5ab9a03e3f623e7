import { Injectable } from '@nestjs/common';
import { Clock, LocalDate } from '@tidu/kernel';
import { Jobs, KeepsWork, type WorkKeeper } from '@tidu/platform';
import { sweepJob } from './deadline-jobs.js';
import { ReminderDispatch } from './reminder-dispatch.js';
import { SweepRuns } from './sweep-runs.js';

/** 08:30 in Shanghai. */
const inTheMorning = '30 8 * * *';
const morningMs = (8 * 60 + 30) * 60_000;

/** The schedule of the sweep, a sweep that was missed, sweeps that were asked for, and reminders whose jobs Redis has lost. */
@Injectable()
@KeepsWork()
export class SweepKeeper implements WorkKeeper {
  constructor(
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly runs: SweepRuns,
    private readonly dispatch: ReminderDispatch,
  ) {}

  async rebuild(): Promise<void> {
    await this.jobs.schedule(sweepJob, inTheMorning);
    const waiting = await this.runs.waiting();
    await this.jobs.addBulk(
      sweepJob,
      waiting.map((id) => ({ payload: {}, jobId: id })),
    );
    const today = this.clock.today();
    const isMorning = this.clock.now().getTime() - LocalDate.startInstant(today).getTime() >= morningMs;
    if (isMorning && !(await this.runs.isDone(today))) await this.jobs.add(sweepJob, {}, `sweep-${today}`);
    await this.dispatch.rebuild();
  }
}
