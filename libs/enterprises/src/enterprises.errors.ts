export type EnterprisesErrorCode =
  | 'enterprises.not-found'
  | 'enterprises.code-invalid'
  | 'enterprises.code-taken'
  | 'enterprises.division-unknown'
  | 'contacts.not-found'
  | 'contacts.primary-taken'
  | 'imports.not-found'
  | 'imports.kind-unknown'
  | 'imports.options-invalid'
  | 'imports.file-missing'
  | 'imports.transition-refused'
  | 'imports.no-rejects';
