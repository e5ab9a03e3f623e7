import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Scope } from '@tidu/kernel';
import { CallerScope, Can } from '@tidu/platform';
import { LedgerDto, type LedgerEntryDto, type LedgerMessageDto } from './dto/notifications.dto.js';
import { MessageLedger, type LedgerMessage, type ToldEntry } from './message-ledger.js';

/** The ledger stands below a deadline, but only here are both its reminders and their messages known. */
@ApiTags('deadlines')
@Controller('deadlines')
export class LedgerController {
  constructor(private readonly ledger: MessageLedger) {}

  @Get(':id/reminders')
  @Can('deadlines.read')
  @ApiOkResponse({ type: LedgerDto })
  async of(@CallerScope() scope: Scope, @Param('id', ParseUUIDPipe) id: string): Promise<LedgerDto> {
    return { items: (await this.ledger.of(scope, id)).map(entryDto) };
  }
}

const entryDto = ({
  recipientKind,
  recipientId,
  name,
  settledAt,
  notifications,
  ...entry
}: ToldEntry): LedgerEntryDto => ({
  ...entry,
  recipient: { kind: recipientKind, id: recipientId, name },
  settledAt: instant(settledAt),
  notifications: notifications.map(messageDto),
});

const messageDto = (message: LedgerMessage): LedgerMessageDto => ({
  id: message.id,
  channel: message.channel,
  state: message.state,
  attempts: message.attempts,
  lastError: message.lastError,
  createdAt: message.createdAt.toISOString(),
  sentAt: instant(message.sentAt),
  readAt: instant(message.readAt),
  acknowledgedAt: instant(message.acknowledgedAt),
});

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;
