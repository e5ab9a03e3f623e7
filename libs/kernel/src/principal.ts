import type { Permission } from './permission.js';
import type { Role } from './role.js';

/** Who is asking: a signed-in person, as the access token names him. */
export interface Principal {
  readonly personId: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** The area a manager heads or an officer belongs to. A manager without one manages the whole city. */
  readonly areaId?: string;
  /** The enterprise an enterprise contact speaks for. */
  readonly enterpriseId?: string;
  readonly permissions: ReadonlySet<Permission>;
}
