import { Module, type DynamicModule } from '@nestjs/common';
import { DeadlinesModule } from '@tidu/deadlines';
import { EnterprisesModule } from '@tidu/enterprises';
import { QualificationsModule } from '@tidu/qualifications';
import { Delivery } from './delivery.js';
import { Digests } from './digests.js';
import { InboxController } from './inbox.controller.js';
import { Inbox } from './inbox.js';
import { LastLook } from './last-look.js';
import { LedgerController } from './ledger.controller.js';
import { Mailer, mailerFor } from './mailer.js';
import { MessageLedger } from './message-ledger.js';
import { NotificationsKeeper } from './notifications.keeper.js';
import { NotificationsRepository } from './notifications.repository.js';
import { NotificationsSettings } from './notifications.settings.js';
import { Recipients } from './recipients.service.js';
import { ReminderMessages } from './reminder-messages.js';
import { Wording } from './wording.js';

@Module({})
export class NotificationsModule {
  static forRoot(settings: NotificationsSettings): DynamicModule {
    return {
      module: NotificationsModule,
      imports: [DeadlinesModule, EnterprisesModule, QualificationsModule],
      controllers: [InboxController, LedgerController],
      providers: [
        { provide: NotificationsSettings, useValue: settings },
        { provide: Mailer, useFactory: () => mailerFor(settings) },
        Delivery,
        Digests,
        Inbox,
        LastLook,
        MessageLedger,
        NotificationsKeeper,
        NotificationsRepository,
        Recipients,
        ReminderMessages,
        Wording,
      ],
      exports: [Delivery, Digests, Inbox, ReminderMessages],
    };
  }
}
