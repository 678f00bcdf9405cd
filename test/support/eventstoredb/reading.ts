import { Metadata, type ServerWritableStream, status as code } from '@grpc/grpc-js';
import type { Logged, ServerLog } from './log.js';
import { shared, streams, type Streams } from './wire.js';

type Call = ServerWritableStream<Streams.ReadReq, Streams.ReadResp>;

const TICKS_PER_MS = 10_000n;

/** Reads of a stream, reads of everything, and subscriptions to everything. */
export async function read(log: ServerLog, call: Call): Promise<void> {
  const options = call.request.getOptions();
  if (options === undefined) return fail(call, code.INVALID_ARGUMENT, 'no options');
  if (options.hasSubscription()) return subscribe(log, call, options);
  const stream = options.getStream();
  const count = Number(options.getCount());
  if (stream === undefined) return readEverything(log, call, options, count);
  const name = nameOf(stream.getStreamIdentifier()?.getStreamName_asU8());
  const all = log.stream(name);
  if (all.length === 0) {
    const missing = new streams.ReadResp.StreamNotFound();
    missing.setStreamIdentifier(identifier(name));
    await write(call, new streams.ReadResp().setStreamNotFound(missing));
  }
  const forwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.FORWARDS;
  const revision = stream.hasRevision() ? Number(stream.getRevision()) : stream.hasEnd() ? all.length - 1 : 0;
  const page = forwards
    ? all.slice(revision, revision + count)
    : all
        .slice(0, Math.min(revision, all.length - 1) + 1)
        .reverse()
        .slice(0, count);
  for (const event of page) await write(call, response(event));
  call.end();
}

async function readEverything(
  log: ServerLog,
  call: Call,
  options: Streams.ReadReq.Options,
  count: number,
): Promise<void> {
  const all = options.getAll();
  const forwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.FORWARDS;
  const from = all?.hasPosition() === true ? log.indexOf(Number(all.getPosition()?.getCommitPosition())) : undefined;
  if (all?.hasPosition() === true && from === undefined)
    return fail(call, code.UNKNOWN, 'Unexpected ReadAllResult: Error');
  const page = forwards
    ? log.events.slice(from ?? 0, (from ?? 0) + count)
    : log.events
        .slice(0, from ?? log.events.length)
        .reverse()
        .slice(0, count);
  for (const event of page) await write(call, response(event));
  call.end();
}

async function subscribe(log: ServerLog, call: Call, options: Streams.ReadReq.Options): Promise<void> {
  const position = options.getAll()?.getPosition()?.getCommitPosition();
  const index = position === undefined ? -1 : log.indexOf(Number(position));
  if (index === undefined) return fail(call, code.UNKNOWN, 'Exception was thrown by handler.');
  let next = index + 1;
  const wanted = filterOf(options);
  const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(`subscription-${next}`);
  await write(call, new streams.ReadResp().setConfirmation(confirmation));
  if (log.silent) return;
  let wake: (() => void) | undefined;
  const off = log.onAppend(() => wake?.());
  const over = new Promise<void>((resolve) => call.once('cancelled', resolve).once('close', resolve));
  void over.then(() => wake?.());
  while (!call.cancelled && !call.destroyed) {
    const event = log.events[next];
    if (event === undefined) {
      await new Promise<void>((resolve) => (wake = resolve));
      continue;
    }
    next += 1;
    if (wanted(event)) await write(call, response(event));
  }
  off();
}

function filterOf(options: Streams.ReadReq.Options): (event: Logged) => boolean {
  const filter = options.getFilter();
  const ofStream = filter?.getStreamIdentifier();
  const expression = ofStream ?? filter?.getEventType();
  if (expression === undefined) return () => true;
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex(), 'u');
  const prefixes = expression.getPrefixList();
  return (event) => {
    const text = ofStream === undefined ? event.type : event.stream;
    return regex?.test(text) ?? prefixes.some((prefix) => text.startsWith(prefix));
  };
}

function response(event: Logged): Streams.ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new shared.UUID().setString(event.id));
  recorded.setStreamIdentifier(identifier(event.stream));
  recorded.setStreamRevision(String(event.revision));
  recorded.setPreparePosition(String(event.position));
  recorded.setCommitPosition(String(event.position));
  recorded.setData(event.data);
  recorded.setCustomMetadata(event.metadata);
  const metadata = recorded.getMetadataMap();
  metadata.set('type', event.type);
  metadata.set('content-type', event.contentType);
  metadata.set('created', String(BigInt(event.createdMs) * TICKS_PER_MS));
  const read = new streams.ReadResp.ReadEvent();
  read.setEvent(recorded);
  read.setCommitPosition(String(event.position));
  return new streams.ReadResp().setEvent(read);
}

export const nameOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

export const identifier = (name: string) => new shared.StreamIdentifier().setStreamName(Buffer.from(name, 'utf8'));

/** Waits where the other side reads slowly, as a server does. */
const write = (call: Call, message: Streams.ReadResp): Promise<void> =>
  call.write(message) || call.cancelled || call.destroyed
    ? Promise.resolve()
    : new Promise((resolve) => {
        const over = (): void => {
          for (const end of ends) call.off(end, over);
          resolve();
        };
        const ends = ['drain', 'close', 'cancelled'];
        for (const end of ends) call.on(end, over);
      });

function fail(call: Call, number: code, details: string): void {
  call.emit('error', { code: number, details, metadata: new Metadata() });
}
