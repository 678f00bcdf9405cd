import { createMemoryState } from '../../src/adapters/memory/state.js';
import { openSqliteState } from '../../src/adapters/sqlite/state.js';
import { callerClock } from '../../src/adapters/testing/contracts/contract-time.js';
import { sessionsContract } from '../../src/adapters/testing/contracts/sessions.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { temporaryFile } from '../support/temporary-file.js';

bindContract(sessionsContract, 'memory', () => ({ subject: createMemoryState().sessions, close: () => undefined }), [
  callerClock,
]);

bindContract(
  sessionsContract,
  'sqlite',
  () => {
    const file = temporaryFile();
    const state = openSqliteState({ path: file.path });
    return {
      subject: state.sessions,
      close: () => {
        state.close();
        file.remove();
      },
    };
  },
  [callerClock],
);
