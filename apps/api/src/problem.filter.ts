import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemCatalogue, type ErrorCode } from './problem-catalogue.js';

/** What PostgreSQL and the network say when a server is away, not when a statement is wrong. */
const unavailable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
  '08001',
  '53300',
]);

/** Every error leaves as RFC 9457 problem details: code, text, trace id, the places in the input; never SQL, stack or personal data. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusal = asDomainError(error);
    const kind = problemCatalogue[refusal.code];
    if (kind.status >= 500)
      this.logger.error(`${refusal.code} ${request.id}`, error instanceof Error ? error : String(error));
    else this.logger.log(`${refusal.code} ${request.id}`);
    void reply
      .status(kind.status)
      .type('application/problem+json; charset=utf-8')
      .send({
        type: `/problems/${refusal.code}`,
        title: kind.title,
        status: kind.status,
        detail: fill(kind.detail, refusal.params),
        instance: request.url.split('?')[0],
        code: refusal.code,
        traceId: request.id,
        errors: refusal.errors,
      });
  }
}

function asDomainError(error: unknown): DomainError<ErrorCode> {
  if (isKnown(error)) return error;
  if (error instanceof HttpException) return new DomainError(codeOfStatus(error.getStatus()));
  const { code, statusCode } = (error ?? {}) as { code?: string; statusCode?: number };
  if (code !== undefined && unavailable.has(code)) return new DomainError('service.unavailable', {}, { cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new DomainError(codeOfStatus(statusCode));
  return new DomainError('internal', {}, { cause: error });
}

const isKnown = (error: unknown): error is DomainError<ErrorCode> =>
  error instanceof DomainError && (error.code as string) in problemCatalogue;

/** Refusals of Nest and Fastify themselves: no route, not JSON, too large. */
function codeOfStatus(status: number): ErrorCode {
  if (status === 404) return 'request.not-found';
  if (status === 413) return 'request.too-large';
  if (status === 415) return 'request.unsupported-media-type';
  if (status === 429) return 'rate.limited';
  return status < 500 ? 'request.invalid' : 'internal';
}

const fill = (text: string, params: DomainError['params']): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    return Array.isArray(value) ? value.join('、') : String(value ?? '');
  });
