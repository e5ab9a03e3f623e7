import { describe, expect, it, beforeAll, afterAll } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from '../../apps/api/src/bootstrap.js';
import { collectEndpoints } from '../../apps/api/src/endpoints.js';
import { openApiDocument } from '../../apps/api/src/openapi.js';
import { testSettings } from '../support/settings.js';

describe('every endpoint', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    app = await bootstrap(testSettings());
  });
  afterAll(() => app.close());

  it('demands what the snapshot says: a change of access is a change of this file', () => {
    const rows = collectEndpoints(app).map(({ method, path, access }) => `${method.padEnd(6)} ${path}  ${access}`);
    expect(rows).toMatchSnapshot();
  });

  it('stands in the OpenAPI document that clients are made from', () => {
    const written: unknown = JSON.parse(
      readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'openapi.json'), 'utf8'),
    );
    expect(JSON.parse(JSON.stringify(openApiDocument(app)))).toEqual(written);
  });
});
