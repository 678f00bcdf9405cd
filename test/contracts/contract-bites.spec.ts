import type { Contract } from '../../src/adapters/testing/contract.js';
import { eventStoreContract } from '../../src/adapters/testing/contracts/event-store.contract.js';
import { readModelsContract } from '../../src/adapters/testing/contracts/read-models.contract.js';
import { snapshotsContract } from '../../src/adapters/testing/contracts/snapshots.contract.js';
import type { Fault } from '../support/faulty-event-stores.js';
import { faultyEventStores } from '../support/faulty-event-stores.js';
import { faultyReadModels, faultySnapshots } from '../support/faulty-read-models.js';

const expectToBite = <Port>(contract: Contract<Port>, faults: readonly Fault<Port>[]): void => {
  describe(`the ${contract.port} contract fails an adapter that`, () => {
    it.each(faults)('$fault', async ({ caughtBy, make }) => {
      const cases = contract.cases.filter(({ title }) => title.includes(caughtBy));
      expect(cases.map(({ title }) => title)).toHaveLength(1);
      for (const one of cases) await expect(one.run(make())).rejects.toThrow();
    });
  });
};

expectToBite(eventStoreContract, faultyEventStores);
expectToBite(readModelsContract, faultyReadModels);
expectToBite(snapshotsContract, faultySnapshots);
