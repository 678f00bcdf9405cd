import fc, { type Arbitrary } from 'fast-check';
import type { AccountCommand } from '../../../domain/account/account.commands.js';
import { accountDecider } from '../../../domain/account/account.decider.js';
import type {
  AccountEvent,
  Contact,
  LoginOrigin,
  OtpPhone,
  Registered,
} from '../../../domain/account/account.events.js';
import { emptyAccount } from '../../../domain/account/account.evolve.js';
import type { AccountState, OpenedAccount } from '../../../domain/account/account.state.js';
import type { IdentityProfile } from '../../../domain/account/identity-profile.js';
import type { MethodGrant } from '../../../domain/account/method-grant.js';
import type { Evidence } from '../../../domain/assurance/evidence.js';
import type { Ial } from '../../../domain/assurance/levels.js';
import type { ClaimKey } from '../../../domain/claim/claim-key.js';
import { type Instant, instant } from '../../../domain/kernel/instant.js';
import { clear, type ClearData, erased, type Personal, type SealedData } from '../../../domain/kernel/personal.js';
import {
  type IdentityMethod,
  identityMethods,
  isCertificateMethod,
  type MethodKind,
  subjectKinds,
} from '../../../domain/policy/methods.js';

/*
 * Ids and times come from small pools, so that commands meet each other: most of what they name exists in some history.
 */

/** One of the first minutes of an invented day. */
export const instants = (): Arbitrary<Instant> => fc.nat(12).map((minute) => instant(minute * 60_000));
const oneOf = (letter: string, size: number): Arbitrary<string> =>
  fc.integer({ min: 1, max: size }).map((number) => `${letter}${number}`);
const methodIds = oneOf('g', 4);
const phoneIds = oneOf('p', 3);
const passwordIds = oneOf('w', 3);
const changeIds = oneOf('c', 2);
const mergeIds = oneOf('m', 3);
const accountIds = oneOf('account', 3);
const loginIds = oneOf('login', 2);
const fingerprints = oneOf('fingerprint', 2);
const factors = fc.constantFrom('password' as const, 'otp' as const, 'all' as const);
const levels = fc.constantFrom<Ial>('IAL2', 'IAL3');
const paper = { ground: fc.constantFrom('court order', 'on request'), ticket: oneOf('T', 2) };
const methodKinds = fc.oneof(
  fc.constantFrom<MethodKind>(...identityMethods, 'smsOtp'),
  fc.constant<MethodKind>('password'),
);

export const claimKeys = (): Arbitrary<ClaimKey> =>
  fc.record({
    kind: fc.constantFrom('personalNumber' as const, 'cmnd' as const),
    digest: oneOf('k', 3),
    pepper: fc.constantFrom('p1', 'p2'),
    normaliser: fc.constant(1),
  });

export const evidences = (): Arbitrary<Evidence> =>
  fc.record({
    evidenceId: oneOf('evidence', 4),
    source: fc.constantFrom('subscriberRegistry' as const, 'certificate' as const, 'populationRegistry' as const),
    askedAt: instants(),
    answeredAt: instants(),
    attributes: fc.constant({ personId: 'match' as const }),
    answerDigest: fc.constant('ab'.repeat(32)),
  });

/** A grant whose certificate, if its method has one, is one of a few, with or without an end. */
const methodGrants = (): Arbitrary<MethodGrant> =>
  fc
    .record({
      methodId: methodIds,
      method: fc.constantFrom<IdentityMethod>(...identityMethods),
      level: levels,
      verifiedAt: instants(),
      validUntil: fc.option(instants(), { nil: undefined }),
      certificate: fingerprints,
    })
    .map(({ validUntil, certificate, ...grant }) => ({
      ...grant,
      evidenceIds: [`evidence-of-${grant.methodId}`],
      ...(validUntil !== undefined && { validUntil }),
      ...(isCertificateMethod(grant.method) && { certificate }),
    }));

const profiles: Arbitrary<ClearData<IdentityProfile>> = oneOf('name', 3).map((name) =>
  clear({ identifiers: [], name }),
);
const otpPhones: Arbitrary<ClearData<OtpPhone>> = oneOf('+8490000000', 3).map((phone) => clear({ phone }));
const contacts: Arbitrary<ClearData<Contact>> = oneOf('e', 3).map((local) => clear({ email: `${local}@example.vn` }));
const origins: Arbitrary<ClearData<LoginOrigin>> = fc.constant(clear({ network: '192.0.2.0/24', agent: 'test' }));
const contactFields = fc.subarray<keyof Contact>(['email', 'address']);

/** As it is in an event that was just decided, in one that was read back, and in one whose key is gone. */
const personal = <T>(value: Arbitrary<ClearData<T>>): Arbitrary<Personal<T>> =>
  fc.oneof(
    value,
    fc.constant(erased),
    fc
      .record({ subject: accountIds, keyVersion: fc.constant(1), eventId: oneOf('event', 9), box: fc.constant('AAAA') })
      .map((box): SealedData<T> => ({ kind: 'sealed', ...box })),
  );

const registrations: Arbitrary<Registered['data']> = fc
  .record({
    registrationId: oneOf('r', 2),
    subject: fc.constantFrom(...subjectKinds),
    grant: methodGrants(),
    evidence: fc.array(evidences(), { maxLength: 2 }),
    keys: fc.array(claimKeys(), { minLength: 1, maxLength: 2 }),
    consent: fc.record({ edition: fc.constant('terms-1'), digest: fc.constant('cd'.repeat(32)), at: instants() }),
    passwordId: fc.option(passwordIds, { nil: undefined }),
    phoneId: fc.option(phoneIds, { nil: undefined }),
    personal: profiles,
  })
  .map(({ passwordId, phoneId, ...rest }) => ({
    ...rest,
    ...(passwordId !== undefined && { passwordId }),
    ...(phoneId !== undefined && { phoneId }),
  }));

/** As citizens register by their subscription: with a password and a phone. */
const registrationsByPhone = registrations.map((data) => ({
  ...data,
  grant: { ...data.grant, method: 'mobileSubscriber' as const },
  passwordId: 'w1',
  phoneId: 'p1',
}));

type Type = AccountCommand['type'];
type Of<T extends Type> = Arbitrary<Omit<Extract<AccountCommand, { type: T }>, 'type'>>;
type Fields = { readonly [T in Type]: Of<T> };

const optional = <T>(arbitrary: Arbitrary<T>, name: string): Arbitrary<Record<string, T>> =>
  fc.option(arbitrary, { nil: undefined }).map((value) => (value === undefined ? {} : { [name]: value }));
const and = <A, B>(one: Arbitrary<A>, other: Arbitrary<B>): Arbitrary<A & B> =>
  fc.tuple(one, other).map(([a, b]) => ({ ...a, ...b }));

/** The fields of every command; a command that is missing here does not compile. */
const fields: Fields = {
  Register: registrations,
  SupersedeRegistration: fc.record({ registrationId: oneOf('r', 2), by: accountIds }),
  RefuseRegistration: fc.record({
    registrationId: oneOf('r', 2),
    code: fc.constant('registration.duplicate'),
    facts: fc.constant({ identifier: 'cmnd' }),
  }),
  AddMethod: fc.record({ grant: methodGrants(), evidence: fc.array(evidences(), { maxLength: 1 }) }),
  RemoveMethod: fc.record({ methodId: methodIds, at: instants() }),
  AddIdentifier: fc.record({
    keys: fc.array(claimKeys(), { maxLength: 2 }),
    evidence: fc.array(evidences(), { maxLength: 1 }),
    personal: fc.constant(clear({ identifiers: [] })),
  }),
  RenewKeys: fc.record({ keys: fc.array(claimKeys(), { maxLength: 2 }) }),
  RecordSync: fc.record({
    evidence: evidences(),
    changed: fc.subarray<keyof IdentityProfile>(['name', 'birthDate']),
    personal: profiles,
  }),
  AddOtpPhone: fc.record({ phoneId: phoneIds, at: instants(), personal: otpPhones }),
  RemoveOtpPhone: fc.record({ phoneId: phoneIds, at: instants() }),
  SetDefaultOtpPhone: fc.record({ phoneId: phoneIds }),
  RequestOtpPhoneChange: fc.record({
    changeId: changeIds,
    oldPhoneId: phoneIds,
    newPhoneId: phoneIds,
    effectiveFrom: instants(),
    evidence: fc.array(evidences(), { maxLength: 1 }),
    personal: otpPhones,
  }),
  CancelOtpPhoneChange: fc.record({
    changeId: changeIds,
    by: fc.constantFrom('login' as const, 'verifiedEmail' as const, 'officer' as const),
  }),
  CompleteOtpPhoneChange: fc.record({ changeId: changeIds, at: instants() }),
  ChangePassword: fc.record({ passwordId: passwordIds, at: instants() }),
  ResetPassword: fc.record({
    passwordId: passwordIds,
    at: instants(),
    by: fc.constantFrom('otp' as const, 'certificate' as const, 'vneid' as const, 'counter' as const),
  }),
  ChangeContact: fc.record({ fields: contactFields, personal: contacts }),
  VerifyEmail: fc.record({ at: instants(), emailVersion: fc.nat(2) }),
  LogIn: and(
    fc.record({
      loginId: loginIds,
      sessionId: oneOf('s', 3),
      at: instants(),
      method: methodKinds,
      methodLevel: levels,
      authentication: fc.constantFrom('auth1' as const, 'auth2' as const, 'auth3' as const),
      personal: origins,
    }),
    and(and(optional(phoneIds, 'phoneId'), optional(fingerprints, 'certificate')), optional(passwordIds, 'passwordId')),
  ),
  DisavowLogin: fc.record({ loginId: loginIds, at: instants() }),
  LockLogin: and(fc.record({ factor: factors, at: instants() }), optional(instants(), 'until')),
  UnlockLogin: fc.record({ factor: factors, at: instants() }),
  RecordSessionsRevoked: fc.record({
    sessionIds: fc.oneof(fc.constant('all' as const), fc.subarray(['s1', 's2', 's3'])),
    reason: fc.constant('password changed'),
    at: instants(),
  }),
  StartMerge: fc.record({ mergeId: mergeIds, absorbs: accountIds, at: instants() }),
  BeAbsorbed: fc.record({
    mergeId: mergeIds,
    into: accountIds,
    at: instants(),
    openMerges: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.constant(['m9'])),
  }),
  RefuseMerge: fc.record({ mergeId: mergeIds, by: accountIds, at: instants() }),
  ReverseMerge: fc.record({ mergeId: mergeIds, ground: paper.ground, at: instants() }),
  Suspend: fc.record({ ...paper, at: instants() }),
  Reinstate: fc.record({ ...paper, at: instants() }),
  ErasePersonalData: fc.record({ ...paper, at: instants() }),
  Close: and(
    fc.record({
      ground: paper.ground,
      at: instants(),
      openMerges: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.constant(['m9'])),
    }),
    and(optional(paper.ticket, 'ticket'), optional(fc.boolean(), 'survivorIsClosed')),
  ),
};

/** What ends an account, or most of what can be done with it: rare, so that histories go on. */
const rare: readonly Type[] = ['SupersedeRegistration', 'RefuseRegistration', 'BeAbsorbed', 'Suspend', 'Close'];

/** What needs something before it, and would else seldom find it. */
const frequent: readonly Type[] = [
  'AddMethod',
  'RemoveMethod',
  'RemoveOtpPhone',
  'RequestOtpPhoneChange',
  'CancelOtpPhoneChange',
  'CompleteOtpPhoneChange',
  'LogIn',
  'ReverseMerge',
  'Reinstate',
];

/** Any command, in any state of an account as likely wrong as right. */
export const accountCommands = (): Arbitrary<AccountCommand> =>
  fc.oneof(
    ...(Object.keys(fields) as Type[]).map((type) => ({
      weight: rare.includes(type) ? 1 : frequent.includes(type) ? 12 : 4,
      arbitrary: (fields[type] as Arbitrary<object>).map((rest) => ({ type, ...rest }) as unknown as AccountCommand),
    })),
  );

/** One command and what it was decided on. */
export interface DecidedStep {
  readonly before: AccountState;
  readonly command: AccountCommand;
  readonly events: readonly AccountEvent[];
  readonly after: AccountState;
}

/** Lives of an account from its first event on, step by step: only what was accepted happened. */
export const accountLives = (): Arbitrary<readonly DecidedStep[]> =>
  fc
    .tuple(
      fc.oneof(registrations, registrationsByPhone),
      fc.array(accountCommands(), { minLength: 1, maxLength: 40, size: 'max' }),
    )
    .map(([registration, commands]) => lifeOf([{ type: 'Register', ...registration }, ...commands]));

function lifeOf(commands: readonly AccountCommand[]): readonly DecidedStep[] {
  const steps: DecidedStep[] = [];
  let before: AccountState = emptyAccount;
  for (const command of commands) {
    const decision = accountDecider.decide(before, command);
    if (decision.kind === 'rejected') continue;
    const after = decision.events.reduce(accountDecider.evolve, before);
    steps.push({ before, command, events: decision.events, after });
    before = after;
  }
  return steps;
}

/** The events of such a life. */
export const accountHistories = (): Arbitrary<readonly AccountEvent[]> =>
  accountLives().map((steps) => steps.flatMap(({ events }) => events));

/** States of an opened account, most of which no history leads to. */
const openedStates: Arbitrary<OpenedAccount> = fc.record({
  status: fc.constantFrom<OpenedAccount['status']>('live', 'live', 'suspended', 'absorbed', 'closed'),
  registrationId: oneOf('r', 2),
  subject: fc.constantFrom(...subjectKinds),
  registeredBy: fc.constantFrom<IdentityMethod>(...identityMethods),
  grants: fc.array(methodGrants(), { maxLength: 3 }),
  removedMethods: fc.subarray(['g1', 'g2', 'g3', 'g4']),
  keys: fc.array(claimKeys(), { maxLength: 2 }),
  phones: fc.array(fc.record({ phoneId: phoneIds, personal: personal(otpPhones) }), { maxLength: 3 }),
  removedPhones: fc.subarray(['p1', 'p2', 'p3']),
  defaultPhoneId: fc.option(phoneIds),
  phoneChange: fc.option(
    fc.record({
      changeId: changeIds,
      oldPhoneId: phoneIds,
      newPhoneId: phoneIds,
      effectiveFrom: instants(),
      personal: personal(otpPhones),
    }),
  ),
  endedPhoneChanges: fc.subarray(['c1', 'c2']),
  passwordId: fc.option(passwordIds),
  pastPasswords: fc.subarray(['w1', 'w2', 'w3']),
  profile: personal(profiles),
  contact: fc.option(personal(contacts)),
  emailVersion: fc.nat(2),
  emailVerifiedAt: fc.option(instants()),
  locks: fc.array(fc.record({ factor: factors, until: fc.option(instants()) }), { maxLength: 3 }),
  disavowedLogins: fc.subarray(['login1', 'login2']),
  mergesStarted: fc.array(fc.record({ mergeId: mergeIds, absorbs: accountIds }), { maxLength: 2 }),
  mergesSpent: fc.array(fc.record({ mergeId: mergeIds, into: fc.option(accountIds) }), { maxLength: 2 }),
  absorbed: fc.option(fc.record({ mergeId: mergeIds, into: accountIds })),
  dataErased: fc.boolean(),
});

/** States of the type, whether a history leads to them or not. */
export const accountStates = (): Arbitrary<AccountState> =>
  fc.oneof(
    { weight: 8, arbitrary: openedStates },
    { weight: 1, arbitrary: fc.constant(emptyAccount) },
    {
      weight: 1,
      arbitrary: fc.record({
        status: fc.constantFrom('superseded' as const, 'refused' as const),
        registrationId: oneOf('r', 2),
        code: fc.constant('registration.duplicate'),
        facts: fc.constant({}),
      }),
    },
  );
