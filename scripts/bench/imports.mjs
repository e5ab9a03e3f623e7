import { readFileSync } from 'node:fs';
import { pause } from '../runtime/lifetime.mjs';
import { Problem } from '../runtime/problem.mjs';
import { recognitionList } from './recognition-list.mjs';
import { peopleOf } from './tidu.mjs';

const LOOK_MS = 100;
const LONGEST_MS = 30 * 60_000;
const OPTIONS = { programme: 'high-tech', issuedOn: '2024-12-13', source: 'bench' };

/** @typedef {import('../runtime/service.mjs').Service} Service */

/**
 * A list of recognised enterprises, none of them known yet, from the upload to the last row applied; and how long PostgreSQL alone
 * worked meanwhile: the same statements with nothing around them.
 *
 * @param {import('./city.mjs').City} city
 * @param {import('./tidu.mjs').Tidu} tidu
 * @param {import('./options.mjs').BenchOptions} options
 * @param {(how: string) => void} report
 */
export async function importBench(city, tidu, { rows, enterprises }, report) {
  report('writing the list');
  const { manager, earlier } = await city.asApplication(async (client) => {
    const { rows: counted } = await client.query('select coalesce(sum(total), 0)::int as rows from import_list');
    return { ...(await peopleOf(client, 0)), earlier: counted[0].rows };
  });
  const list = recognitionList(rows, earlier);
  const api = await city.startApi();
  const worker = await city.startWorker();
  const lists = new Lists(`http://127.0.0.1:${city.port}/api/v1`, tidu.token(manager), city.lifetime.signal);
  const busyBefore = await databaseSeconds(city);
  const began = performance.now();
  const id = await lists.send(list);
  const read = await lists.until(id, 'previewed', report);
  const readSeconds = (performance.now() - began) / 1000;
  await lists.apply(id);
  const applied = await lists.until(id, 'applied', report);
  const seconds = (performance.now() - began) / 1000;
  const peaks = { api: peakMegabytes(api), worker: peakMegabytes(worker) };
  // A session tells what it has done when it ends.
  await Promise.all([api.stop(), worker.stop()]);
  const databaseBusy = (await databaseSeconds(city)) - busyBefore;
  return {
    bench: 'import',
    view: 'recognition',
    enterprises,
    rows,
    bytes: list.length,
    counts: { read: read.counts, applied: applied.counts },
    tidu: { seconds: tenths(seconds), readSeconds: tenths(readSeconds), applySeconds: tenths(seconds - readSeconds) },
    bare: { seconds: tenths(databaseBusy) },
    ratio: Math.round((databaseBusy / seconds) * 100) / 100,
    peakMegabytes: peaks,
  };
}

/** The lists of a running Tidu, through its API. */
class Lists {
  /** @param {string} base @param {string} token @param {AbortSignal} signal */
  constructor(base, token, signal) {
    this.base = base;
    this.headers = { authorization: `Bearer ${token}` };
    this.signal = signal;
  }

  /** @param {Uint8Array} file @returns {Promise<string>} id of the import */
  async send(file) {
    const form = new FormData();
    form.set('kind', 'recognition');
    form.set('options', JSON.stringify(OPTIONS));
    form.set('file', new Blob([new Uint8Array(file)]), 'recognition.xlsx');
    return (await this.#ask('/imports', { method: 'POST', body: form })).id;
  }

  /** @param {string} id */
  async apply(id) {
    await this.#ask(`/imports/${id}/apply`, { method: 'POST' });
  }

  /** @param {string} id @param {string} state @param {(how: string) => void} report */
  async until(id, state, report) {
    const until = performance.now() + LONGEST_MS;
    for (;;) {
      const found = await this.#ask(`/imports/${id}`);
      if (found.state === state) return found;
      if (found.state === 'failed') throw new Problem(`The list could not be read: ${JSON.stringify(found.problem)}`);
      if (performance.now() > until)
        throw new Problem(`The list is still "${found.state}" after ${LONGEST_MS / 60_000} minutes.`);
      report(`${found.state}, ${JSON.stringify(found.progress)}`);
      await pause(LOOK_MS, this.signal);
    }
  }

  /** @param {string} path @param {RequestInit} [init] @returns {Promise<any>} */
  async #ask(path, init = {}) {
    const answer = await fetch(this.base + path, { ...init, headers: this.headers, signal: this.signal });
    const text = await answer.text();
    if (!answer.ok) throw new Problem(`${init.method ?? 'GET'} ${path} was answered ${answer.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}

/** Seconds that sessions of the application have spent in statements. @param {import('./city.mjs').City} city */
async function databaseSeconds(city) {
  return city.asOwner(async (client) => {
    const { rows } = await client.query(
      `select active_time / 1000 as seconds from pg_stat_database where datname = current_database()`,
    );
    return Number(rows[0].seconds);
  });
}

/** The most memory a process ever held, where the system tells (Linux). @param {Service} service */
function peakMegabytes({ record }) {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${record?.pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
  } catch {
    return null;
  }
}

const tenths = (/** @type {number} */ number) => Math.round(number * 10) / 10;
