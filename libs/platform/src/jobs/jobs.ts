import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { getQueueToken } from '@nestjs/bull';
import type { Queue } from 'bull';
import { queues, type JobType, type QueueName } from './job-type.js';
import { RedisConnections } from './redis.js';

export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

/** Adds jobs. Always after the commit of the row that they are about (`UnitOfWork.afterCommit`). */
@Injectable()
export class Jobs implements BeforeApplicationShutdown {
  constructor(
    private readonly modules: ModuleRef,
    private readonly connections: RedisConnections,
  ) {}

  /** Lets the jobs in hand finish while the database is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(queues.map((name) => this.queue(name).close()));
    this.connections.close();
  }

  /** `jobId` makes the same work wait only once. */
  async add<Payload extends object>(type: JobType<Payload>, payload: Payload, jobId?: string): Promise<void> {
    await this.queue(type.queue).add(
      type.name,
      payload,
      jobId === undefined ? type.options : { ...type.options, jobId },
    );
  }

  async addBulk<Payload extends object>(
    type: JobType<Payload>,
    jobs: readonly { payload: Payload; jobId: string }[],
  ): Promise<void> {
    if (jobs.length === 0) return;
    await this.queue(type.queue).addBulk(
      jobs.map(({ payload, jobId }) => ({ name: type.name, data: payload, opts: { ...type.options, jobId } })),
    );
  }

  /** Registers a repeatable job; registering it again changes nothing. */
  async schedule(type: JobType<Record<string, never>>, cron: string): Promise<void> {
    await this.queue(type.queue).add(type.name, {}, { ...type.options, repeat: { cron, tz: 'Asia/Shanghai' } });
  }

  async counts(): Promise<Readonly<Record<QueueName, QueueCounts>>> {
    const entries = await Promise.all(
      queues.map(async (name) => {
        const { waiting, active, delayed, failed } = await this.queue(name).getJobCounts();
        return [name, { waiting, active, delayed, failed }] as const;
      }),
    );
    return Object.fromEntries(entries) as Record<QueueName, QueueCounts>;
  }

  queue(name: QueueName): Queue {
    return this.modules.get<Queue>(getQueueToken(name), { strict: false });
  }
}
