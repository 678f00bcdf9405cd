import { createSecretKey } from 'node:crypto';
import type { EventCodec } from '../../src/application/ports/event-codec.port.js';
import type { EventToAppend } from '../../src/application/ports/event-store.port.js';
import type { PersonalData } from '../../src/application/ports/personal-data.port.js';
import { makeLocalMasterKey } from '../../src/adapters/crypto/local-master-key.js';
import { makePersonalData } from '../../src/adapters/crypto/personal-data.js';
import { makeEventCodec } from '../../src/adapters/event-codec/codec.js';
import { MemorySubjectKeys } from '../../src/adapters/memory/subject-keys.js';
import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { AccountEvent } from '../../src/domain/account/account.events.js';
import { caseDecider } from '../../src/domain/case/case.decider.js';
import type { CaseEvent } from '../../src/domain/case/case.events.js';
import { claimDecider, type ClaimEvent } from '../../src/domain/claim/claim.js';
import { fold } from '../../src/domain/kernel/decider.js';
import { instant } from '../../src/domain/kernel/instant.js';
import { registrationDecider } from '../../src/domain/registration/registration.decider.js';
import type { RegistrationEvent } from '../../src/domain/registration/registration.events.js';
import type { Scenario } from './scenario-parts.js';

/** One recorded history. Everything a reader needs lies in the file; its keys protect nothing but this invented person. */
export interface GoldenFile {
  readonly about: string;
  readonly masterKey: { readonly id: string; readonly key: string };
  readonly subjectKeys: readonly { readonly subject: string; readonly version: number; readonly wrapped: string }[];
  readonly destroyed: readonly string[];
  readonly events: readonly (EventToAppend & { readonly stream: string })[];
  readonly expected: GoldenExpectation;
}

export interface GoldenExpectation {
  /** Every event decoded, its personal box opened. */
  readonly decoded: readonly unknown[];
  /** The status of every stream that has a decider, after folding it. */
  readonly statuses: Readonly<Record<string, string>>;
}

export async function read(
  file: Pick<GoldenFile, 'masterKey' | 'subjectKeys' | 'destroyed' | 'events'>,
): Promise<GoldenExpectation> {
  const keys = new MemorySubjectKeys();
  const masterKeyId = file.masterKey.id;
  for (const { wrapped, ...key } of file.subjectKeys)
    await keys.add({ ...key, masterKeyId, wrapped: Buffer.from(wrapped, 'base64url') });
  for (const subject of file.destroyed) await keys.destroy(subject);
  const personalData = makePersonalData(keys, masterKeyOf(file));
  const codec = makeEventCodec(personalData);
  const decoded: unknown[] = [];
  for (const recorded of file.events) decoded.push(await opened(codec, personalData, recorded));
  return { decoded, statuses: statusesOf(codec, file.events) };
}

/** What the codec of today makes of a history. */
export async function record({ about, events, erased = [] }: Scenario): Promise<GoldenFile> {
  const keys = new MemorySubjectKeys();
  const masterKey = { id: 'm1', key: Buffer.alloc(32, 'golden').toString('base64url') };
  const codec = makeEventCodec(makePersonalData(keys, masterKeyOf({ masterKey })));
  const recorded: (EventToAppend & { readonly stream: string })[] = [];
  for (const [index, [stream, event]] of events.entries()) {
    const eventId = `01906b8a-0000-7000-9000-${String(index + 1).padStart(12, '0')}`;
    const subject = stream.slice(stream.indexOf('-') + 1);
    const at = instant(1_719_800_000_000 + index * 1_000);
    const meta = {
      occurredAt: at,
      actor: { kind: 'anonymous', id: '' },
      channel: 'web',
      commandId: `command-${index}`,
      correlationId: 'correlation-1',
      causationId: '',
      policyEdition: '2024-07',
    } as const;
    recorded.push({ stream, eventId, ...(await codec.encode(event, eventId, subject)), meta });
  }
  const subjectKeys: { subject: string; version: number; wrapped: string }[] = [];
  for (const subject of new Set(recorded.map(({ stream }) => stream.slice(stream.indexOf('-') + 1)))) {
    const found = await keys.find(subject);
    if (found.kind !== 'found' || erased.includes(subject)) continue;
    subjectKeys.push({
      subject,
      version: found.key.version,
      wrapped: Buffer.from(found.key.wrapped).toString('base64url'),
    });
  }
  const file = { about, masterKey, subjectKeys, destroyed: erased, events: recorded };
  return { ...file, expected: await read(file) };
}

const masterKeyOf = ({ masterKey: { id, key } }: Pick<GoldenFile, 'masterKey'>) =>
  makeLocalMasterKey({ keys: new Map([[id, createSecretKey(Buffer.from(key, 'base64url'))]]), currentId: id });

async function opened(codec: EventCodec, personalData: PersonalData, recorded: EventToAppend): Promise<unknown> {
  const event = codec.decode(recorded);
  if (!('personal' in event.data)) return event;
  const personal = await personalData.open<unknown>(event.data.personal);
  return { type: event.type, data: { ...event.data, personal } };
}

function statusesOf(codec: EventCodec, events: GoldenFile['events']): Readonly<Record<string, string>> {
  const statuses: Record<string, string> = {};
  for (const stream of new Set(events.map((one) => one.stream))) {
    const decoded = events.filter((one) => one.stream === stream).map((one) => codec.decode(one));
    const status = statusOf(stream, decoded);
    if (status !== undefined) statuses[stream] = status;
  }
  return statuses;
}

function statusOf(stream: string, events: readonly unknown[]): string | undefined {
  switch (stream.slice(0, stream.indexOf('-'))) {
    case 'account':
      return fold(accountDecider, events as readonly AccountEvent[]).status;
    case 'claim':
      return fold(claimDecider, events as readonly ClaimEvent[]).status;
    case 'case':
      return fold(caseDecider, events as readonly CaseEvent[]).kind;
    case 'registration':
      return fold(registrationDecider, events as readonly RegistrationEvent[]).status;
    default:
      return undefined;
  }
}
