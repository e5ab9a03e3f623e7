import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Jobs } from '../jobs/jobs.js';

export interface Readiness {
  readonly postgres: 'up' | 'down';
  readonly redis: 'up' | 'down';
}

const timeoutMs = 2000;

@Injectable()
export class Health {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  async readiness(): Promise<Readiness> {
    const [postgres, redis] = await Promise.all([
      answers(() => this.database.query('select 1 as one')),
      answers(() => this.jobs.queue('outbox').client.ping()),
    ]);
    return { postgres: postgres ? 'up' : 'down', redis: redis ? 'up' : 'down' };
  }
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  // Whatever goes wrong here is the answer itself: this server is down.
  const asked = ask().then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
