import { createMemoryState } from '../../src/adapters/memory/state.js';
import { openSqliteState } from '../../src/adapters/sqlite/state.js';
import { callerClock } from '../../src/adapters/testing/contracts/contract-time.js';
import { outboxContract } from '../../src/adapters/testing/contracts/outbox.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { temporaryFile } from '../support/temporary-file.js';

bindContract(outboxContract, 'memory', () => ({ subject: createMemoryState().outbox, close: () => undefined }), [
  callerClock,
]);

bindContract(
  outboxContract,
  'sqlite',
  () => {
    const file = temporaryFile();
    const state = openSqliteState({ path: file.path });
    return {
      subject: state.outbox,
      close: () => {
        state.close();
        file.remove();
      },
    };
  },
  [callerClock],
);
