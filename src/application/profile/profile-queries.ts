import type { Contact, LoginOrigin } from '../../domain/account/account.events.js';
import { levelAt } from '../../domain/account/assurance-of.js';
import type { IdentityProfile } from '../../domain/account/identity-profile.js';
import { inForce } from '../../domain/account/method-grant.js';
import { isOpened, type OpenedAccount } from '../../domain/account/account.state.js';
import type { AuthenticationLevel, Ial } from '../../domain/assurance/levels.js';
import { type Duration, type Instant, seconds } from '../../domain/kernel/instant.js';
import type { IdentityMethod, MethodKind, SubjectKind } from '../../domain/policy/methods.js';
import { maskPhone } from '../../domain/values/mask.js';
import type { Phone } from '../../domain/values/phone.js';
import { editionAt, type PolicyBook } from '../../domain/policy/policy-book.js';
import type { Accounts } from '../ledger/accounts.js';
import { lineageOf } from '../merge/lineage.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse } from '../outcome/outcome.js';
import type { Clock } from '../ports/clock.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { PageRequest, ReadModelRow, ReadModels } from '../ports/read-models.port.js';
import {
  identityProfileProjection,
  type ProfileDocument,
  profileCollection,
} from '../projections/identity-profile.projection.js';
import { type LoginDocument, loginHistoryProjection, loginSort } from '../projections/login-history.projection.js';
import type { LoginRows } from './login-rows.js';
import type { Projector } from '../projections/projector.js';

export interface MethodView {
  readonly methodId: string;
  readonly method: IdentityMethod;
  readonly level: Ial;
  readonly verifiedAt: Instant;
  readonly validUntil: Instant | null;
  readonly inForce: boolean;
}

export interface ProfileView {
  readonly accountId: string;
  readonly subject: SubjectKind;
  readonly status: OpenedAccount['status'];
  readonly level: Ial;
  readonly registeredAt: Instant;
  readonly registeredBy: IdentityMethod;
  /** Null once erased. */
  readonly identity: IdentityProfile | null;
  readonly contact: Contact | null;
  readonly emailVerified: boolean;
  readonly methods: readonly MethodView[];
  readonly phones: readonly { readonly phoneId: string; readonly masked: string; readonly isDefault: boolean }[];
  readonly hasPassword: boolean;
}

/** An account whose subject lives on in the one asked about. */
export interface AbsorbedView {
  readonly mergeId: string;
  /** The account it was absorbed into, which may itself have been absorbed. */
  readonly into: string;
  readonly profile: ProfileView;
}

/** An account that the log has and the read model has not seen yet is asked for again, not unknown. */
export async function notShown(accounts: Accounts, accountId: string): Promise<Outcome<never>> {
  const { state } = await accounts.load(accountId);
  return isOpened(state) ? notAvailable('unavailable.readModels', 1_000) : refuse('account.unknown');
}

type LoginRow = ReadModelRow & { readonly of: string };

export interface LoginHistoryItem {
  /** The account that was logged in to: this one, or one that it absorbed. */
  readonly accountId: string;
  readonly at: Instant;
  readonly outcome: LoginDocument['outcome'];
  readonly loginId: string | null;
  readonly method: MethodKind;
  /** Of a refused act that was no login: what it was part of. */
  readonly during?: LoginDocument['during'];
  readonly level: Ial | null;
  readonly authentication: AuthenticationLevel | null;
  readonly code: string | null;
  readonly count: number;
  readonly channel: string;
  /** Null once erased. */
  readonly origin: LoginOrigin | null;
}

export interface LoginHistoryPage {
  readonly items: readonly LoginHistoryItem[];
  /** Give it as `cursor` for the next page; null: that was the last. */
  readonly next: string | null;
}

export interface HistoryRequest {
  readonly limit?: number;
  readonly cursor?: string;
  /** Only logins at or after. */
  readonly from?: Instant;
  /** Only logins before. */
  readonly to?: Instant;
}

/** "Show at least what I just did": a position from an outcome, waited for up to `WAIT`. */
export interface Freshness {
  readonly atLeast?: number;
}

const WAIT: Duration = seconds(5);
const DEFAULT_PAGE = 20;
const LARGEST_PAGE = 100;
/** More than anybody has accounts; a chain of merges that never ends is no reason to read for ever. */
const MOST_HOPS = 100;

/** What the read models show. They follow the log; `atLeast` makes a reader wait for its own writing. */
export class ProfileQueries {
  constructor(
    private readonly readModels: ReadModels,
    private readonly projectors: ReadonlyMap<string, Projector>,
    private readonly personalData: PersonalData,
    private readonly clock: Clock,
    private readonly policy: PolicyBook,
    private readonly accounts: Accounts,
    private readonly logins: LoginRows,
  ) {}

  /** Of an account that was absorbed: the profile of the one its subject lives on in. */
  profile(accountId: string, freshness: Freshness = {}): Promise<Outcome<ProfileView>> {
    return guarded(async () => {
      const behind = await this.wait(identityProfileProjection.name, freshness);
      if (behind !== undefined) return behind;
      let [root, document] = [accountId, await this.document(accountId)];
      for (let hops = 0; hops < MOST_HOPS && document !== undefined && isOpened(document.state); hops += 1) {
        const { absorbed } = document.state;
        if (absorbed === null) return accept(await this.profileView(root, document.state, document));
        [root, document] = [absorbed.into, await this.document(absorbed.into)];
      }
      return notShown(this.accounts, root);
    });
  }

  /** Of this account alone: what an absorbed one did stays under its own id. */
  loginHistory(
    accountId: string,
    { limit = DEFAULT_PAGE, cursor, from, to }: HistoryRequest = {},
    freshness: Freshness = {},
  ): Promise<Outcome<LoginHistoryPage>> {
    return guarded(async () => {
      const behind = await this.wait(loginHistoryProjection.name, freshness);
      if (behind !== undefined) return behind;
      const size = Math.min(Math.max(1, Math.trunc(limit) || DEFAULT_PAGE), LARGEST_PAGE);
      const before = cursor ?? (to === undefined ? undefined : loginSort(to, 0));
      const page = {
        limit: size + 1,
        ...(before !== undefined && { before }),
        from: loginSort(Math.max(from ?? 0, this.keptFrom()), 0),
      };
      const rows = await this.loginRows(accountId, page);
      const items: LoginHistoryItem[] = [];
      for (const { document, of } of rows.slice(0, size))
        items.push(await this.item(of, document as unknown as LoginDocument));
      const last = rows[size - 1];
      return accept({ items, next: rows.length > size && last !== undefined ? last.sort : null });
    });
  }

  /**
   * The accounts that this one has absorbed, each as it was then: their history reads on here. Straight from the log, so
   * that it shows from the moment of the merge on, and no longer than it stands.
   */
  absorbed(accountId: string): Promise<Outcome<readonly AbsorbedView[]>> {
    return guarded(async () => {
      const { absorbed } = await lineageOf(this.accounts, accountId);
      const views: AbsorbedView[] = [];
      for (const { accountId: id, mergeId, into, state } of absorbed) {
        const document = await this.document(id);
        const profile = await this.profileView(id, state, document ?? { registeredAt: 0 });
        views.push({ mergeId, into, profile });
      }
      return accept(views);
    });
  }

  /** Older logins are not shown, whether or not they were purged already. */
  private keptFrom(): number {
    const at = this.clock.now();
    const edition = editionAt(this.policy, at);
    return edition.ok ? Math.max(0, at - edition.value.loginHistoryKept) : at;
  }

  /** Of the account and of those it absorbed: one history, newest first. A sort is of one login only, whoever's. */
  private async loginRows(accountId: string, page: PageRequest): Promise<readonly LoginRow[]> {
    const { absorbed } = await lineageOf(this.accounts, accountId);
    const rows: LoginRow[] = [];
    for (const of of [accountId, ...absorbed.map((one) => one.accountId)]) {
      const own = await this.logins.page(of, page);
      rows.push(...own.map((row) => ({ ...row, of })));
    }
    return rows.sort((a, b) => (a.sort < b.sort ? 1 : -1)).slice(0, page.limit);
  }

  private async wait(projection: string, { atLeast = 0 }: Freshness) {
    const projector = this.projectors.get(projection);
    const reached = projector === undefined || (await projector.reached(atLeast, WAIT));
    return reached ? undefined : notAvailable('unavailable.readModels', 1_000);
  }

  private async document(accountId: string): Promise<ProfileDocument | undefined> {
    const found = await this.readModels.get(identityProfileProjection.name, profileCollection, accountId);
    return found as unknown as ProfileDocument | undefined;
  }

  private async profileView(
    accountId: string,
    state: OpenedAccount,
    { registeredAt }: Pick<ProfileDocument, 'registeredAt'>,
  ): Promise<ProfileView> {
    const at = this.clock.now();
    const identity = await this.personalData.open(state.profile);
    const contact = state.contact === null ? undefined : await this.personalData.open(state.contact);
    const phones: { phoneId: string; masked: string; isDefault: boolean }[] = [];
    for (const { phoneId, personal } of state.phones) {
      const opened = await this.personalData.open(personal);
      if (opened.kind !== 'clear' || opened.value.phone === undefined) continue;
      phones.push({
        phoneId,
        masked: maskPhone(opened.value.phone as Phone),
        isDefault: phoneId === state.defaultPhoneId,
      });
    }
    return {
      accountId,
      subject: state.subject,
      status: state.status,
      level: levelAt(state, at),
      registeredAt: registeredAt as Instant,
      registeredBy: state.registeredBy,
      identity: identity.kind === 'clear' ? identity.value : null,
      contact: contact?.kind === 'clear' ? contact.value : null,
      emailVerified: state.emailVerifiedAt !== null,
      methods: state.grants.map((grant) => ({
        methodId: grant.methodId,
        method: grant.method,
        level: grant.level,
        verifiedAt: grant.verifiedAt,
        validUntil: grant.validUntil ?? null,
        inForce: inForce(grant, at),
      })),
      phones,
      hasPassword: state.passwordId !== null,
    };
  }

  private async item(accountId: string, { origin, ...document }: LoginDocument): Promise<LoginHistoryItem> {
    const opened = await this.personalData.open(origin);
    return { accountId, ...document, origin: opened.kind === 'clear' ? opened.value : null };
  }
}
