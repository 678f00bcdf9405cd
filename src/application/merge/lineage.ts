import { isOpened, type OpenedAccount } from '../../domain/account/account.state.js';
import type { MethodGrant } from '../../domain/account/method-grant.js';
import type { Accounts } from '../ledger/accounts.js';

/** An account whose subject lives on in another one. */
export interface AbsorbedAccount {
  readonly accountId: string;
  readonly mergeId: string;
  /** The account it was absorbed into, which may itself have been absorbed later. */
  readonly into: string;
  readonly state: OpenedAccount;
}

export interface Lineage {
  /** Nearest first. */
  readonly absorbed: readonly AbsorbedAccount[];
  /** Ids of methods, certificates and phones of accounts that were given back: whatever stands under them here is theirs. */
  readonly givenBack: ReadonlySet<string>;
}

/**
 * Every account that an account has absorbed, directly or through others, as the log has it now: a merge that was
 * reversed, or never committed, is not in it.
 */
export async function lineageOf(accounts: Accounts, accountId: string): Promise<Lineage> {
  const absorbed: AbsorbedAccount[] = [];
  const givenBack = new Set<string>();
  const seen = new Set([accountId]);
  const survivors = [accountId];
  for (let survivor = survivors.shift(); survivor !== undefined; survivor = survivors.shift()) {
    const { state } = await accounts.load(survivor);
    for (const { mergeId, absorbs } of isOpened(state) ? state.mergesStarted : []) {
      const victim = await accounts.load(absorbs);
      if (!isOpened(victim.state) || seen.has(absorbs)) continue;
      if (isAbsorbedBy(victim.state, mergeId, survivor)) {
        seen.add(absorbs);
        survivors.push(absorbs);
        absorbed.push({ accountId: absorbs, mergeId, into: survivor, state: victim.state });
      } else if (wasGivenBack(victim.state, survivor)) {
        for (const id of idsOf(victim.state)) givenBack.add(id);
      }
    }
  }
  return { absorbed, givenBack };
}

/** The methods and phones of an account, by id; certificates by fingerprint too, since one may be added anew elsewhere. */
export const idsOf = ({ grants, phones }: OpenedAccount): readonly string[] => [
  ...grants.flatMap(({ methodId, certificate = methodId }) => [methodId, certificate]),
  ...phones.map(({ phoneId }) => phoneId),
];

/** Whether a method is one of those, also where it was added anew under an id of its own. */
export const isAmong = (ids: ReadonlySet<string>, { methodId, certificate = methodId }: MethodGrant): boolean =>
  ids.has(methodId) || ids.has(certificate);

const isAbsorbedBy = ({ status, absorbed }: OpenedAccount, mergeId: string, survivor: string): boolean =>
  status === 'absorbed' && absorbed?.mergeId === mergeId && absorbed.into === survivor;

const wasGivenBack = ({ mergesSpent, absorbed }: OpenedAccount, survivor: string): boolean =>
  absorbed?.into !== survivor && mergesSpent.some(({ into }) => into === survivor);
