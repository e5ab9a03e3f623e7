export type IdentityErrorCode =
  'auth.bad-credentials' | 'auth.locked' | 'auth.too-many-attempts' | 'auth.session-ended' | 'people.not-found';
