import { Module } from '@nestjs/common';
import { EnterprisesModule } from '@tidu/enterprises';
import { Programmes } from './programmes.js';
import { QualificationDeadlines } from './qualification-deadlines.js';
import { QualificationsController } from './qualifications.controller.js';
import { QualificationsRepository } from './qualifications.repository.js';
import { Qualifications } from './qualifications.service.js';
import { RecognitionImport } from './recognition-import.js';

@Module({
  imports: [EnterprisesModule],
  controllers: [QualificationsController],
  providers: [Programmes, QualificationDeadlines, Qualifications, QualificationsRepository, RecognitionImport],
  exports: [Programmes, Qualifications],
})
export class QualificationsModule {}
