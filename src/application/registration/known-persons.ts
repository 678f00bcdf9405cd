import { isOpened } from '../../domain/account/account.state.js';
import type { Identifier } from '../../domain/values/identifier.js';
import type { Directory } from '../ledger/directory.js';
import type { BlindIndex } from '../ports/blind-index.port.js';

/**
 * Whether somebody has an account already. Two people may hold one CMND, so a CMND alone proves nothing where both sides
 * have a personal number: other numbers, other people (F§2.1). The numbers are compared blind.
 */
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
    const own = this.digestsOf(identifiers);
    const theirs = holder.state.keys.filter((key) => key.kind === 'personalNumber');
    const isAnother = own.size > 0 && theirs.length > 0 && !theirs.some((key) => own.has(key.digest));
    return isAnother ? 'another' : 'same';
  }

  private digestsOf(identifiers: readonly Identifier[]): ReadonlySet<string> {
    const numbers = identifiers.filter((one) => one.kind === 'personalNumber');
    return new Set(numbers.flatMap((one) => this.blindIndex.keys(one)).map((key) => key.digest));
  }
}
