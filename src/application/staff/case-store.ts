import { type CaseCommand, caseDecider } from '../../domain/case/case.decider.js';
import type { CaseEvent } from '../../domain/case/case.events.js';
import type { CaseState } from '../../domain/case/case.state.js';
import { fold } from '../../domain/kernel/decider.js';
import type { CommandContext } from '../ledger/command-context.js';
import type { Ledger } from '../ledger/ledger.js';
import { accept, notAvailable, type Outcome, refuseWith } from '../outcome/outcome.js';

const ATTEMPTS = 10;

/** Cases by id: read, decided on, appended to. */
export class CaseStore {
  constructor(private readonly ledger: Ledger) {}

  async load(caseId: string): Promise<CaseState> {
    return (await this.read(caseId)).state;
  }

  /** The case after the command. */
  async transact(caseId: string, command: CaseCommand, context: CommandContext): Promise<Outcome<CaseState>> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const { version, state } = await this.read(caseId);
      const decision = caseDecider.decide(state, command);
      if (decision.kind === 'rejected') return refuseWith(decision.refusal);
      if (decision.events.length === 0) return accept(state);
      const result = await this.ledger.append(`case-${caseId}`, version, decision.events, context);
      if (result.kind === 'appended') return accept(fold(caseDecider, decision.events, state), result.position);
    }
    return notAvailable('command.contended', 1_000);
  }

  private async read(caseId: string) {
    const { version, entries } = await this.ledger.read<CaseEvent>(`case-${caseId}`);
    return {
      version,
      state: fold(
        caseDecider,
        entries.map(({ event }) => event),
      ),
    };
  }
}
