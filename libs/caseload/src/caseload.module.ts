import { Module } from '@nestjs/common';
import { AreasModule } from '@tidu/areas';
import { EnterprisesModule } from '@tidu/enterprises';
import { CaseloadController } from './caseload.controller.js';
import { CaseloadProjection } from './caseload.projection.js';
import { CaseloadQuery } from './caseload.query.js';
import { Caseload } from './caseload.service.js';
import { RecordQuery } from './record.query.js';
import { ProjectionKeeper } from './refresh.keeper.js';
import { TimelineQuery } from './timeline.query.js';

@Module({
  imports: [EnterprisesModule, AreasModule],
  controllers: [CaseloadController],
  providers: [Caseload, CaseloadProjection, CaseloadQuery, ProjectionKeeper, RecordQuery, TimelineQuery],
  exports: [Caseload, CaseloadProjection, ProjectionKeeper],
})
export class CaseloadModule {}
