import { Lifetime } from '../runtime/lifetime.mjs';
import { Interrupted, sentenceOf } from '../runtime/problem.mjs';
import { PROJECT } from '../runtime/project.mjs';
import { Terminal } from '../runtime/terminal.mjs';
import { City } from './city.mjs';
import { importBench } from './imports.mjs';
import { BENCH_HELP, benchOptions } from './options.mjs';
import { plansOf } from './plans.mjs';
import { bareRoutes, measure, viewsOf } from './reads.mjs';
import { tiduAsBuilt } from './tidu.mjs';

/**
 * `npm run bench`: from a bare clone to figures, with servers of its own.
 *
 * @param {readonly string[]} words
 */
export async function bench(words) {
  const lifetime = new Lifetime();
  let code = 0;
  try {
    const options = benchOptions(words, PROJECT);
    if (options.help) console.log(BENCH_HELP);
    else if (!(await run(options, lifetime))) code = 1;
  } catch (error) {
    code = error instanceof Interrupted || lifetime.isStopping ? 130 : 1;
    if (code === 1) console.error(sentenceOf(error) ?? (error instanceof Error ? error.stack : error));
  }
  await lifetime.close();
  process.exit(code);
}

/**
 * @param {import('./options.mjs').BenchOptions} options
 * @param {Lifetime} lifetime
 * @returns {Promise<boolean>} whether every mark was reached
 */
async function run(options, lifetime) {
  const isAsked = (/** @type {import('./options.mjs').Name} */ name) => options.names.includes(name);
  const views = { list: 2, record: 2, plans: 1, import: 1 };
  const steps = options.names.reduce((sum, name) => sum + views[name], 6);
  const terminal = new Terminal(steps, process.stderr);
  let isGood = true;
  const tell = (/** @type {Record<string, unknown>} */ result) => {
    if (result.ok === false) isGood = false;
    console.log(JSON.stringify(result));
  };
  const city = await City.raise({ ...options, lifetime, terminal });
  tell(await seedBench(city, options.enterprises, terminal));
  const tidu = await tiduAsBuilt(city.secrets.tokenKey);
  if (isAsked('plans')) {
    const plans = await terminal.step('Plans', () => plansOf(city, tidu, options.enterprises));
    plans.forEach(tell);
  }
  if (isAsked('list') || isAsked('record')) {
    const views = (await viewsOf(city, tidu)).filter(({ bench: name }) => isAsked(name));
    const barePort = await city.startBare(bareRoutes(views));
    const api = await city.startApi();
    const where = { apiPort: city.port, barePort, tidu };
    for (const [number, view] of views.entries()) {
      tell(
        await terminal.step(`${view.bench}, ${view.view}`, (report) => measure(view, number, where, options, report)),
      );
    }
    await api.stop();
  }
  if (isAsked('import')) tell(await terminal.step('Import', (report) => importBench(city, tidu, options, report)));
  return isGood;
}

/** What the seed took, where there was anything to seed. @param {City} city @param {number} enterprises @param {Terminal} terminal */
async function seedBench(city, enterprises, terminal) {
  const seconds = await city.fill(enterprises, terminal);
  const counted = await city.asOwner(async (client) => {
    const tables = ['enterprise', 'qualification', 'tier_segment', 'deadline', 'contact', 'assignment', 'audit_entry'];
    const counts = tables.map((table) => `(select count(*) from ${table}) as ${table}`).join(', ');
    const { rows } = await client.query(
      `select ${counts}, pg_database_size(current_database()) / 1000000 as megabytes`,
    );
    return rows[0];
  });
  const { megabytes, ...rows } = Object.fromEntries(
    Object.entries(counted).map(([name, count]) => [name, Number(count)]),
  );
  return { bench: 'seed', enterprises, seconds: Math.round(seconds * 10) / 10, rows, megabytes };
}
