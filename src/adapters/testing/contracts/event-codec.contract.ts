import assert from 'node:assert/strict';
import type { DomainEvent, EventCodec, StoredShape } from '../../../application/ports/event-codec.port.js';
import type { PersonalData } from '../../../application/ports/personal-data.port.js';
import { clear, erased, type Personal } from '../../../domain/kernel/personal.js';
import type { Contract } from '../contract.js';
import { sampleEvents } from '../sample-events.js';

export interface EventCodecSubject {
  readonly codec: EventCodec;
  /** What the codec seals with. */
  readonly personalData: PersonalData;
}

const personalOf = (event: DomainEvent): Personal<unknown> | undefined =>
  'personal' in event.data ? event.data.personal : undefined;

async function opened({ personalData }: EventCodecSubject, event: DomainEvent): Promise<unknown> {
  const personal = personalOf(event);
  if (personal === undefined) return event;
  return { type: event.type, data: { ...event.data, personal: await personalData.open(personal) } };
}

/** As a store gives it back. */
const stored = (shape: StoredShape): StoredShape => JSON.parse(JSON.stringify(shape)) as StoredShape;

function sample<Name extends DomainEvent['type']>(name: Name): Extract<DomainEvent, { readonly type: Name }> {
  const found = sampleEvents.find(({ type }) => type === name);
  assert.ok(found !== undefined);
  return found as Extract<DomainEvent, { readonly type: Name }>;
}

/** What every event codec must do. */
export const eventCodecContract: Contract<EventCodecSubject> = {
  port: 'event-codec',
  cases: [
    {
      title: 'reads back every event as it was',
      async run(subject) {
        for (const event of sampleEvents) {
          const decoded = subject.codec.decode(stored(await subject.codec.encode(event, 'event-1', 'subject-1')));
          assert.deepEqual(await opened(subject, decoded), event, event.type);
        }
      },
    },
    {
      title: 'stored names are versioned, and every event has its own',
      async run({ codec }) {
        const names = new Set<string>();
        for (const event of sampleEvents) names.add((await codec.encode(event, 'event-1', 'subject-1')).type);
        for (const name of names) assert.match(name, /^[A-Z][A-Za-z]+\.v[1-9][0-9]*$/);
        assert.equal(names.size, sampleEvents.length);
      },
    },
    {
      title: 'stores nothing personal in clear, and decodes without opening it',
      async run({ codec }) {
        for (const event of sampleEvents) {
          const personal = personalOf(event);
          if (personal?.kind !== 'clear') continue;
          const shape = await codec.encode(event, 'event-1', 'subject-1');
          const text = JSON.stringify(shape);
          for (const value of textsIn(personal.value)) assert.ok(!text.includes(value), `${event.type} shows ${value}`);
          assert.equal(personalOf(codec.decode(stored(shape)))?.kind, 'sealed', event.type);
        }
      },
    },
    {
      title: 'what is read back is written again byte for byte',
      async run({ codec }) {
        for (const event of sampleEvents) {
          const first = stored(await codec.encode(event, 'event-1', 'subject-1'));
          assert.deepEqual(stored(await codec.encode(codec.decode(first), 'event-1', 'subject-1')), first, event.type);
        }
      },
    },
    {
      title: 'an event whose subject was erased still decodes, and opens as erased',
      async run(subject) {
        const shape = stored(await subject.codec.encode(sample('Registered'), 'event-1', 'subject-1'));
        await subject.personalData.erase('subject-1');
        const decoded = subject.codec.decode(shape);
        assert.equal(decoded.type, 'Registered');
        const personal = personalOf(decoded);
        assert.ok(personal !== undefined);
        assert.deepEqual(await subject.personalData.open(personal), erased);
      },
    },
    {
      title: 'a box that was sealed for another event or subject is sealed anew for this one',
      async run(subject) {
        const { codec, personalData } = subject;
        const phone = { phone: '+84912000333' };
        const moved = await personalData.seal('subject-1', 'event-1', phone);
        const event = { ...sample('OtpPhoneChanged'), data: { ...sample('OtpPhoneChanged').data, personal: moved } };
        const decoded = codec.decode(stored(await codec.encode(event, 'event-2', 'subject-2')));
        await personalData.erase('subject-1');
        const personal = personalOf(decoded);
        assert.ok(personal?.kind === 'sealed');
        assert.deepEqual([personal.subject, personal.eventId], ['subject-2', 'event-2']);
        assert.deepEqual(await personalData.open(personal), clear(phone));
      },
    },
    {
      title: 'data that is erased already is written as erased',
      async run({ codec }) {
        const event = { ...sample('OtpPhoneAdded'), data: { ...sample('OtpPhoneAdded').data, personal: erased } };
        const decoded = codec.decode(stored(await codec.encode(event, 'event-1', 'subject-1')));
        assert.deepEqual(personalOf(decoded), erased);
      },
    },
    {
      title: 'fields that it does not know are kept',
      async run({ codec }) {
        const shape = stored(await codec.encode(sample('LoggedIn'), 'event-1', 'subject-1'));
        const decoded = codec.decode({ ...shape, data: { ...shape.data, addedLater: { deep: [1] } } });
        assert.deepEqual((decoded.data as { addedLater?: unknown }).addedLater, { deep: [1] });
      },
    },
    {
      title: 'an unknown type is corrupt history',
      async run({ codec }) {
        for (const type of [
          'Registered',
          'Registered.v0',
          'Registered.v999',
          'Nothing.v1',
          '',
          'constructor',
          '__proto__',
        ])
          assert.throws(() => codec.decode({ type, data: {} }), { code: 'corruptHistory', storedType: type });
      },
    },
    {
      title: 'a field of another kind is corrupt history, and its value is not quoted',
      async run({ codec }) {
        for (const event of sampleEvents) {
          const shape = stored(await codec.encode(event, 'event-1', 'subject-1'));
          for (const name of Object.keys(shape.data)) {
            const broken = { ...shape, data: { ...shape.data, [name]: [{ unexpected: 'zzQuoted' }] } };
            assert.throws(
              () => codec.decode(broken),
              (error: { code?: string; message: string }) =>
                error.code === 'corruptHistory' && !error.message.includes('zzQuoted'),
              `${event.type}.${name}`,
            );
          }
        }
      },
    },
    {
      title: 'refuses to write what it could not read, without quoting it',
      async run({ codec }) {
        const wrong = { type: 'OtpPhoneAdded', data: { phoneId: 7, at: 'zzQuoted', personal: clear({ phone: 1 }) } };
        await assert.rejects(
          codec.encode(wrong as unknown as DomainEvent, 'event-1', 'subject-1'),
          (error: Error) => !error.message.includes('zzQuoted'),
        );
        await assert.rejects(codec.encode({ type: 'Unheard', data: {} } as unknown as DomainEvent, 'e', 's'));
      },
    },
  ],
};

/** Texts that can be somebody's: a name, a number, an address; not the words of a fixed list. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length > 3 && /[^A-Za-z]/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
