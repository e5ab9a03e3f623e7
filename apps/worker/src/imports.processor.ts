import { Processor } from '@nestjs/bull';
import { applyListJob, Imports, readListJob } from '@tidu/enterprises';
import { HandlesJob, runAs, systemCaller } from '@tidu/platform';
import type { Job } from 'bull';

@Processor('imports')
export class ImportsProcessor {
  constructor(private readonly imports: Imports) {}

  @HandlesJob(readListJob)
  async read(job: Job<{ importId: string }>): Promise<void> {
    await runAs(systemCaller('imports', String(job.id)), () => this.imports.read(job.data.importId));
  }

  @HandlesJob(applyListJob)
  async apply(job: Job<{ importId: string }>): Promise<void> {
    await runAs(systemCaller('imports', String(job.id)), () => this.imports.apply(job.data.importId));
  }
}
