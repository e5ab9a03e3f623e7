import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Database } from '../database/database.js';
import { systemCaller, runAs } from '../caller.js';
import { PlatformSettings } from '../settings.js';

/** Marks a provider of work that can be found in PostgreSQL when Redis has lost it. */
export const KeepsWork = DiscoveryService.createDecorator();

export interface WorkKeeper {
  /** Registers schedules, adds the jobs of waiting rows, does what a missed schedule left undone. Harmless when nothing is missing. */
  rebuild(): Promise<void>;
}

/**
 * Redis may be emptied at any moment: every worker asks the keepers of work, at boot and then on a timer, to put back what is missing.
 */
@Injectable()
export class Watchdog implements OnModuleDestroy {
  private readonly logger = new Logger(Watchdog.name);
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;
  private isOver = false;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly database: Database,
    private readonly settings: PlatformSettings,
  ) {}

  /** Looks once, then keeps looking. A look that lasts longer than the pause is not overtaken by the next. */
  async start(): Promise<void> {
    this.round = this.look();
    await this.round.finally(() => (this.round = undefined));
    if (this.isOver) return;
    this.timer = setInterval(() => {
      this.round ??= this.look()
        .catch((error: unknown) => this.logger.error('the watchdog could not look', error))
        .finally(() => (this.round = undefined));
    }, this.settings.watchdogSeconds * 1000);
  }

  /** Ends its look while queues and database are still there. */
  async onModuleDestroy(): Promise<void> {
    this.isOver = true;
    clearInterval(this.timer);
    await this.round;
  }

  /** Any number of workers may look; one at a time does. */
  async look(): Promise<void> {
    const keepers = this.discovery
      .getProviders({ metadataKey: KeepsWork.KEY })
      .map((wrapper) => wrapper.instance as WorkKeeper);
    await this.database.unlessUnderWay('watchdog', async () => {
      for (const keeper of keepers) {
        await runAs(systemCaller('watchdog'), () => keeper.rebuild()).catch((error: unknown) =>
          this.logger.error('a keeper of work could not rebuild', error),
        );
      }
    });
  }
}
