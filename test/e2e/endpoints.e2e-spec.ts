import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunningCity } from '../support/running-city.js';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly description?: string }>>>>;
}

describe('every endpoint', () => {
  let city: RunningCity;
  let document: OpenApi;
  beforeAll(async () => {
    city = await RunningCity.start({ today: '2026-11-24', enterprises: 1, worker: false });
    document = (await (await fetch(`${city.url}/api/openapi.json`)).json()) as OpenApi;
  });
  afterAll(() => city.stop());

  it('demands what the snapshot says: a change of access is a change of that file', () => {
    const rows = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => `${method} ${path}: ${operation.description}`),
    );
    expect(rows.sort()).toMatchSnapshot();
  });

  it('stands in the OpenAPI document that clients are made from', () => {
    const file = join(import.meta.dirname, '..', '..', 'docs', 'openapi.json');
    expect(document).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});
