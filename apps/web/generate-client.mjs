// Types of the API for the browser app, from docs/openapi.json. Days become `LocalDate` of the kernel, so that a text is not taken for a day.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';

const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url));
const output = fromHere('./src/shared/api/generated');

/** A schema of a day, as a reference to `LocalDate`; what may be null stays so. */
function daysNamed(node) {
  if (Array.isArray(node)) return node.map(daysNamed);
  if (node === null || typeof node !== 'object') return node;
  if (node.type === 'string' && node.format === 'date') {
    const day = { $ref: '#/components/schemas/LocalDate' };
    return node.nullable === true ? { allOf: [day], nullable: true } : day;
  }
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, daysNamed(value)]));
}

const document = daysNamed(JSON.parse(readFileSync(process.argv[2] ?? fromHere('../../docs/openapi.json'), 'utf8')));
document.components.schemas.LocalDate = { type: 'string', format: 'date' };

await createClient({
  input: document,
  output: { path: output, entryFile: false },
  plugins: ['@hey-api/typescript'],
  logs: { level: 'error', file: false },
});

const file = `${output}/types.gen.ts`;
const text = readFileSync(file, 'utf8');
const own = /export type LocalDate = string;\n/;
if (!own.test(text)) throw new Error('the generated types declare no LocalDate');
const withoutOwn = text.replace(own, '');
writeFileSync(file, withoutOwn.replace(/^(\/\/.*\n)/, "$1\nimport type { LocalDate } from '@tidu/kernel';\n"));
