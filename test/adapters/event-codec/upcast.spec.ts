import type { StoredShape } from '../../../src/application/ports/event-codec.port.js';
import { makeEventCodec } from '../../../src/adapters/event-codec/codec.js';
import { field, text } from '../../../src/adapters/event-codec/shape.js';
import { storedType, type StoredType } from '../../../src/adapters/event-codec/stored-type.js';
import { makeUpcasts, type UpcastStep } from '../../../src/adapters/event-codec/upcast.js';
import { upcastSteps } from '../../../src/adapters/event-codec/registry.js';
import type { PersonalData } from '../../../src/application/ports/personal-data.port.js';
import type { RegistrationSuperseded } from '../../../src/domain/account/account.events.js';

const step = (from: string, to: string, change: UpcastStep['change'] = ({ data }) => data): UpcastStep => ({
  from,
  to,
  change,
});
const today = new Set(['A.v3', 'B.v1']);

describe('registration refuses', () => {
  it.each<readonly [string, readonly UpcastStep[], string]>([
    ['a step to its own type', [step('A.v1', 'A.v1')], 'leads to itself'],
    ['two steps from one type', [step('A.v1', 'A.v3'), step('A.v1', 'B.v1')], 'Two upcasts leave from A.v1'],
    ['a circle', [step('A.v1', 'A.v2'), step('A.v2', 'A.v1')], 'go round in a circle'],
    ['a way into a circle', [step('A.v0', 'A.v1'), step('A.v1', 'A.v2'), step('A.v2', 'A.v1')], 'go round in a circle'],
    ['a dead end', [step('A.v1', 'A.v2')], 'end at A.v2'],
    ['a step from what is written today', [step('B.v1', 'A.v3')], 'needs no upcast'],
  ])('%s', (_what, steps, message) => {
    expect(() => makeUpcasts(steps, today)).toThrow(message);
  });
});

it('goes step by step to what is written today', () => {
  const upcasts = makeUpcasts(
    [
      step('A.v2', 'A.v3', ({ data }) => ({ ...data, third: true })),
      step('A.v1', 'A.v2', ({ data, type }) => ({ ...data, second: type })),
    ],
    today,
  );
  const first: StoredShape = { type: 'A.v1', data: Object.freeze({ kept: 1 }) };
  expect(upcasts.get('A.v1')?.(first)).toEqual({ type: 'A.v3', data: { kept: 1, second: 'A.v1', third: true } });
  expect(upcasts.get('A.v2')?.({ type: 'A.v2', data: {} })).toEqual({ type: 'A.v3', data: { third: true } });
  expect(first.data).toEqual({ kept: 1 });
});

it('the steps of the system itself can be registered', async () => {
  const { storedTypes } = await import('../../../src/adapters/event-codec/registry.js');
  expect(() => makeUpcasts(upcastSteps, new Set(storedTypes.map(({ name }) => name)))).not.toThrow();
});

describe('a codec whose event is in its third version', () => {
  const nobody = {} as PersonalData;
  const type = storedType<RegistrationSuperseded>(
    'RegistrationSuperseded.v3',
    'RegistrationSuperseded',
    'account',
    'of a test',
    { registrationId: field(text, 'renamed in v2'), by: field(text, 'new in v3') },
  ) as unknown as StoredType;
  const upcasts = [
    step('RegistrationSuperseded.v1', 'RegistrationSuperseded.v2', ({ data: { id, ...rest } }) => ({
      ...rest,
      registrationId: id ?? null,
    })),
    step('RegistrationSuperseded.v2', 'RegistrationSuperseded.v3', ({ data }) => ({ ...data, by: 'unknown' })),
  ];
  const codec = makeEventCodec(nobody, { types: [type], upcasts });

  it('reads all three, and writes the third', async () => {
    const event = { type: 'RegistrationSuperseded', data: { registrationId: 'r', by: 'unknown' } } as const;
    const stored = await codec.encode(event, 'e', 's');
    expect(stored.type).toBe('RegistrationSuperseded.v3');
    for (const old of [
      { type: 'RegistrationSuperseded.v1', data: { id: 'r' } },
      { type: 'RegistrationSuperseded.v2', data: { registrationId: 'r' } },
      stored,
    ]) {
      const decoded = codec.decode(old);
      expect(decoded).toEqual(event);
      // Upcast, written, read: the same.
      expect(codec.decode(await codec.encode(decoded, 'e', 's'))).toEqual(decoded);
    }
  });

  it('checks what an upcast made', () => {
    expect(() => codec.decode({ type: 'RegistrationSuperseded.v1', data: {} })).toThrow(
      'data.registrationId: must be string',
    );
  });

  it('refuses two types of one name or one event', () => {
    expect(() => makeEventCodec(nobody, { types: [type, type], upcasts: [] })).toThrow('share a name or an event');
  });
});
