import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A door before a server on loopback that a test can shut: what went through it is cut, and nothing new comes in. */
export class Gate {
  private readonly sockets = new Set<Socket>();
  private isShut = false;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async before(address: string, defaultPort: number): Promise<Gate> {
    const server = createServer();
    const target = new URL(address);
    const gate = new Gate(server, target);
    server.on('connection', (inside) => gate.pass(inside, defaultPort));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  /** The address that leads through the gate. */
  get address(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.toString();
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.sockets.size / 2;
  }

  shut(): void {
    this.isShut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  open(): void {
    this.isShut = false;
  }

  async close(): Promise<void> {
    this.shut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(inside: Socket, defaultPort: number): void {
    if (this.isShut) {
      inside.destroy();
      return;
    }
    const outside = connect(Number(this.target.port || defaultPort), this.target.hostname);
    for (const [one, other] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      this.sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}
