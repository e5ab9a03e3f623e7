import { connect } from 'node:net';

/**
 * @typedef {object} Target
 * @property {number} port on 127.0.0.1
 * @property {readonly Buffer[]} requests asked in turn
 */

/** One server's turn while several are measured. */
const TURN_MS = 250;
const END_OF_HEAD = Buffer.from('\r\n\r\n');

/**
 * @param {string} path
 * @param {Record<string, string>} headers
 * @returns {Buffer} a GET request over a connection that stays open
 */
export function get(path, headers) {
  const lines = Object.entries({ host: '127.0.0.1', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
}

/**
 * One kept-alive connection with one request under way. It reads no more of HTTP than answers of a known length: on
 * two cores whatever the generator takes is missing to the servers.
 */
class Connection {
  #socket;
  /** @type {Buffer[]} */
  #chunks = [];
  #received = 0;
  /** Length of the whole answer, once its head is there. */
  #wanted = Infinity;
  /** @type {{ resolve: (answer: Buffer) => void, reject: (error: Error) => void } | undefined} */
  #waiting;

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server closed a connection')));
  }

  /** @param {number} port @returns {Promise<Connection>} */
  static open(port) {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1' }, () => {
        socket.removeListener('error', reject);
        resolve(new Connection(socket));
      });
      socket.once('error', reject);
    });
  }

  /** @param {Buffer} request @returns {Promise<Buffer>} the whole answer, which is a 200 */
  ask(request) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close() {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  /** @param {Buffer} chunk */
  #take(chunk) {
    this.#chunks.push(chunk);
    this.#received += chunk.length;
    if (this.#wanted === Infinity) this.#readHead();
    if (this.#received < this.#wanted) return;
    const answer = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#received = 0;
    this.#wanted = Infinity;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(answer);
  }

  #readHead() {
    const start = this.#chunks.length === 1 ? /** @type {Buffer} */ (this.#chunks[0]) : Buffer.concat(this.#chunks);
    const end = start.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = start.toString('latin1', 0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (!head.startsWith('HTTP/1.1 200 ') || length === undefined)
      return this.#fail(new Error(`not an answer to measure: ${start.toString('utf8', 0, 600)}`));
    this.#wanted = end + END_OF_HEAD.length + Number(length);
  }

  /** @param {Error} error */
  #fail(error) {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#socket.destroy();
    waiting?.reject(error);
  }
}

/** @param {Target} target @param {number} count */
function connectionsTo({ port }, count) {
  return Promise.all(Array.from({ length: count }, () => Connection.open(port)));
}

/**
 * @param {number} port
 * @param {Buffer} request
 * @returns {Promise<{ head: string, body: string }>} one answer
 */
export async function answerTo(port, request) {
  const connection = await Connection.open(port);
  try {
    const answer = await connection.ask(request);
    const end = answer.indexOf(END_OF_HEAD);
    return { head: answer.toString('latin1', 0, end), body: answer.toString('utf8', end + END_OF_HEAD.length) };
  } finally {
    connection.close();
  }
}

/**
 * Closed loop: every connection asks again as soon as it is answered. The targets take turns of a quarter of a second, and nobody is
 * always first, so that whatever else the machine does meanwhile falls on all of them alike.
 *
 * @param {readonly Target[]} targets
 * @param {{ connections: number, seconds: number }} how `seconds` for each target
 * @returns {Promise<number[]>} answers a second of each target
 */
export async function throughput(targets, { connections: count, seconds }) {
  const found = targets.map((target) => ({ target, answered: 0, elapsedMs: 0, next: 0 }));
  /** @type {Connection[][]} */
  const open = [];
  try {
    for (const target of targets) open.push(await connectionsTo(target, count));
    const turns = Math.max(1, Math.ceil((seconds * 1000) / TURN_MS));
    for (let turn = 0; turn < turns; turn++) {
      for (const step of targets.keys()) {
        const index = (turn + step) % targets.length;
        await askInTurn(/** @type {Connection[]} */ (open[index]), /** @type {typeof found[number]} */ (found[index]));
      }
    }
  } finally {
    for (const connection of open.flat()) connection.close();
  }
  return found.map(({ answered, elapsedMs }) => (answered * 1000) / elapsedMs);
}

/** @param {readonly Connection[]} connections @param {{ target: Target, answered: number, elapsedMs: number, next: number }} found is added to */
async function askInTurn(connections, found) {
  const { requests } = found.target;
  const began = performance.now();
  const asking = async (/** @type {Connection} */ connection) => {
    while (performance.now() - began < TURN_MS) {
      await connection.ask(/** @type {Buffer} */ (requests[found.next++ % requests.length]));
      found.answered++;
    }
  };
  await Promise.all(connections.map(asking));
  found.elapsedMs += performance.now() - began;
}

/**
 * Open loop: requests leave at a stated rate, whatever is still unanswered. Time counts from the moment a request was due,
 * so that a server which stalls pays for everybody it kept waiting.
 *
 * @param {Target} target
 * @param {{ rate: number, seconds: number }} how
 * @returns {Promise<{ p50: number, p99: number }>} milliseconds
 */
export async function latency(target, { rate, seconds }) {
  const connections = await connectionsTo(target, Math.min(200, Math.max(16, rate)));
  try {
    const times = await arrivals(target, connections, rate, rate * seconds);
    times.sort((a, b) => a - b);
    const quantile = (/** @type {number} */ share) =>
      /** @type {number} */ (times[Math.min(times.length - 1, Math.floor(share * times.length))]);
    return { p50: quantile(0.5), p99: quantile(0.99) };
  } finally {
    for (const connection of connections) connection.close();
  }
}

/**
 * @param {Target} target
 * @param {readonly Connection[]} connections
 * @param {number} rate
 * @param {number} total requests
 * @returns {Promise<number[]>} how long each took
 */
function arrivals({ requests }, connections, rate, total) {
  const idle = [...connections];
  /** @type {number[]} */
  const times = [];
  const began = performance.now();
  const dueAt = (/** @type {number} */ request) => began + (request * 1000) / rate;
  let sent = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  return new Promise((resolve, reject) => {
    const answered = (/** @type {number} */ due, /** @type {Connection} */ connection) => {
      times.push(performance.now() - due);
      idle.push(connection);
      if (times.length === total) resolve(times);
      else send();
    };
    const send = () => {
      clearTimeout(timer);
      while (sent < total && dueAt(sent) <= performance.now()) {
        const connection = idle.pop();
        // All are waiting: what is due keeps its time and leaves with the next answer.
        if (!connection) return;
        const due = dueAt(sent);
        const request = /** @type {Buffer} */ (requests[sent++ % requests.length]);
        connection.ask(request).then(() => answered(due, connection), reject);
      }
      if (sent < total) timer = setTimeout(send, Math.max(0, dueAt(sent) - performance.now()));
    };
    send();
  });
}
