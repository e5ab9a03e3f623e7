import { RequestMethod, type INestApplication } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { Permission } from '@tidu/kernel';
import { permissionKey, publicKey } from '@tidu/platform';

export interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly handler: string;
  readonly access: Permission | 'public';
}

/** Every handler with what it demands, by path. Throws where one demands nothing: the api does not boot with an open door. */
export function collectEndpoints(app: INestApplication): readonly Endpoint[] {
  const scanner = new MetadataScanner();
  const reflector = new Reflector();
  const endpoints: Endpoint[] = [];
  for (const { instance, metatype } of app.get(DiscoveryService, { strict: false }).getControllers()) {
    if (!instance || !metatype) continue;
    const prototype = Object.getPrototypeOf(instance) as Record<string, () => void>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name]!;
      const method = reflector.get<RequestMethod | undefined>(METHOD_METADATA, handler);
      if (method === undefined) continue;
      const targets = [handler, metatype];
      const permission = reflector.getAllAndOverride<Permission | undefined>(permissionKey, targets as never);
      const isPublic = reflector.getAllAndOverride<boolean | undefined>(publicKey, targets as never);
      const path = [
        reflector.get<string>(PATH_METADATA, metatype as never),
        reflector.get<string>(PATH_METADATA, handler),
      ]
        .map((part) => part.replace(/^\/|\/$/g, ''))
        .filter(Boolean)
        .join('/');
      if (!permission && !isPublic)
        throw new Error(`${metatype.name}.${name} (/${path}) declares neither @Can() nor @Public()`);
      endpoints.push({
        method: RequestMethod[method],
        path: `/${path}`,
        handler: `${metatype.name}.${name}`,
        access: permission ?? 'public',
      });
    }
  }
  return endpoints.sort((a, b) => (a.path === b.path ? (a.method < b.method ? -1 : 1) : a.path < b.path ? -1 : 1));
}
