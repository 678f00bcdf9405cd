import { rootOf } from '../../src/application/ledger/root.js';
import type { Accounts } from '../../src/application/ledger/accounts.js';
import type { SessionView } from '../../src/application/login/login-api.js';
import type { Outcome } from '../../src/application/outcome/outcome.js';
import type { Registered } from '../../src/domain/account/account.events.js';
import { isOpened, type OpenedAccount } from '../../src/domain/account/account.state.js';
import { days, plus } from '../../src/domain/kernel/instant.js';
import { clear } from '../../src/domain/kernel/personal.js';
import type { IdentityProfile } from '../../src/domain/account/identity-profile.js';
import { evidence, key } from './accounts.js';
import { accountsOf, byTest } from './core-accounts.js';
import { caller, type CoreHarness, openCore } from './core-harness.js';

export const names = ['a', 'b', 'c'] as const;
export type Name = (typeof names)[number];

/** What an account has besides the VNeID that everybody here has. */
export interface Possessions {
  readonly certificates: number;
  readonly phones: number;
  readonly password: boolean;
}

/** A way to write an account down, so that its history can be compared. */
export interface Belongings {
  readonly methods: readonly string[];
  readonly phones: readonly string[];
  readonly keys: readonly string[];
}

/** Three accounts of a real core, with methods and phones that can be told apart by their ids. */
export class MergeWorld {
  readonly accounts: Accounts;
  private proved = 0;

  private constructor(readonly harness: CoreHarness) {
    this.accounts = accountsOf(harness);
  }

  static async of(possessions: Readonly<Record<Name, Possessions>>): Promise<MergeWorld> {
    const world = new MergeWorld(openCore());
    for (const name of names) await world.register(name, possessions[name]);
    return world;
  }

  merge(survivor: Name, victim: Name): Promise<Outcome<{ readonly mergeId: string }>> {
    return this.harness.core.accountMerges.absorb(survivor, victim, byTest);
  }

  async reverse(victim: Name): Promise<Outcome<unknown> | undefined> {
    const { absorbed } = await this.state(victim);
    if (absorbed === null) return undefined;
    return this.harness.core.accountMerges.reverse(absorbed.mergeId, victim, 'another person', byTest);
  }

  /** Accepts everything that is offered; an account that does not stand can accept nothing. */
  async acceptAll(name: Name): Promise<void> {
    const { mergeOffers } = this.harness.core;
    const session = this.session(name);
    const offers = await mergeOffers.list(session, caller);
    if (offers.kind !== 'accepted') return;
    for (const { methodId } of offers.value.methods) await mergeOffers.acceptMethod(session, methodId, caller);
    for (const { phoneId } of offers.value.phones) await mergeOffers.acceptPhone(session, phoneId, caller);
  }

  async offered(name: Name): Promise<readonly string[]> {
    const offers = await this.harness.core.mergeOffers.list(this.session(name), caller);
    if (offers.kind !== 'accepted') return [];
    const { methods, phones } = offers.value;
    return [...methods.map(({ methodId }) => methodId), ...phones.map(({ phoneId }) => phoneId)].sort();
  }

  /** Removes the last method, if it may be. */
  async removeLast(name: Name): Promise<void> {
    const { grants } = await this.state(name);
    const methodId = grants.at(-1)?.methodId;
    if (methodId === undefined) return;
    const at = this.harness.clock.now();
    await this.accounts.transact(name, { type: 'RemoveMethod', methodId, at }, byTest);
  }

  /** The owner of whoever it lives on in adds a new certificate that names this one alone. */
  async prove(name: Name): Promise<void> {
    const root = await this.root(name);
    if (root === name) return;
    this.proved += 1;
    const methodId = `${name}:proved-${this.proved}`;
    const grant = {
      methodId,
      method: 'usbToken',
      level: 'IAL2',
      verifiedAt: this.harness.clock.now(),
      evidenceIds: [`${methodId}:evidence`],
      certificate: `d${this.proved}`.padEnd(64, '0'),
      provedThrough: name,
    } as const;
    const proof = [evidence(`${methodId}:evidence`, 'certificate')];
    await this.accounts.transact(root, { type: 'AddMethod', grant, evidence: proof }, byTest);
  }

  async state(name: Name): Promise<OpenedAccount> {
    const { state } = await this.accounts.load(name);
    if (!isOpened(state)) throw new Error(`${name} is not open`);
    return state;
  }

  async belongings(name: Name): Promise<Belongings> {
    const { grants, phones, keys } = await this.state(name);
    return {
      methods: grants.map(({ methodId }) => methodId).sort(),
      phones: phones.map(({ phoneId }) => phoneId).sort(),
      keys: keys.map(({ digest }) => digest).sort(),
    };
  }

  async root(name: Name): Promise<Name> {
    return (await rootOf(this.accounts, name)).accountId as Name;
  }

  head(): Promise<number> {
    return this.harness.ports.eventStore.head();
  }

  private session(accountId: Name): SessionView {
    const at = this.harness.clock.now();
    return {
      sessionId: `session-${accountId}`,
      accountId,
      method: 'vneid',
      level: 'IAL3',
      authentication: 'auth2',
      openedAt: at,
      authenticatedAt: at,
      lastSeenAt: at,
      expiresAt: plus(at, days(1)),
    };
  }

  private async register(name: Name, { certificates, phones, password }: Possessions): Promise<void> {
    const at = this.harness.clock.now();
    const profile: IdentityProfile = { identifiers: [], name: 'Người Được Bịa Ra', phone: '+84950000001' };
    const registered: Registered = {
      type: 'Registered',
      data: {
        registrationId: `registration-${name}`,
        subject: 'citizen',
        grant: {
          methodId: `${name}:vneid`,
          method: password ? 'mobileSubscriber' : 'vneid',
          level: 'IAL2',
          verifiedAt: at,
          evidenceIds: [],
        },
        evidence: [],
        keys: [key(`${name}:number`)],
        consent: { edition: 'terms-1', digest: 'cd'.repeat(32), at },
        ...(password && { passwordId: `${name}:password`, phoneId: `${name}:phone` }),
        personal: clear(profile),
      },
    };
    const account = { accountId: name, version: 0, state: { status: 'empty' } } as const;
    const events = [
      registered,
      ...Array.from({ length: certificates }, (_, n) => ({
        type: 'MethodAdded' as const,
        data: {
          grant: {
            methodId: `${name}:certificate-${n}`,
            method: 'usbToken' as const,
            level: 'IAL3' as const,
            verifiedAt: at,
            evidenceIds: [`${name}:evidence-${n}`],
            certificate: `${name}${n}`.padEnd(64, '0'),
          },
          evidence: [evidence(`${name}:evidence-${n}`, 'certificate')],
        },
      })),
      ...Array.from({ length: phones }, (_, n) => ({
        type: 'OtpPhoneAdded' as const,
        data: { phoneId: `${name}:phone-${n}`, at, personal: clear({ phone: `+8495000010${n}` }) },
      })),
    ];
    const appended = await this.accounts.append(account, events, byTest);
    if (appended.kind !== 'appended') throw new Error(`${name} was there before`);
  }
}
