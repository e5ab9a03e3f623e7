import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Principal } from '@tidu/kernel';
import { Caller, Can } from '@tidu/platform';
import { InboxPageDto, InboxQueryDto, ReadAllDto, UnreadDto } from './dto/notifications.dto.js';
import { Inbox } from './inbox.js';
import { allowedInInbox } from './notification-states.js';

@ApiTags('notifications')
@Controller('notifications')
@Can('notifications.own')
export class InboxController {
  constructor(private readonly inbox: Inbox) {}

  @Get()
  @ApiOkResponse({ type: InboxPageDto })
  async list(@Caller() caller: Principal, @Query() { unread, limit, cursor }: InboxQueryDto): Promise<InboxPageDto> {
    const page = await this.inbox.page(caller.personId, unread ?? false, limit, cursor);
    return {
      items: page.items.map((item) => ({
        ...item,
        allowed: allowedInInbox(item.state),
        createdAt: item.createdAt.toISOString(),
        readAt: item.readAt?.toISOString() ?? null,
        acknowledgedAt: item.acknowledgedAt?.toISOString() ?? null,
      })),
      nextCursor: page.nextCursor,
    };
  }

  @Get('unread')
  @ApiOkResponse({ type: UnreadDto })
  async unread(@Caller() caller: Principal): Promise<UnreadDto> {
    return { unread: await this.inbox.countUnread(caller.personId) };
  }

  @Post('read-all')
  @HttpCode(200)
  @ApiOkResponse({ type: ReadAllDto })
  async readAll(@Caller() caller: Principal): Promise<ReadAllDto> {
    return { read: await this.inbox.readAll(caller.personId) };
  }

  @Post(':id/read')
  @HttpCode(204)
  @ApiNoContentResponse()
  read(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.inbox.read(caller.personId, id);
  }

  @Post(':id/acknowledge')
  @HttpCode(204)
  @ApiNoContentResponse()
  acknowledge(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.inbox.acknowledge(caller.personId, id);
  }
}
