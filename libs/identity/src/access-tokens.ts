import { Injectable } from '@nestjs/common';
import { DomainError, permissionsOf, roles, type Principal, type Role } from '@tidu/kernel';
import { Authenticator } from '@tidu/platform';
import { createSigner, createVerifier } from 'fast-jwt';
import type { FastifyRequest } from 'fastify';
import { IdentitySettings } from './identity.settings.js';

export const accessTokenSeconds = 15 * 60;

interface Claims {
  sub: string;
  username: string;
  name: string;
  roles: Role[];
  areaId?: string;
  enterpriseId?: string;
}

/** Access tokens: a JWT signed with HS256, 15 minutes long. What they say of a person is as old as the last refresh. */
@Injectable()
export class AccessTokens extends Authenticator {
  private readonly sign: (claims: Claims) => string;
  private readonly verify: (token: string) => Claims;

  constructor(settings: IdentitySettings) {
    super();
    this.sign = createSigner({
      key: settings.tokenKey,
      algorithm: 'HS256',
      expiresIn: accessTokenSeconds * 1000,
      iss: 'tidu',
    });
    this.verify = createVerifier({
      key: settings.tokenKey,
      algorithms: ['HS256'],
      allowedIss: 'tidu',
      cache: 2000,
    }) as (token: string) => Claims;
  }

  issue(principal: Omit<Principal, 'permissions'>): string {
    return this.sign({
      sub: principal.personId,
      username: principal.username,
      name: principal.name,
      roles: [...principal.roles],
      ...(principal.areaId === undefined ? {} : { areaId: principal.areaId }),
      ...(principal.enterpriseId === undefined ? {} : { enterpriseId: principal.enterpriseId }),
    });
  }

  override authenticate(request: FastifyRequest): Promise<Principal> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return Promise.reject(new DomainError('auth.unauthenticated'));
    let claims: Claims;
    try {
      claims = this.verify(token);
    } catch (cause) {
      return Promise.reject(new DomainError('auth.unauthenticated', {}, { cause }));
    }
    return Promise.resolve({
      personId: claims.sub,
      username: claims.username,
      name: claims.name,
      roles: claims.roles.filter((role) => roles.includes(role)),
      permissions: permissionsOf(claims.roles),
      ...(claims.areaId === undefined ? {} : { areaId: claims.areaId }),
      ...(claims.enterpriseId === undefined ? {} : { enterpriseId: claims.enterpriseId }),
    });
  }
}
