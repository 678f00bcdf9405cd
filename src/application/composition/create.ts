import { interval, type Subscription } from 'rxjs';
import type { PolicyBook } from '../../domain/policy/policy-book.js';
import { Audit } from '../audit/audit.js';
import { AliasProtocol } from '../claims/alias-protocol.js';
import { ClaimProtocol } from '../claims/claim-protocol.js';
import { MergeProtocol } from '../claims/merge-protocol.js';
import { Accounts } from '../ledger/accounts.js';
import { Directory } from '../ledger/directory.js';
import { Ledger } from '../ledger/ledger.js';
import { Attempts } from '../login/attempts.js';
import { GuessBudgets } from '../guesses/guess-budgets.js';
import { Logins } from '../login/logins.js';
import { SessionOpener } from '../login/session-opener.js';
import { SessionService } from '../login/session-service.js';
import { Notices } from '../messaging/notices.js';
import { OutboxDispatcher } from '../messaging/outbox-dispatcher.js';
import { OtpService } from '../otp/otp-service.js';
import { MethodQueries } from '../policy/method-queries.js';
import { IdempotentCalls } from '../outcome/idempotent-calls.js';
import { ProfileQueries } from '../profile/profile-queries.js';
import { identityProfileProjection } from '../projections/identity-profile.projection.js';
import { loginHistoryProjection } from '../projections/login-history.projection.js';
import { Projector } from '../projections/projector.js';
import type { Terms } from '../registration/registration-api.js';
import { RegistrationStore } from '../registration/registration-store.js';
import { Registrations } from '../registration/registrations.js';
import type { Ports } from './ports.js';

export interface DinhDanhOptions {
  readonly policy: PolicyBook;
  readonly terms: Terms;
  /** Where an activation link leads; `{token}` is replaced. A function for a server that learns its port late. */
  readonly activationLink: string | (() => string);
  /** Where SmartCA and VNeID may send people back to, exactly. Absent: wherever the provider itself allows. */
  readonly redirectUris?: readonly string[];
  /** Named to the population register with every question it is asked. */
  readonly asker: string;
  /** Told of failures of background work, which goes on by itself. Never gets personal data or secrets. */
  readonly onError?: (error: unknown) => void;
  /** How often the outbox is looked at, in milliseconds. */
  readonly outboxEveryMs?: number;
}

/** The core, ready to be driven: by HTTP, by a command line, by a host's own code. */
export interface DinhDanh {
  readonly registrations: Registrations;
  readonly logins: Logins;
  readonly sessions: SessionService;
  readonly profiles: ProfileQueries;
  readonly audit: Audit;
  readonly merges: MergeProtocol;
  readonly aliases: AliasProtocol;
  readonly idempotent: IdempotentCalls;
  readonly methods: MethodQueries;
  readonly projectors: readonly Projector[];
  readonly policy: PolicyBook;
  readonly captcha: Ports['captcha'];
  /** Starts the projections, the notices and the outbox; the use cases that only decide work without. */
  start(): Promise<void>;
  /** Ends background work in order; resolves when nothing is under way. The ports are not closed: they are the caller's. */
  stop(): Promise<void>;
}

/** How often refused logins of windows that have passed are written. */
const SWEEP_MS = 60_000;

/** Puts the use cases over a set of ports. Nothing runs, and nothing is read or written, before `start` or a call. */
export function createDinhDanh(ports: Ports, options: DinhDanhOptions): DinhDanh {
  const { policy, onError = () => undefined, outboxEveryMs = 2_000 } = options;
  const { clock, ids, blindIndex, digests, personalData, readModels, eventStore, outbox } = ports;

  const ledger = new Ledger(eventStore, ports.codec, ids, clock);
  const accounts = new Accounts(ledger, ports.snapshots);
  const directory = new Directory(ledger, accounts, blindIndex);
  const otp = new OtpService(ports.challenges, ports.rateLimits, ports.smsSender, digests, blindIndex, ids, clock);
  const attempts = new Attempts(ledger, onError);
  const budgets = new GuessBudgets(ports.rateLimits, blindIndex);
  const projectors = [identityProfileProjection, loginHistoryProjection].map(
    (projection) => new Projector(projection, eventStore, ledger, readModels, onError),
  );
  const notices = new Notices(eventStore, ledger, readModels, outbox, personalData, clock, onError);
  const dispatcher = new OutboxDispatcher(outbox, ports.smsSender, ports.mailSender, personalData, clock, {
    onFailure: onError,
  });
  const opener = new SessionOpener(accounts, ports.sessions, digests, ids, clock);
  let delivery: { readonly stop: () => Promise<void> } | undefined;
  let sweeping: Subscription | undefined;

  return {
    policy,
    captcha: ports.captcha,
    projectors,
    registrations: new Registrations({
      ...ports,
      ...options,
      store: new RegistrationStore(ledger),
      claims: new ClaimProtocol(ledger, accounts, directory, clock),
      accounts,
      directory,
      guesses: budgets,
      otp,
    }),
    logins: new Logins({ ...ports, policy, accounts, directory, attempts, budgets, otp, opener }),
    sessions: new SessionService(ports.sessions, accounts, digests, ids, clock),
    profiles: new ProfileQueries(
      readModels,
      new Map(projectors.map((projector) => [projector.name, projector])),
      personalData,
      clock,
    ),
    audit: new Audit(ledger, personalData, clock),
    merges: new MergeProtocol(accounts, clock),
    aliases: new AliasProtocol(ledger, accounts, directory, clock),
    idempotent: new IdempotentCalls(ports.idempotency, digests, clock),
    methods: new MethodQueries(policy, clock),
    async start() {
      for (const projector of projectors) await projector.start();
      notices.start();
      delivery = dispatcher.run(interval(outboxEveryMs));
      sweeping = interval(SWEEP_MS).subscribe(() => void attempts.sweep(clock.now()));
    },
    async stop() {
      sweeping?.unsubscribe();
      await attempts.flush();
      for (const projector of projectors) await projector.stop();
      await notices.stop();
      await delivery?.stop();
    },
  };
}
