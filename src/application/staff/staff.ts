import { defaultStaffPolicy, type StaffPolicy } from '../../domain/case/staff-roles.js';
import type { PolicyBook } from '../../domain/policy/policy-book.js';
import type { ReadModels } from '../ports/read-models.port.js';
import { openCasesProjection } from '../projections/open-cases.projection.js';
import type { Projector } from '../projections/projector.js';
import type { Ledger } from '../ledger/ledger.js';
import { AccountActs } from './account-acts.js';
import { Approvals } from './approvals.js';
import { CaseStore } from './case-store.js';
import { Complaints } from './complaints.js';
import { Erasure } from './erasure.js';
import { OpenCases } from './open-cases.js';
import { Recoveries } from './recoveries.js';
import type { StaffDeps } from './staff-deps.js';
import { StaffDesk } from './staff-desk.js';
import { StaffJournal } from './staff-journal.js';
import { StaffReads } from './staff-reads.js';

/** What staff do, by kind. `complaints.open` is everybody's. */
export interface Staff {
  readonly accounts: AccountActs;
  readonly recoveries: Recoveries;
  readonly complaints: Complaints;
  readonly approvals: Approvals;
  readonly reads: StaffReads;
  /** What waits for an officer. */
  readonly openCases: OpenCases;
}

export interface StaffParts extends Omit<StaffDeps, 'desk' | 'journal' | 'cases'> {
  readonly ledger: Ledger;
  readonly policy: PolicyBook;
  readonly readModels: ReadModels;
  readonly projectors: readonly Projector[];
}

export function createStaff(parts: StaffParts, staff: StaffPolicy = defaultStaffPolicy): Staff {
  const { ledger, policy, accounts, ids, clock } = parts;
  const journal = new StaffJournal(ledger);
  const desk = new StaffDesk(staff, policy, accounts, journal, ids, clock);
  const deps: StaffDeps = { ...parts, journal, desk, cases: new CaseStore(ledger) };
  const acts = new AccountActs(deps);
  return {
    accounts: acts,
    recoveries: new Recoveries(deps),
    complaints: new Complaints(deps),
    approvals: new Approvals(deps, new Erasure(deps, acts)),
    reads: new StaffReads(deps),
    openCases: new OpenCases(
      desk,
      parts.readModels,
      parts.projectors.find(({ name }) => name === openCasesProjection.name),
      clock,
    ),
  };
}
