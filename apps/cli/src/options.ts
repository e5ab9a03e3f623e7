import { parseArgs } from 'node:util';

export type Command =
  | { readonly name: 'migrate'; readonly mode: 'up' | 'check' | 'down-all' }
  | { readonly name: 'seed'; readonly enterprises: number | null }
  | { readonly name: 'sweep' }
  | { readonly name: 'openapi'; readonly file: string };

const usage = `usage:
  migrate [--check | --down-all]      bring the schema up to date; compare it with the entities; take it all back
  seed --enterprises N | --bare       the sample city of N enterprises; or only the tree, the calendar and two administrators
  sweep                               one sweep of reminders, now
  openapi FILE                        write the OpenAPI document`;

/** Reads the command line; throws an error whose message is for people. */
export function readCommand(args: readonly string[]): Command {
  const [name, ...rest] = args;
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      check: { type: 'boolean' },
      'down-all': { type: 'boolean' },
      enterprises: { type: 'string' },
      bare: { type: 'boolean' },
    },
  });
  switch (name) {
    case 'migrate':
      return { name, mode: values.check ? 'check' : values['down-all'] ? 'down-all' : 'up' };
    case 'seed': {
      if (values.bare) return { name, enterprises: null };
      const count = Number(values.enterprises ?? '3000');
      if (!Number.isInteger(count) || count < 1 || count > 10_000_000)
        throw new Error('--enterprises wants a whole number from 1 to 10000000');
      return { name, enterprises: count };
    }
    case 'sweep':
      return { name };
    case 'openapi':
      if (positionals.length !== 1) throw new Error(usage);
      return { name, file: positionals[0]! };
    default:
      throw new Error(usage);
  }
}
