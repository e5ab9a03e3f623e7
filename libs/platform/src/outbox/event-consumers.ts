import { Injectable, Logger } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { KeepsWork, type WorkKeeper } from '../jobs/watchdog.js';
import { Outbox, type DomainEvent } from './outbox.js';

/** Marks a provider that wants to hear of events. */
export const ConsumesEvents = DiscoveryService.createDecorator();

export interface EventConsumer {
  /** Stable name: with the event's id it remembers what was already done. */
  readonly consumerName: string;
  readonly consumes: readonly string[];
  /** Runs in a unit of work of its own; may be called again after a failure. */
  on(event: DomainEvent & { readonly id: string }): Promise<void>;
}

/** Delivers an event once to each consumer: the consumer's effect and the note that it happened are one transaction. */
@Injectable()
@KeepsWork()
export class EventDelivery implements WorkKeeper {
  private readonly logger = new Logger(EventDelivery.name);

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly outbox: Outbox,
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async deliver(eventId: string): Promise<void> {
    const event = await this.outbox.take(eventId);
    if (!event) return;
    try {
      for (const consumer of this.consumers(event.name)) {
        await this.unitOfWork.run(async () => {
          const isFirst = await this.database.run(
            `insert into consumed_event (consumer, event_id) values ($1, $2) on conflict do nothing`,
            [consumer.consumerName, event.id],
          );
          if (isFirst) await consumer.on(event);
        });
      }
      await this.outbox.markRelayed(event.id);
    } catch (error) {
      this.logger.error(`event ${event.name} ${event.id} was not taken`, error);
      await this.outbox.markFailed(event.id, error);
    }
  }

  async rebuild(): Promise<void> {
    await this.outbox.relay();
  }

  private consumers(name: string): EventConsumer[] {
    return this.discovery
      .getProviders({ metadataKey: ConsumesEvents.KEY })
      .map((wrapper) => wrapper.instance as EventConsumer)
      .filter((consumer) => consumer.consumes.includes(name));
  }
}
