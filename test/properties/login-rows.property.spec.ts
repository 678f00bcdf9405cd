import fc from 'fast-check';
import { createMemoryEventStore } from '../../src/adapters/memory/event-store.js';
import { createMemoryReadModels } from '../../src/adapters/memory/read-models.js';
import { Ledger } from '../../src/application/ledger/ledger.js';
import type { DomainEvent } from '../../src/application/ports/event-codec.port.js';
import type { EventStore } from '../../src/application/ports/event-store.port.js';
import type { JsonObject } from '../../src/application/ports/json.js';
import type { PageRequest } from '../../src/application/ports/read-models.port.js';
import { LoginRows } from '../../src/application/profile/login-rows.js';
import { keepingLast } from '../../src/application/projections/keeping-last.js';
import {
  loginCollection,
  loginHistoryProjection,
  loginSort,
} from '../../src/application/projections/login-history.projection.js';
import { Projector } from '../../src/application/projections/projector.js';
import { instant } from '../../src/domain/kernel/instant.js';
import { clear } from '../../src/domain/kernel/personal.js';
import { holds } from '../support/fc-examples.js';
import { realClock } from '../support/real-clock.js';

const START = 1_700_000_000_000;
const MINUTE = 60_000;

interface Happening {
  readonly kind: 'loggedIn' | 'refused' | 'disavowed' | 'other';
  readonly of: 'a' | 'b';
  /** Minutes since the last one; clocks differ, and refused logins are written late. */
  readonly passed: number;
  readonly lateBy: number;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom('loggedIn', 'loggedIn', 'refused', 'disavowed', 'other'),
  of: fc.constantFrom('a', 'b'),
  passed: fc.integer({ min: -20, max: 25 }),
  lateBy: fc.integer({ min: 0, max: 16 }),
});

const origin = clear({ network: '203.0.113.0/24', agent: 'test' });
const codec = {
  encode: () => Promise.reject(new Error('not used')),
  decode: ({ type, data }: { readonly type: string; readonly data: JsonObject }) =>
    ({ type: type.replace('.v1', ''), data }) as unknown as DomainEvent,
};

async function logOf(happenings: readonly Happening[]) {
  const store = createMemoryEventStore({ clock: realClock });
  const logins: Record<string, string[]> = { a: [], b: [] };
  const versions = new Map<string, number>();
  const times: number[] = [];
  let now = START;
  for (const [index, { kind, of, passed, lateBy }] of happenings.entries()) {
    now += passed * MINUTE;
    const at = kind === 'refused' ? now - lateBy * MINUTE : now;
    times.push(at);
    const loginId = kind === 'disavowed' ? (logins[of]?.[index % 7] ?? 'nobody’s') : `login-${index}`;
    if (kind === 'loggedIn') logins[of]?.push(loginId);
    const [type, data] = {
      loggedIn: ['LoggedIn', { loginId, at, method: 'password', level: 'IAL2', authentication: 'auth2' }] as const,
      refused: ['LoginRefused', { at, method: 'password', code: 'otp.wrong', count: 1 + lateBy }] as const,
      disavowed: ['LoginDisavowed', { loginId, at }] as const,
      other: ['ContactChanged', { at }] as const,
    }[kind];
    const stream = `${kind === 'refused' ? 'attempts' : 'account'}-${of}`;
    const version = versions.get(stream) ?? 0;
    versions.set(stream, version + 1);
    const meta = {
      occurredAt: instant(now),
      actor: { kind: 'subject', id: of },
      channel: 'web',
      commandId: '',
      correlationId: '',
      causationId: '',
      policyEdition: '',
    } as const;
    const event = {
      eventId: `e${index}`,
      type: `${type}.v1`,
      data: { ...data, personal: origin } as unknown as JsonObject,
      meta,
    };
    await store.append(stream, version, [event]);
  }
  return { store, times };
}

async function rowsOver(store: EventStore, kept?: number, chunk?: number) {
  const models = createMemoryReadModels();
  const ledger = new Ledger(store, codec, { id: () => '', token: () => '', digits: () => '' }, realClock);
  const projection =
    kept === undefined ? loginHistoryProjection : keepingLast(loginHistoryProjection, loginCollection, kept);
  await new Projector(projection, store, ledger, models, () => undefined).rebuild(() => undefined);
  return { models, rows: new LoginRows(models, ledger, kept, chunk) };
}

describe('the last logins of a read model, and older ones from the streams', () => {
  it('give the pages of a read model that keeps all, whatever is asked for', async () => {
    const minutes = fc.option(fc.integer({ min: -60, max: 400 }), { nil: undefined });
    await holds(
      'login rows',
      fc.asyncProperty(
        fc.array(happening, { maxLength: 80 }),
        fc.integer({ min: 1, max: 12 }),
        fc.record({ limit: fc.integer({ min: 1, max: 15 }), to: minutes, from: minutes }),
        async (happenings, kept, { limit, to, from }) => {
          const { store } = await logOf(happenings);
          const all = await rowsOver(store);
          const last = await rowsOver(store, kept, 3);
          const since = from === undefined ? {} : { from: loginSort(START + from * MINUTE, 0) };
          for (const account of ['a', 'b']) {
            const window = await last.models.list('login-history', loginCollection, account, { limit: 1_000 });
            expect(window.length).toBeLessThanOrEqual(kept);
            let before = to === undefined ? undefined : loginSort(START + to * MINUTE, 0);
            for (;;) {
              const page: PageRequest = { limit, ...since, ...(before !== undefined && { before }) };
              const expected = await all.rows.page(account, page);
              expect(await last.rows.page(account, page)).toEqual(expected);
              before = expected.at(-1)?.sort;
              if (before === undefined) break;
            }
          }
        },
      ),
      { times: 0.5 },
    );
  });

  it('cost a page and a search by halves, not all that came after', async () => {
    const many = Array.from({ length: 6_000 }, () => ({ kind: 'loggedIn', of: 'a', passed: 60, lateBy: 0 }) as const);
    const { store, times } = await logOf(many);
    let read = 0;
    const counting: EventStore = {
      ...store,
      readStream: async (stream, options) => {
        const slice = await store.readStream(stream, options);
        read += slice.events.length;
        return slice;
      },
    };
    const { rows } = await rowsOver(counting, 50);
    const before = loginSort(times[1_000] ?? 0, 0);
    const page = await rows.page('a', { limit: 21, before });
    expect(page.map(({ sort }) => Number(sort.slice(0, 16)))).toEqual(times.slice(979, 1_000).reverse());
    expect(read).toBeLessThan(500);
    read = 0;
    expect(await rows.page('a', { limit: 21 })).toHaveLength(21);
    expect(read).toBe(0);
  });
});

describe('a projection that keeps the last rows', () => {
  it('keeps one at least', () => {
    for (const keep of [0, -1, 1.5, Number.NaN])
      expect(() => keepingLast(loginHistoryProjection, loginCollection, keep)).toThrow(RangeError);
  });
});
