import { interval, type Subscription } from 'rxjs';
import type { Duration } from '../../domain/kernel/instant.js';
import type { StaffPolicy } from '../../domain/case/staff-roles.js';
import type { PolicyBook } from '../../domain/policy/policy-book.js';
import { ActingOwner } from '../account/acting.js';
import type { AccountDeps } from '../account/account-deps.js';
import { Contacts } from '../account/contacts.js';
import { accountLinks, type AccountLinks, originOf } from '../account/links.js';
import { OwnerData } from '../account/owner-data.js';
import { SessionEnder } from '../account/session-ender.js';
import { LostPhone } from '../account/lost-phone.js';
import { MethodConsents } from '../account/method-consents.js';
import { Methods } from '../account/methods.js';
import { PasswordRecovery } from '../account/password-recovery.js';
import { Passwords } from '../account/passwords.js';
import { PhoneChanges } from '../account/phone-changes.js';
import { Phones } from '../account/phones.js';
import { Audit } from '../audit/audit.js';
import { AliasProtocol } from '../claims/alias-protocol.js';
import { ClaimProtocol } from '../claims/claim-protocol.js';
import { MergeProtocol } from '../claims/merge-protocol.js';
import { PepperRotation } from '../claims/pepper-rotation.js';
import { Accounts } from '../ledger/accounts.js';
import { Directory } from '../ledger/directory.js';
import { Ledger } from '../ledger/ledger.js';
import { AssertionLogins } from '../login/assertion-logins.js';
import { Attempts } from '../login/attempts.js';
import { DisavowLinks } from '../login/disavow-links.js';
import { Disavowals } from '../login/disavowals.js';
import { EidConsents } from '../login/eid-consents.js';
import { LoginLocks } from '../login/login-locks.js';
import { LoginNotices } from '../login/login-notices.js';
import { GuessBudgets } from '../guesses/guess-budgets.js';
import { Logins } from '../login/logins.js';
import { PostalLogins } from '../login/postal-logins.js';
import { SessionOpener } from '../login/session-opener.js';
import { SessionService } from '../login/session-service.js';
import { MergeOfferings } from '../merge/merge-offers.js';
import { Merges } from '../merge/merges.js';
import { ClosingNotices } from '../messaging/closing-notices.js';
import { NoticeWriter } from '../messaging/notice-writer.js';
import { Notices } from '../messaging/notices.js';
import { OutboxDispatcher } from '../messaging/outbox-dispatcher.js';
import { OtpService } from '../otp/otp-service.js';
import { NoticeGate } from '../proofs/notice-gate.js';
import { ProofService } from '../proofs/proof-service.js';
import { MethodQueries } from '../policy/method-queries.js';
import { IdempotentCalls } from '../outcome/idempotent-calls.js';
import { IdentityQueries } from '../profile/identity-queries.js';
import { LoginRows } from '../profile/login-rows.js';
import { ProfileQueries } from '../profile/profile-queries.js';
import { identityProfileProjection } from '../projections/identity-profile.projection.js';
import { LoginHistoryPurge } from '../projections/login-history-purge.js';
import { keepingLast } from '../projections/keeping-last.js';
import { loginCollection, loginHistoryProjection } from '../projections/login-history.projection.js';
import { openCasesProjection } from '../projections/open-cases.projection.js';
import { pendingPhoneChangesProjection } from '../projections/pending-phone-changes.projection.js';
import { Projector } from '../projections/projector.js';
import type { Terms } from '../registration/registration-api.js';
import { RegistrationStore } from '../registration/registration-store.js';
import { Registrations } from '../registration/registrations.js';
import { createStaff, type Staff } from '../staff/staff.js';
import { PopulationSync } from '../sync/population-sync.js';
import { defaultLeaseTerm, makeBackground } from './background.js';
import type { Ports } from './ports.js';

export interface DinhDanhOptions {
  readonly policy: PolicyBook;
  readonly terms: Terms;
  /** Where an activation link leads; `{token}` is replaced. A function for a server that learns its port late. */
  readonly activationLink: string | (() => string);
  /** Where SmartCA and VNeID may send people back to, exactly. Absent: wherever the provider itself allows. */
  readonly redirectUris?: readonly string[];
  /**
   * The web origin people sign at (`scheme://host[:port]`); it is part of every challenge, and what a Web eID token must be
   * made for. Anything behind it is cut off. Default: the origin of `activationLink`.
   */
  readonly origin?: string | (() => string);
  /** Where other links in mails lead; those not named lead to the host of `activationLink`. */
  readonly links?: Partial<AccountLinks>;
  /** Named to the population register with every question it is asked. */
  readonly asker: string;
  /** Told of failures of background work, which goes on by itself. Never gets personal data or secrets. */
  readonly onError?: (error: unknown) => void;
  /** Which role of the staff may do what. Default: `defaultStaffPolicy`. */
  readonly staff?: StaffPolicy;
  /** How often the outbox is looked at, in milliseconds. */
  readonly outboxEveryMs?: number;
  /**
   * Where the ports have leases: how long the background work of a process that fell silent waits before another takes it
   * over. Default: 10 seconds.
   */
  readonly leaseTerm?: Duration;
  /** Told when this process takes a piece of background work over, and when it gives it up. */
  readonly onTurn?: (work: string, isOurs: boolean) => void;
  /**
   * How many logins of an account the read model of the history keeps (1 or more), for a store that has to stay small;
   * older pages are then read from the account's streams. Default: all of them.
   */
  readonly loginsKept?: number;
}

/** The core, ready to be driven: by HTTP, by a command line, by a host's own code. */
export interface DinhDanh {
  readonly registrations: Registrations;
  readonly logins: Logins;
  /** Logging in by USB token, SIM, SmartCA and VNeID. */
  readonly assertionLogins: AssertionLogins;
  /** Logging in to accounts that were registered through Vietnam Post. */
  readonly postalLogins: PostalLogins;
  /** A first login with VNeID to an account that was made another way. */
  readonly eidConsents: EidConsents;
  /** "This was not me." */
  readonly disavowals: Disavowals;
  readonly locks: LoginLocks;
  readonly populationSync: PopulationSync;
  readonly accountMerges: Merges;
  readonly mergeOffers: MergeOfferings;
  readonly historyPurge: LoginHistoryPurge;
  readonly sessions: SessionService;
  readonly lostPhone: LostPhone;
  readonly phoneChanges: PhoneChanges;
  readonly phones: Phones;
  readonly ownMethods: Methods;
  readonly methodConsents: MethodConsents;
  readonly contacts: Contacts;
  readonly passwords: Passwords;
  readonly passwordRecovery: PasswordRecovery;
  readonly profiles: ProfileQueries;
  readonly identities: IdentityQueries;
  readonly audit: Audit;
  /** Acts and reads of officers; complaints of anybody. */
  readonly staff: Staff;
  readonly merges: MergeProtocol;
  readonly aliases: AliasProtocol;
  /** For operators: every identifier gets its key under a new pepper. */
  readonly pepperRotation: PepperRotation;
  /** How often anybody may tell that something is over at a counterparty. */
  readonly noticeGate: NoticeGate;
  readonly idempotent: IdempotentCalls;
  readonly methods: MethodQueries;
  readonly projectors: readonly Projector[];
  readonly policy: PolicyBook;
  readonly captcha: Ports['captcha'];
  /** Which pieces of background work this process does now; under leases others do the rest. */
  onDuty(): Readonly<Record<string, boolean>>;
  /** Starts the projections, the notices and the outbox; the use cases that only decide work without. */
  start(): Promise<void>;
  /**
   * Ends background work in order, and gives back what is held; resolves when nothing is under way. The ports are not closed:
   * they are the caller's.
   */
  stop(): Promise<void>;
}

/** How often refused logins of windows that have passed are written. */
const SWEEP_MS = 60_000;

/** Puts the use cases over a set of ports. Nothing runs, and nothing is read or written, before `start` or a call. */
export function createDinhDanh(ports: Ports, options: DinhDanhOptions): DinhDanh {
  const { policy, onError = () => undefined, outboxEveryMs = 2_000 } = options;
  const origin = (): string => originOf(options.origin ?? options.activationLink);
  const { clock, ids, blindIndex, digests, personalData, readModels, eventStore, outbox } = ports;

  const ledger = new Ledger(eventStore, ports.codec, ids, clock);
  const accounts = new Accounts(ledger, ports.snapshots);
  const directory = new Directory(ledger, accounts, blindIndex);
  const otp = new OtpService(ports.challenges, ports.rateLimits, ports.smsSender, digests, blindIndex, ids, clock);
  const attempts = new Attempts(ledger, onError);
  const locks = new LoginLocks(accounts, ports.rateLimits, clock, onError);
  const budgets = new GuessBudgets(ports.rateLimits, blindIndex);
  const projectors = [
    identityProfileProjection,
    options.loginsKept === undefined
      ? loginHistoryProjection
      : keepingLast(loginHistoryProjection, loginCollection, options.loginsKept),
    pendingPhoneChangesProjection,
    openCasesProjection,
  ].map((projection) => new Projector(projection, eventStore, ledger, readModels, onError));
  const dispatcher = new OutboxDispatcher(outbox, ports.smsSender, ports.mailSender, personalData, clock, {
    onFailure: onError,
  });
  const opener = new SessionOpener(accounts, ports.sessions, digests, ids, clock);
  const aliases = new AliasProtocol(ledger, accounts, directory, clock);
  const owner: AccountDeps = {
    ...ports,
    policy,
    attempts,
    links: accountLinks(options.activationLink, options.links),
    locks,
    accounts,
    acting: new ActingOwner(policy, accounts, ids, clock),
    aliases,
    directory,
    guesses: budgets,
    otp,
    proofs: new ProofService({ ...ports, origin, redirectUris: options.redirectUris }),
    onError,
  };
  const phoneChanges = new PhoneChanges(owner);
  const disavowLinks = new DisavowLinks(ports.challenges, digests, ids, clock, owner.links.disavowLogin);
  const ownerData = new OwnerData(personalData);
  const noticeWriter = new NoticeWriter(ownerData, personalData);
  const notices = new Notices({
    ...ports,
    ledger,
    writer: noticeWriter,
    logins: new LoginNotices({ owner: ownerData, links: disavowLinks, personalData }),
    onError,
  });
  const eidConsents = new EidConsents({ ...owner, budgets, opener });
  const postalLogins = new PostalLogins({
    ...ports,
    ...owner,
    owner: ownerData,
    budgets,
    opener,
    postalLink: owner.links.postalLogin,
  });
  const mergeProtocol = new MergeProtocol(accounts, clock);
  const historyPurge = new LoginHistoryPurge(eventStore, ledger, readModels, policy, clock);
  const accountMerges = new Merges({ ...ports, accounts, protocol: mergeProtocol });
  const audit = new Audit(ledger, accounts, personalData, clock);
  const passwordRecovery = new PasswordRecovery(owner, phoneChanges);
  const background = makeBackground({
    ...{ projectors, notices, dispatcher, phoneChanges, historyPurge, ids, clock, outboxEveryMs },
    leases: ports.leases,
    reach: { log: () => ports.eventStore.head(), outbox: () => ports.outbox.pending() },
    duty: { term: options.leaseTerm ?? defaultLeaseTerm, onError, onTurn: options.onTurn ?? (() => undefined) },
  });
  let sweeping: Subscription | undefined;

  return {
    policy,
    captcha: ports.captcha,
    projectors,
    registrations: new Registrations({
      ...ports,
      ...options,
      origin,
      store: new RegistrationStore(ledger),
      claims: new ClaimProtocol(ledger, accounts, directory, clock),
      accounts,
      directory,
      guesses: budgets,
      otp,
    }),
    logins: new Logins({ ...ports, policy, accounts, directory, attempts, locks, budgets, otp, opener, phoneChanges }),
    assertionLogins: new AssertionLogins({ ...owner, consents: eidConsents, opener }),
    postalLogins,
    eidConsents,
    disavowals: new Disavowals({ ...owner, ender: new SessionEnder(owner), links: disavowLinks }),
    locks,
    populationSync: new PopulationSync({ ...ports, ...owner, asker: options.asker, merges: accountMerges }),
    accountMerges,
    mergeOffers: new MergeOfferings({ ...owner, ledger }),
    historyPurge,
    sessions: new SessionService(ports.sessions, accounts, digests, ids, clock, policy),
    profiles: new ProfileQueries(
      readModels,
      new Map(projectors.map((projector) => [projector.name, projector])),
      personalData,
      clock,
      policy,
      accounts,
      new LoginRows(readModels, ledger, options.loginsKept),
    ),
    identities: new IdentityQueries(
      readModels,
      projectors.find(({ name }) => name === identityProfileProjection.name),
      personalData,
      accounts,
    ),
    audit,
    staff: createStaff(
      {
        ...ports,
        ...owner,
        ledger,
        projectors,
        audit,
        owner: ownerData,
        ender: new SessionEnder(owner),
        phoneChanges,
        closing: mergeProtocol,
        closingNotices: new ClosingNotices(ledger, noticeWriter, outbox, clock),
        merges: accountMerges,
        locks,
      },
      options.staff,
    ),
    merges: mergeProtocol,
    aliases,
    pepperRotation: new PepperRotation({ ...ports, ledger, accounts, directory }),
    phoneChanges,
    lostPhone: new LostPhone(owner, phoneChanges),
    phones: new Phones(owner, phoneChanges),
    ownMethods: new Methods(owner),
    methodConsents: new MethodConsents(owner),
    contacts: new Contacts(owner),
    passwords: new Passwords(owner),
    passwordRecovery,
    noticeGate: new NoticeGate(ports),
    idempotent: new IdempotentCalls(ports.idempotency, digests, clock),
    methods: new MethodQueries(policy, clock),
    onDuty: () => background.onDuty(),
    async start() {
      await background.start();
      sweeping = interval(SWEEP_MS).subscribe(() => void attempts.sweep(clock.now()));
    },
    async stop() {
      sweeping?.unsubscribe();
      await attempts.flush();
      await passwordRecovery.idle();
      await postalLogins.idle();
      await locks.settled();
      await background.stop();
    },
  };
}
