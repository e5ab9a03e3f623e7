import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { DeadlineSource, DueDate, DueRef } from '@tidu/kernel';
import { ProvidesDeadlines } from '@tidu/platform';

/** The libraries that own dates, asked as one. */
@Injectable()
export class DeadlineSources implements OnApplicationBootstrap {
  private byKind: ReadonlyMap<string, DeadlineSource> | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  onApplicationBootstrap(): void {
    this.sources();
  }

  /** Every kind that an owner answers for. */
  get kinds(): readonly string[] {
    return [...this.sources().keys()];
  }

  async due(enterpriseIds: readonly string[]): Promise<readonly DueDate[]> {
    const due: (readonly DueDate[])[] = [];
    for (const source of new Set(this.sources().values())) due.push(await source.due(enterpriseIds));
    return due.flat();
  }

  /** Which of these are still due as named; a kind without an owner is not. */
  async stillDue(refs: readonly DueRef[]): Promise<ReadonlySet<DueRef>> {
    const asked = new Map<DeadlineSource, DueRef[]>();
    for (const ref of refs) {
      const source = this.sources().get(ref.kind);
      if (!source) continue;
      const ones = asked.get(source);
      if (ones) ones.push(ref);
      else asked.set(source, [ref]);
    }
    const still = new Set<DueRef>();
    for (const [source, ones] of asked) for (const ref of await source.stillDue(ones)) still.add(ref);
    return still;
  }

  private sources(): ReadonlyMap<string, DeadlineSource> {
    if (this.byKind) return this.byKind;
    const byKind = new Map<string, DeadlineSource>();
    for (const wrapper of this.discovery.getProviders({ metadataKey: ProvidesDeadlines.KEY })) {
      const source = wrapper.instance as DeadlineSource;
      for (const kind of source.kinds) {
        if (byKind.has(kind)) throw new Error(`two sources own deadlines of kind "${kind}"`);
        byKind.set(kind, source);
      }
    }
    return (this.byKind = byKind);
  }
}
