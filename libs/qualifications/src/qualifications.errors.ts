export type QualificationsErrorCode =
  | 'qualifications.not-found'
  | 'qualifications.programme-unknown'
  | 'qualifications.period-invalid'
  | 'qualifications.overlap'
  | 'qualifications.revoked'
  | 'qualifications.certificate-invalid';
