import { createMemoryState } from '../../src/adapters/memory/state.js';
import { openSqliteState } from '../../src/adapters/sqlite/state.js';
import { callerClock } from '../../src/adapters/testing/contracts/contract-time.js';
import { challengesContract } from '../../src/adapters/testing/contracts/challenges.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { temporaryFile } from '../support/temporary-file.js';

bindContract(
  challengesContract,
  'memory',
  () => ({ subject: createMemoryState().challenges, close: () => undefined }),
  [callerClock],
);

bindContract(
  challengesContract,
  'sqlite',
  () => {
    const file = temporaryFile();
    const state = openSqliteState({ path: file.path });
    return {
      subject: state.challenges,
      close: () => {
        state.close();
        file.remove();
      },
    };
  },
  [callerClock],
);
