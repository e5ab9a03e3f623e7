import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { runAsRequest } from './authorization.js';

/** Lets the audit log know, without every method passing it on, who asked and in which request. */
@Injectable()
export class CallerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return defer(() => runAsRequest(request, () => lastValueFrom(next.handle(), { defaultValue: undefined })));
  }
}
