import type { DomainEvent } from '../../../src/application/ports/event-codec.port.js';
import type { RecordedEvent } from '../../../src/application/ports/event-store.port.js';
import type { AccountEvent } from '../../../src/domain/account/account.events.js';
import type { ClaimEvent } from '../../../src/domain/claim/claim.js';
import { domainEvent } from './tiny-store.js';
import type { Violation, ViolationKind } from './violations.js';

interface Account {
  readonly id: string;
  status: 'superseded' | 'refused' | 'open' | 'absorbed' | 'closed';
  into: string | undefined;
  readonly registration: string;
  readonly keys: Set<string>;
  /** Victims by merge id. */
  readonly started: Map<string, string>;
  /** Merge ids that were refused or committed here. */
  readonly decided: Set<string>;
}

interface Claim {
  readonly owner: string;
  readonly byRegistration: boolean;
}

/**
 * What a log says, read on its own: no decider and no fold of the system under test. After every event, in global
 * order, it is asked what must hold at any time.
 */
export class History {
  readonly accounts = new Map<string, Account>();
  readonly claims = new Map<string, Claim>();
  readonly violations: Violation[] = [];
  private readonly registrations = new Map<string, string>();
  private readonly merges = new Set<string>();
  private read = 0;

  /** Reads what was appended since. */
  catchUp(log: readonly RecordedEvent[]): this {
    for (const recorded of log.slice(this.read)) {
      const event = domainEvent(recorded);
      const place = recorded.stream.indexOf('-');
      const [category, id] = [recorded.stream.slice(0, place), recorded.stream.slice(place + 1)];
      if (category === 'claim') this.claimed(id.slice(id.indexOf('-') + 1), event as ClaimEvent);
      if (category === 'account') this.happened(id, event as AccountEvent);
      if (category !== 'registration') this.check(event);
    }
    this.read = log.length;
    return this;
  }

  /** Where an account leads: undefined in a circle. */
  root(id: string): Account | undefined {
    const seen = new Set<string>();
    let account = this.accounts.get(id);
    while (account?.status === 'absorbed' && account.into !== undefined) {
      if (seen.has(account.id)) return undefined;
      seen.add(account.id);
      account = this.accounts.get(account.into);
    }
    return account;
  }

  isLive(id: string): boolean {
    return this.root(id)?.status === 'open';
  }

  /** Registrations that made an account. */
  accountOf(registration: string): string | undefined {
    return this.registrations.get(registration);
  }

  hasStarted(mergeId: string, survivor: string): boolean {
    return this.accounts.get(survivor)?.started.has(mergeId) === true;
  }

  merged(mergeId: string): boolean {
    return this.merges.has(mergeId);
  }

  /** Claims that registrations made for live accounts which do not list them. */
  unlisted(): readonly Violation[] {
    return [...this.claims]
      .filter(([key, { owner, byRegistration }]) => {
        const account = this.accounts.get(owner);
        return byRegistration && account?.status === 'open' && !account.keys.has(key);
      })
      .map(([key, { owner }]) => ({ kind: 'unlistedClaim', what: `${key} of ${owner}` }));
  }

  private claimed(key: string, event: ClaimEvent): void {
    if (event.type === 'ClaimReleased') {
      this.claims.delete(key);
      return;
    }
    const { accountId, registrationId } = event.data;
    this.claims.set(key, { owner: accountId, byRegistration: registrationId !== undefined });
  }

  private happened(id: string, event: AccountEvent): void {
    const account = this.accounts.get(id);
    if (account === undefined) {
      this.began(id, event);
      return;
    }
    const ended = account.status === 'superseded' || account.status === 'refused' || account.status === 'closed';
    if (ended) this.report('terminalGrew', `${id} by ${event.type}`);
    switch (event.type) {
      case 'IdentifierAdded':
      case 'KeysRenewed':
        for (const key of event.data.keys) account.keys.add(key.digest);
        return;
      case 'MergeStarted':
        account.started.set(event.data.mergeId, event.data.absorbs);
        return;
      case 'AbsorbedIntoAccount':
        if (this.merges.has(event.data.mergeId)) this.report('mergedTwice', event.data.mergeId);
        this.merges.add(event.data.mergeId);
        account.decided.add(event.data.mergeId);
        account.status = 'absorbed';
        account.into = event.data.into;
        if (this.root(id) === undefined) this.report('mergeCycle', id);
        this.checkOpenMerges(account);
        return;
      case 'MergeRefused':
        account.decided.add(event.data.mergeId);
        return;
      case 'MergeReversed':
        account.status = 'open';
        account.into = undefined;
        return;
      case 'Suspended':
      case 'Reinstated':
        // It keeps its identifiers; nothing changes here.
        return;
      case 'Closed':
        account.status = 'closed';
        this.checkOpenMerges(account);
        return;
      default:
        this.report('terminalGrew', `${id} by another first event, ${event.type}`);
    }
  }

  private began(id: string, event: AccountEvent): void {
    const begin = (status: Account['status'], registration: string, keys: readonly string[]): void => {
      const account: Account = {
        id,
        status,
        into: undefined,
        registration,
        keys: new Set(keys),
        started: new Map(),
        decided: new Set(),
      };
      this.accounts.set(id, account);
    };
    switch (event.type) {
      case 'Registered': {
        const { registrationId, keys } = event.data;
        if (this.registrations.has(registrationId)) this.report('registeredTwice', registrationId);
        this.registrations.set(registrationId, id);
        begin(
          'open',
          registrationId,
          keys.map(({ digest }) => digest),
        );
        return;
      }
      case 'RegistrationSuperseded':
        begin('superseded', event.data.registrationId, []);
        return;
      case 'RegistrationRefused':
        begin('refused', event.data.registrationId, []);
        return;
      default:
        this.report('terminalGrew', `${id} began with ${event.type}`);
    }
  }

  /** A merge that was started, whose victim has neither decided it nor ended, could still commit. */
  private checkOpenMerges({ id, started }: Account): void {
    for (const [mergeId, victim] of started) {
      const at = this.accounts.get(victim);
      if (at?.status !== 'closed' && at?.decided.has(mergeId) !== true) this.report('openMerge', `${mergeId} of ${id}`);
    }
  }

  private check({ type }: DomainEvent): void {
    const owners = new Map<string, Set<string>>();
    for (const account of this.accounts.values()) {
      if (account.status !== 'open' && account.status !== 'absorbed') continue;
      const root = this.root(account.id);
      for (const key of account.keys) {
        if (this.claims.get(key)?.owner !== account.id)
          this.report('keyOfAnother', `${key} of ${account.id} (${type})`);
        if (root?.status !== 'open') continue;
        const live = owners.get(key) ?? new Set();
        owners.set(key, live.add(root.id));
      }
    }
    for (const [key, live] of owners)
      if (live.size > 1) this.report('twoLiveAccounts', `${key}: ${[...live].join(', ')} (${type})`);
  }

  private report(kind: ViolationKind, what: string): void {
    this.violations.push({ kind, what });
  }
}
