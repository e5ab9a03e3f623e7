import { Processor } from '@nestjs/bull';
import { deliverEventJob, EventDelivery, HandlesJob, Outbox, relayJob, runAs, systemCaller } from '@tidu/platform';
import type { Job } from 'bull';

@Processor('outbox')
export class OutboxProcessor {
  constructor(
    private readonly outbox: Outbox,
    private readonly delivery: EventDelivery,
  ) {}

  @HandlesJob(relayJob)
  async relay(_job: Job<Record<string, never>>): Promise<void> {
    await this.outbox.relay();
  }

  @HandlesJob(deliverEventJob, 4)
  async deliver(job: Job<{ eventId: string }>): Promise<void> {
    await runAs(systemCaller('events', String(job.id)), () => this.delivery.deliver(job.data.eventId));
  }
}
