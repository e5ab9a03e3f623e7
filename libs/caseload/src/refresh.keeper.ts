import { Injectable } from '@nestjs/common';
import { defineJob, Jobs, KeepsWork, UnitOfWork, type WorkKeeper } from '@tidu/platform';
import { CaseloadProjection } from './caseload.projection.js';

export const refreshProjectionsJob = defineJob<Record<string, never>>('sweep', 'projections.refresh', { attempts: 3 });

/** Midnight in Shanghai: the day on which tiers, standings and titles may change without anybody doing anything. */
const atMidnight = '0 0 * * *';

/** Keeps rows right that time alone makes wrong: at midnight by schedule, at every other instant by the watchdog. */
@Injectable()
@KeepsWork()
export class ProjectionKeeper implements WorkKeeper {
  constructor(
    private readonly projection: CaseloadProjection,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
  ) {}

  async rebuild(): Promise<void> {
    await this.jobs.schedule(refreshProjectionsJob, atMidnight);
    await this.refreshStale();
  }

  async refreshStale(): Promise<number> {
    return this.projection.refreshStale((work) => this.unitOfWork.run(work));
  }
}
