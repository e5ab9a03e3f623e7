import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

/** Marks the provider that takes back the messages of reminders. */
export const WithdrawsReminders = DiscoveryService.createDecorator();

/** Implemented by the library that sends; called inside the unit of work that closes or moves a deadline. */
export interface ReminderWithdrawal {
  /**
   * Takes back every message of these reminders that has not gone out yet.
   *
   * @returns those of the reminders of which nothing had gone out
   */
  withdraw(reminderIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Finds the one that withdraws. A process without it could close a deadline and still send its messages, so it does not boot. */
@Injectable()
export class ReminderWithdrawals implements OnApplicationBootstrap {
  private found: ReminderWithdrawal | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  onApplicationBootstrap(): void {
    this.withdrawal();
  }

  withdraw(reminderIds: readonly string[]): Promise<ReadonlySet<string>> {
    return this.withdrawal().withdraw(reminderIds);
  }

  private withdrawal(): ReminderWithdrawal {
    if (this.found) return this.found;
    const providers = this.discovery.getProviders({ metadataKey: WithdrawsReminders.KEY });
    if (providers.length !== 1) throw new Error(`${providers.length} providers withdraw reminders; there must be one`);
    return (this.found = providers[0]!.instance as ReminderWithdrawal);
  }
}
