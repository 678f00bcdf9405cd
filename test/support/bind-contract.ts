import type { Contract } from '../../src/adapters/testing/contract.js';
import { skipped } from './skip.js';

export interface Subject<T> {
  readonly subject: T;
  close(): Promise<void> | void;
}

/** Runs every case of a port's contract over one adapter, each on a fresh subject. */
export function bindContract<T>(
  contract: Contract<T>,
  adapter: string,
  make: () => Promise<Subject<T>> | Subject<T>,
  capabilities: readonly string[] = [],
): void {
  describe(`${contract.port} contract: ${adapter}`, () => {
    for (const one of contract.cases) {
      if (one.needs !== undefined && !capabilities.includes(one.needs)) {
        skipped(one.title, `${adapter} has no ${one.needs}`);
        continue;
      }
      it(one.title, async () => {
        const { subject, close } = await make();
        try {
          await one.run(subject);
        } finally {
          await close();
        }
      });
    }
  });
}
