import { SetMetadata } from '@nestjs/common';
import { Process } from '@nestjs/bull';
import type { Job, JobOptions } from 'bull';

/** Every queue; all lie under one hash tag (see `PlatformSettings.queuePrefix`). */
export const queues = ['outbox', 'imports', 'sweep', 'notifications'] as const;
export type QueueName = (typeof queues)[number];

/** One kind of job: where it runs and what it carries. Payloads carry ids, never rows. */
export interface JobType<Payload extends object> {
  readonly queue: QueueName;
  readonly name: string;
  readonly options: JobOptions;
  /** Never set: holds the payload's type. */
  readonly payload?: Payload;
}

const declared = new Map<string, JobType<object>>();

/**
 * Declares a job. A retry is a new attempt of the same job; finished and finally failed ones are removed, because Bull silently
 * ignores a `jobId` that it still knows. What must survive is a row in PostgreSQL.
 */
export function defineJob<Payload extends object>(
  queue: QueueName,
  name: string,
  options: JobOptions = {},
): JobType<Payload> {
  if (declared.has(name)) throw new Error(`job ${name} is declared twice`);
  const type: JobType<Payload> = {
    queue,
    name,
    options: {
      attempts: 5,
      backoff: { type: 'exponential', delay: 1000 },
      removeOnComplete: true,
      removeOnFail: true,
      ...options,
    },
  };
  declared.set(name, type);
  return type;
}

export const declaredJobs = (): readonly JobType<object>[] => [...declared.values()];

export const handlesJob = 'tidu:handles-job';

type JobHandler<Payload extends object> = (job: Job<Payload>) => Promise<void>;

/** Marks the method of a `@Processor(queue)` class that does this job. The worker refuses to boot where a job has no handler or two. */
export function HandlesJob<Payload extends object>(type: JobType<Payload>, concurrency = 1) {
  return (target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<JobHandler<Payload>>): void => {
    SetMetadata(handlesJob, type.name)(target, key, descriptor);
    Process({ name: type.name, concurrency })(target, key, descriptor);
  };
}
