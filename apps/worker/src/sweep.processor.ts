import { Processor } from '@nestjs/bull';
import { Sweep, sweepJob } from '@tidu/deadlines';
import { HandlesJob, runAs, systemCaller } from '@tidu/platform';
import type { Job } from 'bull';

@Processor('sweep')
export class SweepProcessor {
  constructor(private readonly sweep: Sweep) {}

  @HandlesJob(sweepJob)
  async run(job: Job<Record<string, never>>): Promise<void> {
    await runAs(systemCaller('sweep', String(job.id)), () => this.sweep.run());
  }
}
