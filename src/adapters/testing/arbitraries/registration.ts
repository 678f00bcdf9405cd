import fc, { type Arbitrary } from 'fast-check';
import type { Evidence, EvidenceSource } from '../../../domain/assurance/evidence.js';
import { instant } from '../../../domain/kernel/instant.js';
import { clear } from '../../../domain/kernel/personal.js';
import type { RegistrationStep } from '../../../domain/policy/edition.js';
import { identityMethods, subjectKinds } from '../../../domain/policy/methods.js';
import { type RegistrationCommand, registrationDecider } from '../../../domain/registration/registration.decider.js';
import type { IdentityMatched, RegistrationEvent } from '../../../domain/registration/registration.events.js';
import type {
  EndedRegistration,
  RegistrationState,
  RunningRegistration,
} from '../../../domain/registration/registration.state.js';
import { claimKeys, evidences, instants } from './account.js';

/* As with accounts: ids and times come from small pools, and step lists are those of real methods. */

const stepLists: readonly (readonly RegistrationStep[])[] = [
  ['captcha', 'advisoryDedup', 'smsOtp', 'subscriberMatch', 'resolveAliases', 'password'],
  ['captcha', 'socialInsuranceMatch', 'smsOtp', 'password'],
  ['captcha', 'postalMatch', 'activation'],
  ['signature', 'organisationLookup', 'holderConfirmation'],
  ['eidAssertion'],
  ['counterProof', 'smsOtp', 'password'],
];
const sources: readonly EvidenceSource[] = [
  'subscriberRegistry',
  'socialInsuranceRegistry',
  'populationRegistry',
  'postalAccounts',
  'organisationDirectory',
  'certificate',
  'eidProvider',
  'counter',
];

const source = fc.constantFrom(...sources);
const evidenceOf = (of: EvidenceSource): Arbitrary<Evidence> => evidences().map((one) => ({ ...one, source: of }));
const attested = fc.constantFrom('name1', 'name2').map((name) => clear({ identifiers: [], name }));
const matches = source.chain((by) => fc.record({ by: fc.constant(by), evidence: evidenceOf(by), personal: attested }));
const linked: Arbitrary<IdentityMatched['data'] & { readonly by: 'populationRegistry' }> = fc.record({
  by: fc.constant('populationRegistry' as const),
  evidence: evidenceOf('populationRegistry'),
  personal: attested,
});
const pins = fc
  .record({
    accountId: fc.constantFrom('account1', 'account2'),
    keys: fc.array(claimKeys(), { maxLength: 2 }),
    methodId: fc.constant('g1'),
    at: instants(),
    passwordId: fc.option(fc.constant('w1'), { nil: undefined }),
  })
  .map(({ passwordId, ...rest }) => ({ ...rest, ...(passwordId !== undefined && { passwordId }) }));
const consents = fc.record({
  edition: fc.constantFrom('terms-1', 'terms-1', 'terms-1', ''),
  digest: fc.constantFrom('cd', 'cd', 'cd', ''),
  at: instants(),
});
const starts = fc.record({
  registrationId: fc.constant('r1'),
  subject: fc.constantFrom(...subjectKinds),
  method: fc.constantFrom(...identityMethods),
  edition: fc.constant('2024-07'),
  steps: fc.constantFrom(...stepLists),
  consent: consents,
  at: instants(),
  // Beyond most of the instants, so that most registrations come to their end.
  expiresAt: fc.integer({ min: 8, max: 20 }).map((minute) => instant(minute * 60_000)),
  personal: fc.constant(clear({ name: 'name1' })),
});

type Type = RegistrationCommand['type'];
type Fields = { readonly [T in Type]: Arbitrary<Omit<Extract<RegistrationCommand, { type: T }>, 'type'>> };

/** The fields of every command; a command that is missing here does not compile. */
const fields: Fields = {
  Start: starts,
  RecordMatch: fc
    .record({ at: instants(), match: matches, linked: fc.option(linked, { nil: undefined }) })
    .map(({ linked: link, ...rest }) => ({ ...rest, ...(link !== undefined && { linked: link }) })),
  RecordMismatch: fc.record({
    at: instants(),
    mismatch: source.chain((by) => fc.record({ by: fc.constant(by), evidence: evidenceOf(by) })),
  }),
  Disqualify: fc.record({ at: instants(), match: matches, code: fc.constant('registration.civilServant') }),
  ConfirmOtp: fc.record({ at: instants() }),
  FollowEmailLink: fc.record({ at: instants() }),
  RecordProof: fc.record({
    at: instants(),
    proof: source.chain((by) => fc.record({ evidence: evidenceOf(by), personal: attested })),
  }),
  ConfirmHolder: fc.record({
    confirmation: fc.record({ at: instants(), personal: fc.constant(clear({ email: 'nguoi@example.vn' })) }),
  }),
  Pin: fc.record({ pinned: pins }),
  End: fc.record({
    how: fc.constantFrom('registered' as const, 'duplicate' as const, 'superseded' as const),
    at: instants(),
  }),
  Expire: fc.record({ at: instants() }),
};

/** What ends a registration: rare, so that others come to their pinning. */
const rare: readonly Type[] = ['RecordMismatch', 'Disqualify', 'Expire', 'Start'];

/** Any command, in any state of a registration as likely wrong as right. */
export const registrationCommands = (): Arbitrary<RegistrationCommand> =>
  fc.oneof(
    ...(Object.keys(fields) as Type[]).map((type) => ({
      weight: rare.includes(type) ? 1 : 6,
      arbitrary: (fields[type] as Arbitrary<object>).map(
        (rest) => ({ type, ...rest }) as unknown as RegistrationCommand,
      ),
    })),
  );

/** One command and what it was decided on. */
export interface DecidedRegistrationStep {
  readonly before: RegistrationState;
  readonly command: RegistrationCommand;
  readonly events: readonly RegistrationEvent[];
  readonly after: RegistrationState;
}

/** Registrations from their start on, step by step: only what was accepted happened. */
export const registrationLives = (): Arbitrary<readonly DecidedRegistrationStep[]> =>
  fc
    .tuple(starts, fc.array(registrationCommands(), { minLength: 1, maxLength: 60, size: 'max' }))
    .map(([start, commands]) => {
      const steps: DecidedRegistrationStep[] = [];
      let before: RegistrationState = registrationDecider.initialState;
      for (const command of [{ type: 'Start' as const, ...start }, ...commands]) {
        const decision = registrationDecider.decide(before, command);
        if (decision.kind === 'rejected') continue;
        const after = decision.events.reduce(registrationDecider.evolve, before);
        steps.push({ before, command, events: decision.events, after });
        before = after;
      }
      return steps;
    });

/** The events of such a registration. */
export const registrationHistories = (): Arbitrary<readonly RegistrationEvent[]> =>
  registrationLives().map((steps) => steps.flatMap(({ events }) => events));

const common = {
  registrationId: fc.constant('r1'),
  subject: fc.constantFrom(...subjectKinds),
  method: fc.constantFrom(...identityMethods),
  edition: fc.constant('2024-07'),
  steps: fc.constantFrom(...stepLists),
  expiresAt: instants(),
  proof: fc.option(
    fc.record({
      certificate: fc.option(fc.constant('fingerprint1')),
      validUntil: fc.option(instants()),
      level: fc.constant(null),
    }),
  ),
  pinned: fc.option(pins),
};
const running: Arbitrary<RunningRegistration> = fc.record({
  ...common,
  status: fc.constant('running' as const),
  consent: consents,
  startedAt: instants(),
  typed: fc.constant(clear({ name: 'name1' })),
  attestations: fc.array(matches, { maxLength: 3 }),
  otpConfirmedAt: fc.option(instants()),
  linkFollowedAt: fc.option(instants()),
  confirmation: fc.option(fc.constant(clear({}))),
});
const endedStates: Arbitrary<EndedRegistration> = fc.record({
  ...common,
  status: fc.constant('ended' as const),
  how: fc.constantFrom<EndedRegistration['how'][]>(
    'registered',
    'duplicate',
    'superseded',
    'mismatch',
    'refused',
    'expired',
  ),
  accountId: fc.option(fc.constant('account1')),
  code: fc.option(fc.constant('registration.expired')),
  facts: fc.constant({}),
});

/** States of the type, whether a history leads to them or not. */
export const registrationStates = (): Arbitrary<RegistrationState> =>
  fc.oneof(
    { weight: 6, arbitrary: running },
    { weight: 2, arbitrary: endedStates },
    { weight: 1, arbitrary: fc.constant<RegistrationState>({ status: 'none' }) },
  );
