export type { IdentityErrorCode } from './identity.errors.js';
export { IdentityModule } from './identity.module.js';
export { IdentitySettings } from './identity.settings.js';
export { AccessTokens } from './access-tokens.js';
export { People, type Address, type NewPerson } from './people.service.js';
export { languages, type Language } from './person.entity.js';
