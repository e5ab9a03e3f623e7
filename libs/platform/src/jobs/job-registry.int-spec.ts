import { describe, expect, it } from '@jest/globals';
import { Injectable, type Type } from '@nestjs/common';
import type { Job } from 'bull';
import { House } from '../../../../test/support/house.js';
import { workerProcessors } from '../../../../test/support/test-city.js';
import { relayJob } from '../outbox/outbox.js';
import { JobRegistry } from './job-registry.js';
import { declaredJobs, HandlesJob, type JobType } from './job-type.js';

const undeclared: JobType<object> = { queue: 'sweep', name: 'sweep.by-hand', options: {} };

@Injectable()
class SecondRelay {
  @HandlesJob(relayJob)
  async relay(_job: Job<Record<string, never>>): Promise<void> {}
}

@Injectable()
class UndeclaredHandler {
  @HandlesJob(undeclared)
  async sweep(_job: Job<object>): Promise<void> {}
}

/** What the registry says of a process with these providers; `null` where it is content. */
async function verdictOn(processors: readonly Type[]): Promise<string | null> {
  const house = await House.open({ today: '2026-03-02', processors });
  try {
    house.get(JobRegistry).check();
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await house.close();
  }
}

describe('job registry', () => {
  it('is content with the worker', async () => {
    expect(await verdictOn(workerProcessors)).toBeNull();
  });

  it('names every job that nobody handles', async () => {
    const message = await verdictOn(workerProcessors.filter((type) => type.name !== 'ImportsProcessor'));
    expect(message).toBe('jobs do not fit their handlers: imports.read has no handler; imports.apply has no handler');
  });

  it('names all of them where there is no handler at all', async () => {
    const message = await verdictOn([]);
    for (const { name } of declaredJobs()) expect(message).toContain(`${name} has no handler`);
  });

  it('names a job that two handle, and one that nobody declared', async () => {
    const message = await verdictOn([...workerProcessors, SecondRelay, UndeclaredHandler]);
    expect(message).toBe(
      'jobs do not fit their handlers: outbox.relay has two handlers; sweep.by-hand is not declared',
    );
  });
});
