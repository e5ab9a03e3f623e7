import {
  createParamDecorator,
  Injectable,
  SetMetadata,
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError, ScopeSource, type Permission, type Principal, type Scope } from '@tidu/kernel';
import type { FastifyRequest } from 'fastify';
import { runAs, type Caller as CallerContext } from '../caller.js';
import type { PlatformErrorCode } from './errors.js';

export const permissionKey = 'tidu:permission';
export const publicKey = 'tidu:public';

/** The permission a caller must hold. A handler with neither this nor `@Public()` does not boot. */
export const Can = (permission: Permission): CustomDecorator => SetMetadata(permissionKey, permission);

/** No token wanted: sign-on, health. */
export const Public = (): CustomDecorator => SetMetadata(publicKey, true);

/** Finds out who sends a request. Implemented by `identity`. */
export abstract class Authenticator {
  /** Throws `auth.unauthenticated` where there is no valid token. */
  abstract authenticate(request: FastifyRequest): Promise<Principal>;
}

interface RequestWithCaller extends FastifyRequest {
  principal?: Principal;
  scope?: Scope;
}

/** Deny by default: first who it is (401), then whether the role may do this at all (403). */
@Injectable()
export class AuthorizationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly scopes: ScopeSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(publicKey, targets)) return true;
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(permissionKey, targets);
    const request = context.switchToHttp().getRequest<RequestWithCaller>();
    const principal = await this.authenticator.authenticate(request);
    if (!permission || !principal.permissions.has(permission)) {
      throw new DomainError<PlatformErrorCode>('auth.forbidden', { permission: permission ?? 'none' });
    }
    request.principal = principal;
    request.scope = await this.scopes.resolve(principal);
    return true;
  }
}

/** The signed-in person. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<RequestWithCaller>();
  if (!principal) throw new Error('@Caller() in a public handler');
  return principal;
});

/** The enterprises this request may see. */
export const CallerScope = createParamDecorator((_: unknown, context: ExecutionContext): Scope => {
  const { scope } = context.switchToHttp().getRequest<RequestWithCaller>();
  if (!scope) throw new Error('@CallerScope() in a public handler');
  return scope;
});

/** Whoever turns out to have sent a request: nobody knows before the guard has looked at the token. */
class RequestCaller implements CallerContext {
  constructor(private readonly request: RequestWithCaller) {}

  get actorId(): string | null {
    return this.request.principal?.personId ?? null;
  }

  get actorName(): string {
    return this.request.principal?.username ?? 'anonymous';
  }

  get requestId(): string {
    return this.request.id;
  }
}

/** Runs all that follows of a request in the name of who sent it: the audit log and log lines know without every method passing it on. */
export const runAsRequest = <T>(request: FastifyRequest, work: () => T): T => runAs(new RequestCaller(request), work);
