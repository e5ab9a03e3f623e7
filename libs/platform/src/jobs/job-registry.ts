import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { declaredJobs, handlesJob } from './job-type.js';

/** Checks, before the worker takes work, that every declared job has exactly one handler. */
@Injectable()
export class JobRegistry {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** Throws with the names of jobs that nobody handles, that two handle, or that nobody declared. */
  check(): void {
    const handled = new Map<string, number>();
    for (const { instance } of this.discovery.getProviders() as { instance: object | undefined }[]) {
      if (!instance || typeof instance !== 'object') continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown> | null;
      if (!prototype) continue;
      for (const method of this.scanner.getAllMethodNames(prototype)) {
        const name = this.reflector.get<string | undefined>(handlesJob, prototype[method] as () => void);
        if (name !== undefined) handled.set(name, (handled.get(name) ?? 0) + 1);
      }
    }
    const known = new Set(declaredJobs().map((job) => job.name));
    const wrong = [
      ...[...known].filter((name) => !handled.has(name)).map((name) => `${name} has no handler`),
      ...[...handled].filter(([, count]) => count > 1).map(([name]) => `${name} has two handlers`),
      ...[...handled.keys()].filter((name) => !known.has(name)).map((name) => `${name} is not declared`),
    ];
    if (wrong.length > 0) throw new Error(`jobs do not fit their handlers: ${wrong.join('; ')}`);
  }
}
