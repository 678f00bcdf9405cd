import { IdempotentCalls } from '../../../src/application/outcome/idempotent-calls.js';
import { accept, notAvailable, type Outcome, refuse } from '../../../src/application/outcome/outcome.js';
import { days, seconds } from '../../../src/domain/kernel/instant.js';
import { openCore } from '../../support/core-harness.js';

function calls() {
  const { core, ports, clock } = openCore();
  let runs = 0;
  const run =
    <T>(outcome: Outcome<T>) =>
    async () => {
      runs += 1;
      return outcome;
    };
  return { idempotent: core.idempotent, ports, clock, run, runs: () => runs };
}

const call = { caller: 'host-1', key: 'key-1', payload: { a: 1 } } as const;

describe('[IDEMPOTENT-ONCE] the same key, caller and payload', () => {
  it.each([
    ['accepted', accept({ id: 'x' }, 7)],
    ['refused', refuse('form.invalid', { fields: ['a'] }, ['retry'])],
  ] as const)('get the outcome of the first call: %s', async (_kind, outcome) => {
    const { idempotent, run, runs } = calls();
    const first = await idempotent.run({ ...call, run: run(outcome) });
    const again = await idempotent.run({ ...call, run: run(accept({ id: 'other' })) });
    expect(first).toEqual(outcome);
    expect(again).toEqual(outcome);
    expect(runs()).toBe(1);
  });

  it('never get a secret again', async () => {
    const { idempotent, run } = calls();
    const opened = accept({ token: 'secret', session: 's' });
    const withoutSecrets = ({ session }: { token: string; session: string }) => ({ token: '', session });
    expect(await idempotent.run({ ...call, run: run(opened), withoutSecrets })).toEqual(opened);
    expect(await idempotent.run({ ...call, run: run(opened), withoutSecrets })).toEqual(
      accept({ token: '', session: 's' }),
    );
  });

  it('with another payload are refused', async () => {
    const { idempotent, run } = calls();
    await idempotent.run({ ...call, run: run(accept(1)) });
    const other = await idempotent.run({ ...call, payload: { a: 2 }, run: run(accept(2)) });
    expect(other).toEqual({ kind: 'refused', code: 'idempotency.keyReused', facts: {}, remedies: [] });
  });

  it('of another caller are another key', async () => {
    const { idempotent, run, runs } = calls();
    await idempotent.run({ ...call, run: run(accept(1)) });
    expect(await idempotent.run({ ...call, caller: 'host-2', run: run(accept(2)) })).toEqual(accept(2));
    expect(runs()).toBe(2);
  });

  it('at the same moment run once; the others are asked to wait', async () => {
    const { idempotent, runs, run } = calls();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => idempotent.run({ ...call, run: run(accept(1)) })),
    );
    expect(runs()).toBe(1);
    expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect(answers.find(({ kind }) => kind === 'unavailable')).toEqual({
      kind: 'unavailable',
      code: 'idempotency.running',
      retryAfterMs: 1_000,
    });
  });

  it('are run anew where nothing was decided: unavailable, or thrown', async () => {
    const { idempotent, run, runs } = calls();
    const unavailable = notAvailable('unavailable.eventStore', 5_000);
    expect(await idempotent.run({ ...call, run: run(unavailable) })).toEqual(unavailable);
    const bug = idempotent.run({ ...call, run: () => Promise.reject(new Error('bug')) });
    await expect(bug).rejects.toThrow('bug');
    expect(await idempotent.run({ ...call, run: run(accept(1)) })).toEqual(accept(1));
    expect(runs()).toBe(2);
  });

  it('are run anew after a process died over them, and are forgotten after a day', async () => {
    const { idempotent, ports, clock, run } = calls();
    const digest = ports.digests.keyed('idempotency', JSON.stringify(call.payload));
    await ports.idempotency.start(call.caller, call.key, digest, seconds(60), clock.now());
    expect(await idempotent.run({ ...call, run: run(accept(1)) })).toMatchObject({ code: 'idempotency.running' });
    clock.pass(seconds(60));
    expect(await idempotent.run({ ...call, run: run(accept(1)) })).toEqual(accept(1));
    clock.pass(days(1));
    expect(await idempotent.run({ ...call, run: run(accept(2)) })).toEqual(accept(2));
  });

  it('a payload is not kept, only its keyed digest', async () => {
    const kept: unknown[] = [];
    const { ports } = calls();
    const watched = new IdempotentCalls(
      {
        start: async (...given) => {
          kept.push(given);
          return ports.idempotency.start(...given);
        },
        finish: (...given) => ports.idempotency.finish(...given),
        abandon: (...given) => ports.idempotency.abandon(...given),
      },
      ports.digests,
      ports.clock,
    );
    await watched.run({ ...call, payload: { password: 'Trong-veo 2026!' }, run: async () => accept(1) });
    expect(JSON.stringify(kept)).not.toContain('Trong-veo');
  });
});

describe('a key', () => {
  it('may be left out: the call is simply run', async () => {
    const { idempotent, run, runs } = calls();
    for (let i = 0; i < 2; i += 1) await idempotent.run({ ...call, key: undefined, run: run(accept(1)) });
    expect(runs()).toBe(2);
  });

  it.each(['', 'x'.repeat(256)])('has 1 to 255 characters', async (key) => {
    const { idempotent, run, runs } = calls();
    expect(await idempotent.run({ ...call, key, run: run(accept(1)) })).toEqual({
      kind: 'refused',
      code: 'idempotency.keyInvalid',
      facts: { maxLength: 255 },
      remedies: [],
    });
    expect(runs()).toBe(0);
  });
});
