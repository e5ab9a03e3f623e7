import { Processor } from '@nestjs/bull';
import { ProjectionKeeper, refreshProjectionsJob } from '@tidu/caseload';
import { Sweep, sweepJob } from '@tidu/deadlines';
import { HandlesJob, runAs, systemCaller } from '@tidu/platform';
import type { Job } from 'bull';

/** What the calendar makes the house do: the morning sweep, and midnight. */
@Processor('sweep')
export class SweepProcessor {
  constructor(
    private readonly sweep: Sweep,
    private readonly projections: ProjectionKeeper,
  ) {}

  @HandlesJob(sweepJob)
  async run(job: Job<Record<string, never>>): Promise<void> {
    await runAs(systemCaller('sweep', String(job.id)), () => this.sweep.run());
  }

  @HandlesJob(refreshProjectionsJob)
  async refresh(job: Job<Record<string, never>>): Promise<void> {
    await runAs(systemCaller('midnight', String(job.id)), () => this.projections.refreshStale());
  }
}
