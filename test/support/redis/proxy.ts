import { connect, createServer, type Socket } from 'node:net';

export interface Proxy {
  readonly port: number;
  /** Breaks every connection. */
  cut(): void;
  /** Lets the next command through, and breaks the connection instead of handing back its answer. */
  loseNextAnswer(): void;
  /** From now on nothing comes back over the connections there are, and nothing breaks. */
  fallSilent(): void;
  /** Connections made from now on work again. */
  speak(): void;
  close(): Promise<void>;
}

/** Between a client and a server of this machine. */
export async function startProxy(target: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let losing = false;
  let silent = false;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    let mute = silent;
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => {
      mute ||= silent;
      if (mute) return;
      if (!losing) return void client.write(bytes);
      losing = false;
      client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut,
    loseNextAnswer: () => (losing = true),
    fallSilent: () => (silent = true),
    speak: () => (silent = false),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
}
