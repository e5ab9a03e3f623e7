const REPAINT_MS = 200;
const QUIET_REPORT_MS = 10_000;

/** Shows a command's steps: what is being done, how far it is, how long it took. */
export class Terminal {
  /** @param {number} steps how many there will be @param {NodeJS.WriteStream} [stream] */
  constructor(steps, stream = process.stdout) {
    this.steps = steps;
    this.stream = stream;
    this.done = 0;
    // A closed terminal must not end the command before it has ended its servers.
    stream.on('error', () => undefined);
  }

  /** @param {string} text */
  line(text) {
    this.stream.write(`${text}\n`);
  }

  /** A line beside the step that is under way. @param {string} text */
  aside(text) {
    this.line(this.stream.isTTY ? `\r\u001b[K${text}` : text);
  }

  /**
   * Runs one step and shows it: a line that repaints on a terminal, a few plain lines elsewhere.
   *
   * @template T
   * @param {string} title
   * @param {(report: (how: string) => void) => Promise<T>} work `report` replaces what the line says of how far it is
   * @param {boolean} [speaks] whether the work itself writes to the terminal: only its beginning and end are shown
   * @returns {Promise<T>}
   */
  async step(title, work, speaks = false) {
    const began = performance.now();
    const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
    const head = `[${++this.done}/${this.steps}] ${title}`;
    let how = '';
    const live = this.stream.isTTY === true && !speaks;
    const paint = () => {
      const text = `${head}${how && ` · ${how}`} · ${seconds()}`;
      this.stream.write(`\r\u001b[K${text.slice(0, Math.max(20, (this.stream.columns ?? 80) - 1))}`);
    };
    const told = () => this.line(`      ${how && `${how} · `}${seconds()}`);
    if (!live) this.line(head);
    const timer = speaks ? undefined : setInterval(live ? paint : told, live ? REPAINT_MS : QUIET_REPORT_MS);
    const clear = () => {
      clearInterval(timer);
      if (live) this.stream.write('\r\u001b[K');
    };
    try {
      const result = await work((text) => (how = text));
      clear();
      this.line(
        live ? `${head}${how && ` · ${how}`} · ${seconds()}` : `      ${how && `${how} · `}done in ${seconds()}`,
      );
      return result;
    } catch (error) {
      clear();
      this.line(live ? `${head} · ended after ${seconds()}` : `      ended after ${seconds()}`);
      throw error;
    }
  }
}
