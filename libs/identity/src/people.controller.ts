import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Body } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Principal } from '@tidu/kernel';
import { Caller, Can } from '@tidu/platform';
import { LockedAccountsDto, SpeakDto } from './dto/sign-on.dto.js';
import { People } from './people.service.js';

@ApiTags('people')
@Controller()
export class PeopleController {
  constructor(private readonly people: People) {}

  @Put('me/language')
  @Can('account.own')
  @HttpCode(204)
  @ApiNoContentResponse()
  speak(@Caller() caller: Principal, @Body() body: SpeakDto): Promise<void> {
    return this.people.speak(caller.personId, body.language);
  }

  @Get('locked-accounts')
  @Can('security.manage')
  @ApiOkResponse({ type: LockedAccountsDto })
  async locked(): Promise<LockedAccountsDto> {
    const accounts = await this.people.locked();
    return { items: accounts.map((account) => ({ ...account, lockedUntil: account.lockedUntil.toISOString() })) };
  }

  @Post('people/:id/unlock')
  @Can('security.manage')
  @HttpCode(204)
  @ApiNoContentResponse()
  unlock(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.people.unlock(id);
  }
}
