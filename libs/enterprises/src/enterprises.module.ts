import { Module } from '@nestjs/common';
import { Contacts } from './contacts.service.js';
import { Divisions } from './divisions.js';
import { EnterprisesController } from './enterprises.controller.js';
import { EnterprisesRepository } from './enterprises.repository.js';
import { Enterprises } from './enterprises.service.js';
import { Registration } from './registration.service.js';

@Module({
  controllers: [EnterprisesController],
  providers: [Contacts, Divisions, Enterprises, EnterprisesRepository, Registration],
  exports: [Contacts, Divisions, Enterprises],
})
export class EnterprisesModule {}
