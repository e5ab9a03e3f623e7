/** What sign-on must be told at boot. */
export abstract class IdentitySettings {
  /** Key of the access tokens' HMAC. */
  abstract readonly tokenKey: Buffer;
  /** Whether the refresh cookie is sent over HTTPS only. */
  abstract readonly secureCookies: boolean;
}
