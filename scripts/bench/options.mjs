import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../runtime/problem.mjs';

/** What can be measured, in the order in which all of it runs. */
export const NAMES = /** @type {const} */ (['list', 'record', 'plans', 'import']);

/** @typedef {(typeof NAMES)[number]} Name */

export const BENCH_HELP = `npm run bench [-- [NAME …] options]     measures Tidu, each figure beside its bare limit in the same run

  NAME                  ${NAMES.join(', ')}; all of them where none is named
  --enterprises 3000    size of the sample city
  --rounds 5            interleaved rounds, of which the medians are told
  --seconds 2           length of one round for one server
  --connections 8       that ask without a pause, and database connections of each server
  --rate 100            requests a second while latency is measured
  --rows 15500          rows of the list that is imported
  --data-dir DIR        keeps the city there and uses it again; without it everything is removed in the end
  --help                this page

Prints one JSON line per result, everything else goes to standard error. Ends with 1 where a mark is missed.`;

/**
 * @typedef {object} BenchOptions
 * @property {readonly Name[]} names
 * @property {number} enterprises
 * @property {number} rounds
 * @property {number} seconds
 * @property {number} connections
 * @property {number} rate
 * @property {number} rows
 * @property {string | undefined} dataDir absolute
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} words what stands behind `--`
 * @param {string} project folder of the clone; a relative data folder is below it
 * @returns {BenchOptions}
 * @throws {Problem} for an unknown word or a value that is none
 */
export function benchOptions(words, project) {
  const { values, positionals } = parsed(words);
  for (const name of positionals) {
    if (!NAMES.some((known) => known === name))
      throw new Problem(`There is nothing to measure called "${name}"; the names are ${NAMES.join(', ')}.`);
  }
  const names = NAMES.filter((name) => positionals.length === 0 || positionals.includes(name));
  /** @param {'enterprises' | 'rounds' | 'seconds' | 'connections' | 'rate' | 'rows'} option @param {number} otherwise @param {number} most */
  const whole = (option, otherwise, most) => {
    const text = values[option];
    if (text === undefined) return otherwise;
    const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (!(number >= 1 && number <= most))
      throw new Problem(`--${option} takes a whole number from 1 to ${most}, not "${text}".`);
    return number;
  };
  return {
    names,
    enterprises: whole('enterprises', 3000, 2_000_000),
    rounds: whole('rounds', 5, 100),
    seconds: whole('seconds', 2, 600),
    connections: whole('connections', 8, 200),
    rate: whole('rate', 100, 100_000),
    rows: whole('rows', 15_500, 200_000),
    dataDir: values['data-dir'] === undefined ? undefined : resolve(project, values['data-dir']),
    help: values.help ?? false,
  };
}

/** @param {readonly string[]} words */
function parsed(words) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        enterprises: { type: 'string' },
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        connections: { type: 'string' },
        rate: { type: 'string' },
        rows: { type: 'string' },
        'data-dir': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : error} (npm run bench -- --help lists the options).`);
  }
}
