import { isOpened, type OpenedAccount } from '../../domain/account/account.state.js';
import type { Cmnd } from '../../domain/values/cmnd.js';
import type { PersonalNumber } from '../../domain/values/personal-number.js';
import type { Directory } from '../ledger/directory.js';
import type { BlindIndex } from '../ports/blind-index.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { PopulationRegistry } from '../ports/registries.port.js';

export interface OlderAccountDeps {
  readonly directory: Directory;
  readonly blindIndex: BlindIndex;
  readonly personalData: PersonalData;
  readonly populationRegistry: PopulationRegistry;
  readonly asker: string;
}

/** Who holds the CMND that the register links to a personal number. */
export type CmndHolder =
  | { readonly kind: 'nobody' }
  /** The account itself, or one that it absorbed. */
  | { readonly kind: 'self' }
  | { readonly kind: 'samePerson'; readonly accountId: string }
  | { readonly kind: 'anotherPerson' };

/**
 * A CMND alone is never proof that two records are one person (F§2.1). The older account is this person's only where its
 * personal number is the same: its own, or the one that the population register confirms for the name and date of birth
 * which that account was registered with.
 */
export class OlderAccounts {
  constructor(private readonly deps: OlderAccountDeps) {}

  async holderOf(cmnd: Cmnd, personalNumber: PersonalNumber, self: string): Promise<CmndHolder> {
    const holder = await this.deps.directory.holder({ kind: 'cmnd', value: cmnd });
    if (holder === undefined || !isOpened(holder.state)) return { kind: 'nobody' };
    if (holder.accountId === self) return { kind: 'self' };
    return (await this.isPersonOf(holder.state, cmnd, personalNumber))
      ? { kind: 'samePerson', accountId: holder.accountId }
      : { kind: 'anotherPerson' };
  }

  private async isPersonOf(state: OpenedAccount, cmnd: Cmnd, personalNumber: PersonalNumber): Promise<boolean> {
    if (state.subject !== 'citizen') return false;
    const own = state.keys.filter(({ kind }) => kind === 'personalNumber');
    if (own.length > 0) {
      const digests = this.deps.blindIndex.keys({ kind: 'personalNumber', value: personalNumber });
      return digests.some(({ digest }) => own.some((key) => key.digest === digest));
    }
    const profile = await this.deps.personalData.open(state.profile);
    if (profile.kind === 'erased' || profile.value.birthDate === undefined) return false;
    const { name, birthDate } = profile.value;
    const query = { personId: { kind: 'cmnd', value: cmnd }, name, birthDate } as const;
    const answer = await this.deps.populationRegistry.confirm(query, this.deps.asker);
    return answer.kind === 'found' && answer.person.personalNumber === personalNumber;
  }
}
