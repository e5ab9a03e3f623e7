import { Injectable } from '@nestjs/common';
import { cityAreaId } from '@tidu/enterprises';
import { Clock, Scope, ScopeSource, type Principal } from '@tidu/kernel';
import { Areas } from './areas.service.js';

/**
 * Manager of the city: everything; other managers: their area and all below it; officer: whom he serves now; contact: his own
 * enterprise; administrators: none.
 */
@Injectable()
export class AreasScopeSource extends ScopeSource {
  constructor(
    private readonly areas: Areas,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async resolve(principal: Principal): Promise<Scope> {
    if (principal.roles.includes('manager')) {
      if (principal.areaId === undefined || principal.areaId === cityAreaId) return Scope.city();
      return Scope.areas(await this.areas.withAllBelow(principal.areaId));
    }
    if (principal.roles.includes('officer')) return Scope.served(principal.personId, this.clock.now());
    return Scope.own(principal.enterpriseId === undefined ? [] : [principal.enterpriseId]);
  }
}
