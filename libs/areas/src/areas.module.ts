import { Global, Module } from '@nestjs/common';
import { EnterprisesModule } from '@tidu/enterprises';
import { ScopeSource } from '@tidu/kernel';
import { AreasController } from './areas.controller.js';
import { Areas } from './areas.service.js';
import { AreasScopeSource } from './areas-scope-source.js';
import { Assignments } from './assignments.service.js';

/** Global for one reason: the guard of every controller asks the `ScopeSource`. */
@Global()
@Module({
  imports: [EnterprisesModule],
  controllers: [AreasController],
  providers: [Areas, Assignments, { provide: ScopeSource, useClass: AreasScopeSource }],
  exports: [Areas, Assignments, ScopeSource],
})
export class AreasModule {}
