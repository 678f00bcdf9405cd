import { Accounts } from '../../src/application/ledger/accounts.js';
import type { CommandContext } from '../../src/application/ledger/command-context.js';
import { Ledger } from '../../src/application/ledger/ledger.js';
import type { CoreHarness } from './core-harness.js';

export const byTest: CommandContext = {
  commandId: 'command',
  correlationId: 'correlation',
  causationId: 'command',
  actor: { kind: 'officer', id: 'officer-1' },
  channel: 'counter',
  policyEdition: 'sandbox',
};

/** The accounts of a core, for what a test decides without the use case that would. */
export const accountsOf = ({ ports }: CoreHarness): Accounts =>
  new Accounts(new Ledger(ports.eventStore, ports.codec, ports.ids, ports.clock), ports.snapshots);
