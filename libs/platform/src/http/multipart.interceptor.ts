import type {} from '@fastify/multipart';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { defer, mergeMap, type Observable } from 'rxjs';

/** A file of a multipart form; `name` is the last part of the name it was sent with. */
export interface ReceivedFile {
  readonly name: string;
  readonly content: Buffer;
}

const longestName = 200;

/**
 * Turns a multipart form into a body of fields and files. An interceptor, not a content-type parser: it runs after the guard, so
 * nobody without a token makes us hold a file.
 */
@Injectable()
export class MultipartInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!request.isMultipart()) return next.handle();
    return defer(() => readForm(request)).pipe(
      mergeMap((form) => {
        request.body = form;
        return next.handle();
      }),
    );
  }
}

async function readForm(request: FastifyRequest): Promise<Record<string, string | ReceivedFile>> {
  const form: Record<string, string | ReceivedFile> = {};
  for await (const part of request.parts()) {
    if (part.type === 'field') form[part.fieldname] = String(part.value);
    else form[part.fieldname] = { name: lastPart(part.filename), content: await part.toBuffer() };
  }
  return form;
}

const lastPart = (name: string): string => (name.split(/[\\/]/).at(-1) ?? '').slice(-longestName) || 'file';
