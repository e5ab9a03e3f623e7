/** Codes of the platform itself; the api maps each to a status and a text. */
export type PlatformErrorCode =
  | 'request.invalid'
  | 'request.not-found'
  | 'request.too-large'
  | 'request.unsupported-media-type'
  | 'request.cursor-invalid'
  | 'auth.unauthenticated'
  | 'auth.forbidden'
  | 'rate.limited'
  | 'precondition.required'
  | 'precondition.failed'
  | 'idempotency.in-progress'
  | 'idempotency.other-body'
  | 'service.unavailable'
  | 'internal';
