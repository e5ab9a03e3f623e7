import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Database } from '../database/database.js';
import { Jobs } from '../jobs/jobs.js';

/** What Prometheus reads. Routes are labelled by pattern, never by path: a path has ids in it. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly requestSeconds = new Histogram({
    name: 'tidu_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  constructor(jobs: Jobs, database: Database) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'tidu_queue_jobs',
      help: 'Jobs in Bull by queue and state',
      labelNames: ['queue', 'state'] as const,
      registers: [this.registry],
      async collect() {
        for (const [queue, counts] of Object.entries(await jobs.counts())) {
          for (const [state, count] of Object.entries(counts)) this.set({ queue, state }, count as number);
        }
      },
    });
    new Gauge({
      name: 'tidu_outbox_events',
      help: 'Events not delivered, by state',
      labelNames: ['state'] as const,
      registers: [this.registry],
      async collect() {
        this.set({ state: 'queued' }, 0);
        this.set({ state: 'dead' }, 0);
        const rows = await database.query<{ state: string; count: number }>(
          `select state, count(*) as count from outbox_event where state <> 'relayed' group by state`,
        );
        for (const row of rows) this.set({ state: row.state }, row.count);
      },
    });
  }
}
