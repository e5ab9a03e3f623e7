import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Scope } from '@tidu/kernel';
import { CallerScope, Can, etagOf, Idempotent, IfMatch } from '@tidu/platform';
import type { FastifyReply } from 'fastify';
import { Contacts } from './contacts.service.js';
import {
  ChangeEnterpriseDto,
  ContactBodyDto,
  ContactsDto,
  CreatedDto,
  NewEnterpriseDto,
  StandingDto,
} from './dto/enterprise.dto.js';
import { Registration } from './registration.service.js';
import { Enterprises } from './enterprises.service.js';

const locationOf = (id: string): string => `/api/v1/enterprises/${id}`;

/** Changes to the registry. The list and the record are read through `caseload`. */
@ApiTags('enterprises')
@Controller('enterprises')
export class EnterprisesController {
  constructor(
    private readonly enterprises: Enterprises,
    private readonly registration: Registration,
    private readonly contacts: Contacts,
  ) {}

  @Post()
  @Can('enterprises.write')
  @Idempotent()
  @ApiCreatedResponse({ type: CreatedDto })
  async register(
    @CallerScope() scope: Scope,
    @Body() body: NewEnterpriseDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreatedDto> {
    const id = await this.registration.register(scope, body);
    void reply.header('location', locationOf(id));
    return { id };
  }

  @Patch(':id')
  @Can('enterprises.write')
  @HttpCode(204)
  @ApiNoContentResponse()
  change(
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { district, ...fields }: ChangeEnterpriseDto,
  ): Promise<void> {
    return this.enterprises.change(scope, id, version, {
      ...fields,
      ...(district === undefined ? {} : { registeredDistrict: district, registeredText: null }),
    });
  }

  @Post(':id/standings')
  @Can('enterprises.write')
  @Idempotent()
  @HttpCode(204)
  @ApiNoContentResponse()
  setStanding(
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: StandingDto,
  ): Promise<void> {
    return this.enterprises.setStanding(scope, id, body.standing, body.from, body.source);
  }

  @Get(':id/contacts')
  @Can('contacts.read')
  @ApiOkResponse({ type: ContactsDto })
  async listContacts(@CallerScope() scope: Scope, @Param('id', ParseUUIDPipe) id: string): Promise<ContactsDto> {
    const contacts = await this.contacts.of(scope, id);
    return {
      items: contacts.map(({ enterpriseId: _, personId, version, ...contact }) => ({
        ...contact,
        hasAccount: personId !== null,
        etag: etagOf(version),
      })),
    };
  }

  @Post(':id/contacts')
  @Can('contacts.write')
  @Idempotent()
  @ApiCreatedResponse({ type: CreatedDto })
  async addContact(
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ContactBodyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreatedDto> {
    const contactId = await this.contacts.addTo(scope, id, body);
    void reply.header('location', `${locationOf(id)}/contacts`);
    return { id: contactId };
  }

  @Put(':id/contacts/:contactId')
  @Can('contacts.write')
  @HttpCode(204)
  @ApiNoContentResponse()
  changeContact(
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('contactId', ParseUUIDPipe) contactId: string,
    @IfMatch() version: number,
    @Body() body: ContactBodyDto,
  ): Promise<void> {
    return this.contacts.change(scope, id, contactId, version, body);
  }

  @Delete(':id/contacts/:contactId')
  @Can('contacts.write')
  @HttpCode(204)
  @ApiNoContentResponse()
  leave(
    @CallerScope() scope: Scope,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('contactId', ParseUUIDPipe) contactId: string,
  ): Promise<void> {
    return this.contacts.leave(scope, id, contactId);
  }
}
