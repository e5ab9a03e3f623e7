import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DomainError, type Scope } from '@tidu/kernel';

/** Lets through only those whose scope is the whole city. Runs after the guard that resolved the scope. */
@Injectable()
export class CityOnlyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { scope } = context.switchToHttp().getRequest<{ scope?: Scope }>();
    if (scope?.kind !== 'city') throw new DomainError('auth.forbidden', { permission: 'imports.manage' });
    return true;
  }
}
