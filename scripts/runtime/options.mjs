import { resolve } from 'node:path';
import { Problem } from './problem.mjs';

export const UP_HELP = `npm run up [-- options]     starts Tidu with its own PostgreSQL and Redis on this machine

  --port 3000               the port of the page, on 127.0.0.1
  --data-dir .tidu          where the data, the secrets and the logs lie
  --enterprises 3000        size of the sample city, 1 to 10000000 (first start only)
  --no-sample               an empty city: a first administrator and security administrator, no sample
  --api-only                without the worker: nothing is read in the background, nothing is sent
  --help                    this page

DATABASE_URL (with DATABASE_OWNER_URL) and REDIS_URL point it at servers of your own.
Ctrl-C ends everything; the next start continues.`;

/**
 * @typedef {object} UpOptions
 * @property {number} port
 * @property {string} dataDir absolute
 * @property {number} enterprises size of the sample city
 * @property {boolean} sample
 * @property {boolean} apiOnly
 * @property {boolean} help
 */

/**
 * The options of `npm run up`.
 *
 * @param {readonly string[]} words what stands behind `--`
 * @param {string} project folder of the clone; a relative data folder is below it
 * @param {NodeJS.ProcessEnv} environment
 * @returns {UpOptions}
 * @throws {Problem} for an unknown option or a value that is none
 */
export function upOptions(words, project, environment) {
  /** @type {UpOptions} */
  const options = {
    port: 3000,
    dataDir: resolve(project, '.tidu'),
    enterprises: 3000,
    sample: true,
    apiOnly: false,
    help: false,
  };
  const swallowed = ['port', 'data_dir', 'enterprises', 'api_only'].find((name) => environment[`npm_config_${name}`]);
  if (swallowed && !words.some((word) => word.startsWith('--'))) {
    throw new Problem(
      `npm kept --${swallowed.replace('_', '-')} for itself; write the options behind --, as in "npm run up -- --port 3001".`,
    );
  }
  const rest = words.flatMap((word) => (word.startsWith('--') && word.includes('=') ? split(word) : [word]));
  while (rest.length > 0) {
    const word = /** @type {string} */ (rest.shift());
    const value = () => {
      const next = rest.shift();
      if (next === undefined || next === '' || next.startsWith('--'))
        throw new Problem(`${word} needs a value; npm run up -- --help lists the options.`);
      return next;
    };
    switch (word) {
      case '--port':
        options.port = whole(word, value(), 1, 65535);
        break;
      case '--data-dir':
        options.dataDir = resolve(project, value());
        break;
      case '--enterprises':
        options.enterprises = whole(word, value(), 1, 10_000_000);
        break;
      case '--no-sample':
        options.sample = false;
        break;
      case '--api-only':
        options.apiOnly = true;
        break;
      case '--help':
      case '-h':
        options.help = true;
        break;
      default:
        throw new Problem(`There is no option ${word}; npm run up -- --help lists them.`);
    }
  }
  return options;
}

/**
 * Takes `--data-dir` out of a command line that somebody else will read.
 *
 * @param {readonly string[]} words
 * @param {string} project
 */
export function dataDirOption(words, project) {
  const at = words.indexOf('--data-dir');
  const given = at < 0 ? '.tidu' : words[at + 1];
  if (!given) throw new Problem('--data-dir needs a value.');
  return {
    dataDir: resolve(project, given),
    rest: at < 0 ? words : words.filter((_, index) => index !== at && index !== at + 1),
  };
}

/** @param {string} word `--name=value` */
function split(word) {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}

/** @param {string} name @param {string} text @param {number} least @param {number} most */
function whole(name, text, least, most) {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(number >= least && number <= most))
    throw new Problem(`${name} takes a whole number from ${least} to ${most}, not "${text}".`);
  return number;
}
