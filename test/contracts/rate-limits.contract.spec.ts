import { createMemoryState } from '../../src/adapters/memory/state.js';
import { openSqliteState } from '../../src/adapters/sqlite/state.js';
import { callerClock } from '../../src/adapters/testing/contracts/contract-time.js';
import { rateLimitsContract } from '../../src/adapters/testing/contracts/rate-limits.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { temporaryFile } from '../support/temporary-file.js';

bindContract(
  rateLimitsContract,
  'memory',
  () => ({ subject: createMemoryState().rateLimits, close: () => undefined }),
  [callerClock],
);

bindContract(
  rateLimitsContract,
  'sqlite',
  () => {
    const file = temporaryFile();
    const state = openSqliteState({ path: file.path });
    return {
      subject: state.rateLimits,
      close: () => {
        state.close();
        file.remove();
      },
    };
  },
  [callerClock],
);
