import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { libraries, type Library, type Projection } from '@tidu/kernel';
import type { Unit } from './unit.js';

/** Marks a provider as a projection. */
export const ProvidesProjection = DiscoveryService.createDecorator();

/** The libraries that have a projection. A process in which one is missing could leave it out of step, so it does not boot. */
const expected: readonly Library[] = ['deadlines', 'caseload'];

@Injectable()
export class Projections implements OnApplicationBootstrap {
  private registered: readonly Projection[] | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  onApplicationBootstrap(): void {
    this.all();
  }

  /** Refreshes, in library order, every projection of which a fact was touched; a refresh may touch facts for later ones. */
  async refresh(unit: Unit): Promise<void> {
    const projections = this.all();
    for (const [index, projection] of projections.entries()) {
      const later = new Set(projections.slice(index + 1).flatMap((one) => one.reactsTo));
      const ids = new Set(projection.reactsTo.flatMap((fact) => [...(unit.touched.get(fact) ?? [])]));
      for (const fact of projection.reactsTo) if (!later.has(fact)) unit.closedFacts.add(fact);
      if (ids.size > 0) await projection.refresh([...ids].sort());
    }
  }

  private all(): readonly Projection[] {
    if (this.registered) return this.registered;
    const found = this.discovery
      .getProviders({ metadataKey: ProvidesProjection.KEY })
      .map((wrapper) => wrapper.instance as Projection)
      .sort((a, b) => libraries.indexOf(a.library) - libraries.indexOf(b.library));
    const missing = expected.filter((library) => !found.some((projection) => projection.library === library));
    if (missing.length > 0) throw new Error(`projections not registered: ${missing.join(', ')}`);
    this.registered = found;
    return found;
  }
}
