import { isOpened } from '../../domain/account/account.state.js';
import { isAnotherPersons } from '../../domain/claim/same-person.js';
import type { Identifier } from '../../domain/values/identifier.js';
import type { Directory } from '../ledger/directory.js';
import type { BlindIndex } from '../ports/blind-index.port.js';

/** Whether somebody has an account already. Two people may hold one CMND (`isAnotherPersons`). */
export class KnownPersons {
  constructor(
    private readonly directory: Directory,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** The first identifier under which this very person, or organisation, has an account. */
  async duplicate(identifiers: readonly Identifier[]): Promise<Identifier | undefined> {
    for (const identifier of identifiers)
      if ((await this.holderOf(identifier, identifiers)) === 'same') return identifier;
    return undefined;
  }

  /** What this person may claim: not the CMND that another person's account has. */
  async claimable(identifiers: readonly Identifier[]): Promise<readonly Identifier[]> {
    const claimable: Identifier[] = [];
    for (const identifier of identifiers)
      if ((await this.holderOf(identifier, identifiers)) !== 'another') claimable.push(identifier);
    return claimable;
  }

  private async holderOf(
    identifier: Identifier,
    identifiers: readonly Identifier[],
  ): Promise<'nobody' | 'same' | 'another'> {
    const holder = await this.directory.holder(identifier);
    if (holder === undefined || !isOpened(holder.state)) return 'nobody';
    if (identifier.kind !== 'cmnd') return 'same';
    const numbers = identifiers.filter((one) => one.kind === 'personalNumber');
    const own = numbers.flatMap((one) => this.blindIndex.keys(one));
    return isAnotherPersons(identifier, own, holder.state.keys) ? 'another' : 'same';
  }
}
