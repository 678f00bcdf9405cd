import type { EventCodec } from '../../../src/application/ports/event-codec.port.js';
import { makeEventCodec } from '../../../src/adapters/event-codec/codec.js';
import { namedShapes, storedTypes, type StoredTypes } from '../../../src/adapters/event-codec/registry.js';
import { entriesOf, field, optional, text } from '../../../src/adapters/event-codec/shape.js';
import { storedType } from '../../../src/adapters/event-codec/stored-type.js';
import { claimTypes } from '../../../src/adapters/event-codec/types/claim.types.js';
import { instant, subjectKind } from '../../../src/adapters/event-codec/types/common.js';
import { sampleEvents } from '../../../src/adapters/testing/sample-events.js';
import type { DefaultOtpPhoneSet, EmailVerified, LoginLocked } from '../../../src/domain/account/account.events.js';
import { makeLocalMasterKey } from '../../../src/adapters/crypto/local-master-key.js';
import { makePersonalData } from '../../../src/adapters/crypto/personal-data.js';
import { MemorySubjectKeys } from '../../../src/adapters/memory/subject-keys.js';
import { testKey } from '../../support/secret-key.js';

const masterKey = makeLocalMasterKey({ keys: new Map([['m1', testKey(1)]]), currentId: 'm1' });
const codec: EventCodec = makeEventCodec(makePersonalData(new MemorySubjectKeys(), masterKey));

describe('the compiler refuses', () => {
  it('a registry that lacks an event', () => {
    // @ts-expect-error every event of the system needs an entry
    const lacking: StoredTypes = { ...claimTypes };
    expect(Object.keys(lacking)).toHaveLength(2);
  });

  it('an entry that lacks a field, invents one, or mistakes its type or its optionality', () => {
    const attempts = [
      // @ts-expect-error the field is missing
      storedType<EmailVerified>('EmailVerified.v1', 'EmailVerified', 'account', '', {}),
      storedType<EmailVerified>('EmailVerified.v1', 'EmailVerified', 'account', '', {
        at: field(instant, ''),
        // @ts-expect-error there is no such field
        invented: field(text, ''),
      }),
      storedType<EmailVerified>('EmailVerified.v1', 'EmailVerified', 'account', '', {
        // @ts-expect-error a text is no instant
        at: field(text, ''),
      }),
      storedType<EmailVerified>('EmailVerified.v1', 'EmailVerified', 'account', '', {
        // @ts-expect-error the field is not optional
        at: optional(instant, ''),
      }),
      storedType<DefaultOtpPhoneSet>('DefaultOtpPhoneSet.v1', 'DefaultOtpPhoneSet', 'account', '', {
        // @ts-expect-error some texts only
        phoneId: field(subjectKind, ''),
      }),
      storedType<LoginLocked>('LoginLocked.v1', 'LoginLocked', 'account', '', {
        // @ts-expect-error a shape that is too wide
        factor: field(text, ''),
        until: optional(instant, ''),
        at: field(instant, ''),
      }),
      // @ts-expect-error the stored name is not that of the event
      storedType<EmailVerified>('Emailed.v1', 'EmailVerified', 'account', '', { at: field(instant, '') }),
    ];
    expect(attempts).toHaveLength(7);
  });
});

it('has a sample of every stored type', () => {
  expect(sampleEvents.map(({ type }) => type).sort()).toEqual(storedTypes.map(({ event }) => event).sort());
});

it('says what every event and every field means', () => {
  for (const { name, meaning, data } of storedTypes) {
    expect(`${name}: ${meaning}`).toMatch(/\.$/);
    for (const [key, { meaning: what }] of entriesOf(data.fields))
      expect(`${name}.${key}: ${what}`).toMatch(/: .{3,}$/);
  }
});

it('describes every shape that a field refers to by name', () => {
  const known = new Set(namedShapes.map((shape) => shape.text));
  const shapes = [...storedTypes.map(({ data }) => data), ...namedShapes];
  for (const { fields } of shapes)
    for (const [, { shape }] of entriesOf(fields))
      for (const name of shape.text.replace(/'[^']*'/g, '').match(/[A-Z][A-Za-z]+/g) ?? [])
        expect(known).toContain(name);
});

it('rejects each event that lacks a field it needs, and takes each that lacks an optional one', async () => {
  for (const event of sampleEvents) {
    const type = storedTypes.find((one) => one.event === event.type);
    const stored = await codec.encode(event, 'event-1', 'subject-1');
    for (const [key, { optional: mayLack }] of entriesOf(type?.data.fields ?? {})) {
      const { [key]: _gone, ...data } = stored.data;
      if (mayLack) expect(codec.decode({ type: stored.type, data }).type).toBe(event.type);
      else expect(() => codec.decode({ type: stored.type, data })).toThrow(`data.${key}: is missing`);
    }
  }
});

describe('a recorded event', () => {
  const registered = sampleEvents.find(({ type }) => type === 'OtpPhoneAdded');
  if (registered === undefined) throw new Error('no sample');

  it('decodes when its box is its own', async () => {
    const stored = await codec.encode(registered, 'event-1', 'subject-1');
    const recorded = { ...stored, eventId: 'event-1' };
    expect(codec.decode(recorded).type).toBe('OtpPhoneAdded');
  });

  it('is corrupt when it carries the box of another', async () => {
    const stored = await codec.encode(registered, 'event-1', 'subject-1');
    const recorded = { ...stored, eventId: 'event-2' };
    expect(() => codec.decode(recorded)).toThrow('data.personal: belongs to another event');
  });
});
