import { connect, type Socket } from 'node:net';

const END_OF_HEAD = Buffer.from('\r\n\r\n');

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * One kept-alive connection that asks one thing at a time. It reads as much HTTP as this project's server writes, so that
 * the client takes little of the cores that it shares with the server.
 */
export class Connection {
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('The server closed the connection')));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket)));
      socket.once('error', reject);
    });
  }

  post(path: string, body: object): Promise<Answer> {
    const text = JSON.stringify(body);
    const head = [
      `POST ${path} HTTP/1.1`,
      'host: 127.0.0.1',
      'user-agent: bench',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(text)}`,
    ];
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.socket.write(`${head.join('\r\n')}\r\n\r\n${text}`);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const headEnd = this.#received.indexOf(END_OF_HEAD);
    if (headEnd < 0) return;
    const head = this.#received.toString('latin1', 0, headEnd);
    const length = /^content-length: (\d+)/im.exec(head)?.[1];
    if (length === undefined) throw new Error(`An answer without its length: ${head}`);
    const from = headEnd + END_OF_HEAD.length;
    const end = from + Number(length);
    if (this.#received.length < end) return;
    const body = this.#received.toString('utf8', from, end);
    this.#received = this.#received.subarray(end);
    this.#waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }
}

/** As many connections as callers, each used by one caller at a time. */
export class Connections {
  readonly #free: Connection[] = [];

  constructor(private readonly port: number) {}

  async with<T>(use: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = this.#free.pop() ?? (await Connection.open(this.port));
    const result = await use(connection);
    this.#free.push(connection);
    return result;
  }

  close(): void {
    for (const connection of this.#free.splice(0)) connection.close();
  }
}
