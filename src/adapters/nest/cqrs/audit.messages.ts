import { Query } from '@nestjs/cqrs';
import type { Instant } from '../../../domain/kernel/instant.js';
import type {
  AbsorbedHistory,
  LevelExplained,
  Replay,
  ReplayAt,
  StaffVisit,
} from '../../../application/audit/audit.js';
import type { Outcome } from '../../../application/outcome/outcome.js';

/** Everything that happened to an account, straight from the log. */
export class ReplayAccount extends Query<Outcome<Replay>> {
  constructor(
    readonly accountId: string,
    readonly at: ReplayAt = {},
  ) {
    super();
  }
}

/** Which evidence gave the level, as recorded by then. */
export class ExplainLevel extends Query<Outcome<LevelExplained>> {
  constructor(
    readonly accountId: string,
    readonly asOf?: Instant,
  ) {
    super();
  }
}

/** Everything that happened to the accounts that this one has absorbed. */
export class GetAbsorbedHistories extends Query<Outcome<readonly AbsorbedHistory[]>> {
  constructor(readonly accountId: string) {
    super();
  }
}

/** The history of an account that lives on in another one; of any other it is unknown. */
export class ReplayAbsorbedAccount extends Query<Outcome<Replay>> {
  constructor(
    readonly survivor: string,
    readonly accountId: string,
    readonly at: ReplayAt = {},
  ) {
    super();
  }
}

/** Who of the staff was at an account, or at a case, and for what; leaves no record itself. */
export class ReplayStaffJournal extends Query<Outcome<readonly StaffVisit[]>> {
  constructor(readonly subject: string) {
    super();
  }
}
