import { ValidationPipe } from '@nestjs/common';
import { DomainError, type FieldError } from '@tidu/kernel';
import type { PlatformErrorCode } from '@tidu/platform';
import type { ValidationError } from 'class-validator';

/** Unknown fields are refused; every error says where it stands, as a JSON pointer. */
export const validation = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    transformOptions: { exposeDefaultValues: true },
    exceptionFactory: (errors) =>
      new DomainError<PlatformErrorCode>(
        'request.invalid',
        {},
        { errors: errors.flatMap((error) => fieldErrors(error, '')) },
      ),
  });

function fieldErrors(error: ValidationError, parent: string): FieldError[] {
  const pointer = `${parent}/${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([code, detail]) => ({ pointer, code, detail }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, pointer))];
}
