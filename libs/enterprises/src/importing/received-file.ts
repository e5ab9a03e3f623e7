import { DomainError } from '@tidu/kernel';
import type { ReceivedFile } from '@tidu/platform';
import type { FastifyRequest } from 'fastify';
import type { EnterprisesErrorCode } from '../enterprises.errors.js';

/** The field `file` of a multipart form. Throws `imports.file-missing`. */
export function receivedFile(request: FastifyRequest): ReceivedFile {
  const { file } = (request.body ?? {}) as { file?: ReceivedFile | string };
  if (typeof file === 'object') return file;
  throw new DomainError<EnterprisesErrorCode>(
    'imports.file-missing',
    {},
    { errors: [{ pointer: '/file', code: 'missing', detail: 'a file is wanted' }] },
  );
}
