import { Command, Query } from '@nestjs/cqrs';
import type { Instant } from '../../../domain/kernel/instant.js';
import type { AbsorbedHistory, LevelExplained, Replay, ReplayAt } from '../../../application/audit/audit.js';
import type { Caller } from '../../../application/caller.js';
import type { Outcome } from '../../../application/outcome/outcome.js';
import type { AccountActed, StaffCall } from '../../../application/staff/staff-api.js';
import type { StaffAccess } from '../../../application/staff/staff-reads.js';

/** An officer closes an account for now. */
export class SuspendAccount extends Command<Outcome<AccountActed>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** An officer opens it again. */
export class ReinstateAccount extends Command<Outcome<AccountActed>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** An officer lifts the locks on logging in by password. */
export class UnlockAccount extends Command<Outcome<AccountActed>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** An officer closes an account for good. */
export class CloseAccount extends Command<Outcome<AccountActed>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The account of a person, merges followed; recorded in its staff journal, as each of these reads. */
export class FindAccount extends Query<Outcome<{ readonly accountId: string }>> {
  constructor(
    readonly call: StaffCall,
    readonly personId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Everything that happened to an account, for an officer. */
export class ReadAccountHistory extends Query<Outcome<Replay>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly at: ReplayAt,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Which evidence gave the level, for an officer. */
export class ReadAccountLevel extends Query<Outcome<LevelExplained>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly asOf: Instant | undefined,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The accounts that live on in one, for an officer. */
export class ReadAbsorbedAccounts extends Query<Outcome<readonly AbsorbedHistory[]>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Who of the staff was at an account, oldest first. */
export class ReadStaffJournal extends Query<Outcome<readonly StaffAccess[]>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}
