import type { StaffAccessRecorded } from '../../domain/case/case.events.js';
import type { CommandContext } from '../ledger/command-context.js';
import type { Entry, Ledger } from '../ledger/ledger.js';

export const staffJournalOf = (subject: string): string => `staff-${subject}`;

/** Who of the staff went to an account, or to a case, and for what: one stream for each. */
export class StaffJournal {
  constructor(private readonly ledger: Ledger) {}

  async record(subject: string, access: StaffAccessRecorded['data'], context: CommandContext): Promise<void> {
    const stream = staffJournalOf(subject);
    for (;;) {
      const { version } = await this.ledger.read(stream, { direction: 'backwards', limit: 1 });
      const event: StaffAccessRecorded = { type: 'StaffAccessRecorded', data: access };
      const result = await this.ledger.append(stream, version, [event], context);
      if (result.kind === 'appended') return;
    }
  }

  /** Oldest first. */
  async of(subject: string): Promise<readonly Entry<StaffAccessRecorded>[]> {
    return (await this.ledger.read<StaffAccessRecorded>(staffJournalOf(subject))).entries;
  }
}
