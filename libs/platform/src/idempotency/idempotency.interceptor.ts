import { createHash } from 'node:crypto';
import {
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DomainError, type Principal } from '@tidu/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { PlatformErrorCode } from '../http/errors.js';
import { MultipartInterceptor } from '../http/multipart.interceptor.js';

const keptHours = 72;
/** A request that has run so long without an end belonged to a process that died. */
const abandonedSeconds = 60;

interface KeyRow {
  body_hash: string;
  state: 'running' | 'done';
  status: number | null;
  location: string | null;
}

/**
 * The same key and body answers the first status and today's view of the resource; another body is refused; while the first is
 * running the second waits its turn outside (409, `Retry-After`). A refused or failed request is not kept: it changed nothing.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly adapter: HttpAdapterHost,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { principal?: Principal }>();
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || !request.principal) return next.handle();
    if (key.length === 0 || key.length > 200) {
      throw new DomainError<PlatformErrorCode>(
        'request.invalid',
        {},
        { errors: [{ pointer: '', code: 'length', detail: 'Idempotency-Key' }] },
      );
    }
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const id = [request.principal.personId, `${request.method} ${request.url}`, key] as const;
    return defer(() => this.once(id, request, reply, next));
  }

  private async once(
    id: readonly [string, string, string],
    request: FastifyRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    const bodyHash = hashBody(request.body);
    const isFirst = await this.database.run(
      `insert into idempotency_key as k (principal_id, route, key, body_hash, state, created_at) values ($1, $2, $3, $4, 'running', now())
       on conflict on constraint pk_idempotency_key do update
         set body_hash = excluded.body_hash, state = 'running', status = null, location = null, created_at = now()
         where k.created_at < now() - interval '${keptHours} hours'
            or (k.state = 'running' and k.created_at < now() - interval '${abandonedSeconds} seconds')`,
      [...id, bodyHash],
    );
    if (!isFirst) return this.again(id, bodyHash, request, reply);
    try {
      return await this.unitOfWork.run(async () => {
        const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
        await this.database.run(
          `update idempotency_key set state = 'done', status = $4, location = $5 where principal_id = $1 and route = $2 and key = $3`,
          [...id, reply.statusCode, reply.getHeader('location') ?? null],
        );
        return answer;
      });
    } catch (error) {
      await this.database.run(`delete from idempotency_key where principal_id = $1 and route = $2 and key = $3`, [
        ...id,
      ]);
      throw error;
    }
  }

  private async again(
    id: readonly [string, string, string],
    bodyHash: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<unknown> {
    const row = await this.database.one<KeyRow & Record<string, unknown>>(
      `select body_hash, state, status, location from idempotency_key where principal_id = $1 and route = $2 and key = $3`,
      [...id],
    );
    if (row && row.body_hash !== bodyHash) throw new DomainError<PlatformErrorCode>('idempotency.other-body');
    if (!row || row.state === 'running') {
      void reply.header('retry-after', '1');
      throw new DomainError<PlatformErrorCode>('idempotency.in-progress');
    }
    void reply.status(row.status ?? 200);
    if (row.location === null) return undefined;
    void reply.header('location', row.location);
    const server: FastifyInstance = this.adapter.httpAdapter.getInstance();
    const today = await server.inject({
      method: 'GET',
      url: row.location,
      headers: { authorization: request.headers.authorization ?? '' },
    });
    if (today.headers.etag) void reply.header('etag', today.headers.etag);
    return today.json<unknown>();
  }
}

/**
 * Honours `Idempotency-Key` on this handler, of a multipart form too: the key covers its fields and files as parsed. The handler runs in
 * one unit of work with the note that it ran, so it must do SQL only, and must name the resource it made or changed in the `Location`
 * header.
 */
export const Idempotent = (): MethodDecorator => UseInterceptors(MultipartInterceptor, IdempotencyInterceptor);

/** Fields as parsed, in a fixed order; a file counts by its SHA-256. */
function hashBody(body: unknown): string {
  return createHash('sha256').update(canonical(body)).digest('hex');
}

function canonical(value: unknown): string {
  if (Buffer.isBuffer(value)) return `file:${createHash('sha256').update(value).digest('hex')}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}
