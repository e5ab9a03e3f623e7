import { Module } from '@nestjs/common';
import { Contacts } from './contacts.service.js';
import { Divisions } from './divisions.js';
import { EnterprisesController } from './enterprises.controller.js';
import { EnterprisesRepository } from './enterprises.repository.js';
import { Enterprises } from './enterprises.service.js';
import { CityOnlyGuard } from './importing/city-only.guard.js';
import { EnterprisesImport } from './importing/enterprises-import.js';
import { ImportsController } from './importing/imports.controller.js';
import { ImportsRepository } from './importing/imports.repository.js';
import { Imports } from './importing/imports.service.js';
import { Registration } from './registration.service.js';

@Module({
  controllers: [EnterprisesController, ImportsController],
  providers: [
    CityOnlyGuard,
    Contacts,
    Divisions,
    Enterprises,
    EnterprisesImport,
    EnterprisesRepository,
    Imports,
    ImportsRepository,
    Registration,
  ],
  exports: [Contacts, Divisions, Enterprises, Imports],
})
export class EnterprisesModule {}
