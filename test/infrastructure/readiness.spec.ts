import { Unavailable } from '../../src/application/ports/unavailable.js';
import { sharedChecks } from '../../src/infrastructure/readiness.js';

describe('checks of readiness', () => {
  it('are asked once for all who ask at the same time, and anew afterwards', async () => {
    let asked = 0;
    const { store } = sharedChecks({ store: async () => void (asked += 1) }, () => undefined);
    await Promise.all([store?.(), store?.(), store?.()]);
    expect(asked).toBe(1);
    await store?.();
    expect(asked).toBe(2);
  });

  it('tell why one fails each time that it begins to, and not at every asking', async () => {
    const told: string[] = [];
    let isThere = false;
    const { store } = sharedChecks(
      {
        store: () => {
          if (isThere) return Promise.resolve();
          throw new Unavailable('store', 1_000, { cause: new Error('connection refused') });
        },
      },
      (reason) => told.push(reason),
    );
    for (const there of [false, false, true, false]) {
      isThere = there;
      await store?.().catch(() => undefined);
    }
    expect(told).toEqual(Array(2).fill('store is not ready: store is unavailable: connection refused'));
  });
});
