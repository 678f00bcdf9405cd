import { BoundedPool } from '../../../src/adapters/crypto/bounded-pool.js';

interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}
const gate = (): Gate => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('runs so many at once, lets so many wait, and turns the rest away', async () => {
  const pool = new BoundedPool({ running: 2, waiting: 1, expectedMs: 10 });
  const gates = [gate(), gate(), gate()];
  const started: number[] = [];
  const results = gates.map((one, n) =>
    pool.run(async () => {
      started.push(n);
      await one.opened;
      return n;
    }),
  );
  expect(await pool.run(async () => 'never')).toEqual({ kind: 'full', retryAfterMs: 15 });
  expect(started).toEqual([0, 1]);
  gates[1]?.open();
  await turn();
  expect(started).toEqual([0, 1, 2]);
  for (const one of gates) one.open();
  expect(await Promise.all(results)).toEqual([0, 1, 2].map((value) => ({ kind: 'done', value })));
});

it('serves the waiting in the order in which they came', async () => {
  const pool = new BoundedPool({ running: 1, waiting: 10, expectedMs: 1 });
  const order: number[] = [];
  await Promise.all([0, 1, 2, 3, 4].map((n) => pool.run(async () => order.push(n))));
  expect(order).toEqual([0, 1, 2, 3, 4]);
});

it('a task that throws frees its place', async () => {
  const pool = new BoundedPool({ running: 1, waiting: 5, expectedMs: 1 });
  const broken = pool.run(() => Promise.reject(new Error('broken')));
  const next = pool.run(async () => 'fine');
  await expect(broken).rejects.toThrow('broken');
  expect(await next).toEqual({ kind: 'done', value: 'fine' });
  expect(await pool.run(async () => 'again')).toEqual({ kind: 'done', value: 'again' });
});

it('learns how long tasks take', async () => {
  const pool = new BoundedPool({ running: 1, waiting: 0, expectedMs: 10_000 });
  for (let n = 0; n < 100; n += 1) await pool.run(async () => undefined);
  const one = gate();
  const running = pool.run(() => one.opened);
  const full = await pool.run(async () => undefined);
  expect(full.kind === 'full' && full.retryAfterMs).toBeLessThan(1_000);
  one.open();
  await running;
});
