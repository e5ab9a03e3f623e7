export type CaseloadErrorCode = 'caseload.area-not-found';
