import { once } from 'node:events';
import { type AddressInfo, createServer, type Server as NetServer, type Socket, connect } from 'node:net';
import { Metadata, Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import { type AppendFaults, batchAppend } from './appending.js';
import { ServerLog } from './log.js';
import { read } from './reading.js';
import { features, type Shared, ServerFeaturesService, StreamsService } from './wire.js';

/**
 * A server that speaks EventStoreDB's protocol to its own client over loopback, for machines where the real one does not
 * run. It keeps events in memory, and a test can cut its connections, stop it and start it again with the same log.
 */
export class EventStoreDbStandIn {
  readonly log: ServerLog;
  faults: AppendFaults = {};
  private server: Server | undefined;
  private door: NetServer | undefined;
  private readonly sockets = new Set<Socket>();
  private port = 0;

  private constructor(maxAppendBytes: number) {
    this.log = new ServerLog(maxAppendBytes);
  }

  static async start(maxAppendBytes = 8_388_608): Promise<EventStoreDbStandIn> {
    const standIn = new EventStoreDbStandIn(maxAppendBytes);
    await standIn.open();
    return standIn;
  }

  get connectionString(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false&throwOnAppendFailure=true`;
  }

  /** Opens the door at the same port as before, over the same log. */
  async open(): Promise<void> {
    const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
    server.addService(StreamsService, {
      read: (call: Parameters<typeof read>[1]) => void read(this.log, call),
      batchAppend: (call: Parameters<typeof batchAppend>[1]) =>
        batchAppend(this.log, call, this.faults, () => this.cut()),
    });
    server.addService(ServerFeaturesService, { getSupportedMethods });
    const inner = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
    this.server = server;
    // Without delay, or every small answer would wait for the other side's acknowledgement.
    this.door = createServer({ noDelay: true }, (socket) => this.pass(socket, inner));
    this.door.listen(this.port, '127.0.0.1');
    await once(this.door, 'listening');
    this.port = (this.door.address() as AddressInfo).port;
  }

  /** Subscriptions opened while silent are confirmed and never hear of an event. */
  silence(silent: boolean): void {
    this.log.silent = silent;
  }

  /** Breaks every connection; new ones are let in. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** As if the process were killed: nobody is let in, and nothing said is answered. */
  async stop(): Promise<void> {
    const closed = this.door === undefined ? undefined : once(this.door, 'close');
    this.door?.close();
    this.cut();
    this.server?.forceShutdown();
    await closed;
    this.door = undefined;
    this.server = undefined;
  }

  private pass(outer: Socket, port: number): void {
    const inner = connect({ port, host: '127.0.0.1', noDelay: true });
    for (const [one, other] of [
      [outer, inner],
      [inner, outer],
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

function getSupportedMethods(
  _call: ServerUnaryCall<Shared.Empty, unknown>,
  answer: sendUnaryData<InstanceType<typeof features.SupportedMethods>>,
): void {
  const supported = new features.SupportedMethods();
  supported.setEventStoreServerVersion('22.10.5.0');
  supported.setMethodsList(
    ['read', 'append', 'batchappend'].map((name) =>
      new features.SupportedMethod().setMethodName(name).setServiceName('event_store.client.streams.streams'),
    ),
  );
  answer(null, supported, new Metadata());
}
