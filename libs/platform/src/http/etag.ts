import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PlatformErrorCode } from './errors.js';

/** The version of a record as its entity tag. */
export const etagOf = (version: number): string => `"${version}"`;

export const setEtag = (reply: FastifyReply, version: number): void => void reply.header('etag', etagOf(version));

/** The version that the client has seen: `If-Match` is required (428 without, 412 where it is not a version of ours). */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const tag = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (tag === undefined) throw new DomainError<PlatformErrorCode>('precondition.required');
  const version = /^"(\d{1,9})"$/.exec(tag)?.[1];
  if (version === undefined) throw new DomainError<PlatformErrorCode>('precondition.failed');
  return Number(version);
});

/** Refuses a change made on a version that is no longer the current one. */
export function expectVersion(current: number, seen: number): void {
  if (current !== seen) throw new DomainError<PlatformErrorCode>('precondition.failed');
}
