import type { LoggerService } from '@nestjs/common';
import { currentCaller } from '@tidu/platform';
import { pino, type Logger } from 'pino';

/**
 * One JSON line an event, with the request or job it belongs to. Ids only: no names, numbers or texts of people. Nobody waits for a line
 * to be written; what is still to be written when the process ends is written then, unless it is killed.
 */
export const processLogger = (process: string, level: string): Logger =>
  pino(
    {
      level,
      base: { process },
      mixin() {
        const { requestId, actorId } = currentCaller();
        return { ...(requestId === null ? {} : { requestId }), ...(actorId === null ? {} : { actorId }) };
      },
      redact: { paths: ['req.headers', 'authorization', 'cookie'], remove: true },
    },
    pino.destination({ dest: 1, sync: false }),
  );

/** Nest's own words through the same logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  private write(level: 'info' | 'error' | 'warn' | 'debug' | 'trace', message: unknown, rest: unknown[]): void {
    const error = [message, ...rest].find((part): part is Error => part instanceof Error);
    const context = rest.findLast((part): part is string => typeof part === 'string');
    this.logger[level](
      { ...(context === undefined ? {} : { context }), ...(error ? { err: error } : {}) },
      message instanceof Error ? message.message : String(message),
    );
  }
}
