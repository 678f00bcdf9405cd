import { createMemoryState } from '../../src/adapters/memory/state.js';
import { openSqliteState } from '../../src/adapters/sqlite/state.js';
import { callerClock } from '../../src/adapters/testing/contracts/contract-time.js';
import { idempotencyContract } from '../../src/adapters/testing/contracts/idempotency.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { temporaryFile } from '../support/temporary-file.js';

bindContract(
  idempotencyContract,
  'memory',
  () => ({ subject: createMemoryState().idempotency, close: () => undefined }),
  [callerClock],
);

bindContract(
  idempotencyContract,
  'sqlite',
  () => {
    const file = temporaryFile();
    const state = openSqliteState({ path: file.path });
    return {
      subject: state.idempotency,
      close: () => {
        state.close();
        file.remove();
      },
    };
  },
  [callerClock],
);
