export { cityAreaId } from './city-area.js';
export { Contacts, type ContactDetails, type OpenContact } from './contacts.service.js';
export { Divisions, type Division, type Zone } from './divisions.js';
export { standings, type Standing } from './enterprise.entity.js';
export type { EnterprisesErrorCode } from './enterprises.errors.js';
export { EnterprisesModule } from './enterprises.module.js';
export { Enterprises, type EnterpriseChange, type NewEnterprise } from './enterprises.service.js';
export { scopeCondition, type SqlCondition } from './scope-condition.js';
export type { RowOptions } from './importing/domain/read-row.js';
export {
  ProvidesImportKind,
  type AppliedRow,
  type ImportContext,
  type ImportKind,
  type Judgement,
  type MatchedRow,
} from './importing/import-kind.js';
export { applyListJob, Imports, readListJob } from './importing/imports.service.js';
export type { JudgementReason } from './importing/judgement.js';
