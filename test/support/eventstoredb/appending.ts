import type { ServerDuplexStream } from '@grpc/grpc-js';
import { identifier, nameOf } from './reading.js';
import type { Expected, Proposed, ServerLog, Written } from './log.js';
import { AnyMessage, shared, status, streams, type Shared, type Streams } from './wire.js';

type Call = ServerDuplexStream<Streams.BatchAppendReq, Streams.BatchAppendResp>;

/** What a test makes of an append before and after it is in the log. */
export interface AppendFaults {
  /** `refuse`: as a node that does not lead; `cut`: the connection breaks before the append is looked at. */
  before?(stream: string): 'refuse' | 'cut' | undefined;
  /** `cut`: the append is in the log and its answer is lost; `hang`: the answer never comes. */
  after?(stream: string): 'cut' | 'hang' | undefined;
}

interface Open {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: Proposed[];
}

/** One long call that carries many appends, told apart by their correlation ids; one append may come in parts. */
export function batchAppend(log: ServerLog, call: Call, faults: AppendFaults, cut: () => void): void {
  const open = new Map<string, Open>();
  call.on('data', (request: Streams.BatchAppendReq) => {
    const correlation = request.getCorrelationId();
    const key = Buffer.from(correlation?.serializeBinary() ?? []).toString('hex');
    const options = request.getOptions();
    const append = open.get(key) ?? {
      stream: nameOf(options?.getStreamIdentifier()?.getStreamName_asU8()),
      expected: expectedOf(options),
      events: [],
    };
    open.set(key, append);
    append.events.push(...request.getProposedMessagesList().map(proposed));
    if (!request.getIsFinal()) return;
    open.delete(key);
    const before = faults.before?.(append.stream);
    if (before !== undefined) return before === 'cut' ? cut() : void call.destroy(notLeader());
    const written = log.append(append.stream, append.expected, append.events);
    const after = faults.after?.(append.stream);
    if (after === 'hang') return;
    if (after === 'cut') return cut();
    call.write(answer(append, written, correlation));
  });
  call.on('end', () => call.end());
}

function expectedOf(options: Streams.BatchAppendReq.Options | undefined): Expected {
  if (options === undefined || options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'none';
  return options.hasStreamExists() ? 'exists' : Number(options.getStreamPosition());
}

const proposed = (message: Streams.BatchAppendReq.ProposedMessage): Proposed => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

function answer(append: Open, written: Written, correlation: Shared.UUID | undefined): Streams.BatchAppendResp {
  const response = new streams.BatchAppendResp();
  response.setCorrelationId(correlation);
  response.setStreamIdentifier(identifier(append.stream));
  if (written.kind === 'written') {
    const position = new shared.AllStreamPosition();
    position.setCommitPosition(String(written.position));
    position.setPreparePosition(String(written.position));
    const success = new streams.BatchAppendResp.Success();
    success.setCurrentRevision(String(written.revision));
    return response.setSuccess(success.setPosition(position));
  }
  if (written.kind === 'tooBig')
    return response.setError(
      failure('MaximumAppendSizeExceeded', new shared.MaximumAppendSizeExceeded().serializeBinary()),
    );
  const wrong = new shared.WrongExpectedVersion();
  if (written.current !== undefined) wrong.setCurrentStreamRevision(String(written.current));
  if (typeof append.expected === 'number') wrong.setExpectedStreamPosition(String(append.expected));
  return response.setError(failure('WrongExpectedVersion', wrong.serializeBinary()));
}

function failure(name: string, bytes: Uint8Array) {
  const details = new AnyMessage();
  details.pack(bytes, `event_store.client.${name}`);
  return new status.Status().setCode(9).setMessage(name).setDetails(details);
}

const notLeader = (): Error => Object.assign(new Error('not leader'), { code: 5, details: 'not-leader' });
