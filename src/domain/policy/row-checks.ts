import { highestIal, type Ial, ialAtLeast } from '../assurance/levels.js';
import { parsed, type Parsed, unparsed } from '../kernel/refusal.js';
import type { DedupKey, MethodPolicy, PolicyEdition, RegisterPolicy, RegistrationStep } from './edition.js';
import { type IdentityMethod, isCertificateMethod, type SubjectKind } from './methods.js';

/** The step in which each method proves who somebody is. */
const proofStep: Readonly<Record<IdentityMethod, RegistrationStep>> = {
  mobileSubscriber: 'subscriberMatch',
  socialInsurance: 'socialInsuranceMatch',
  vnpost: 'postalMatch',
  usbToken: 'signature',
  simPki: 'signature',
  smartCa: 'signature',
  vneid: 'eidAssertion',
  inPerson: 'counterProof',
};
const proofSteps: readonly RegistrationStep[] = Object.values(proofStep);

/** No edition may let a method earn more than the evidence it brings. */
const highestLevel: Readonly<Record<IdentityMethod, Ial>> = {
  mobileSubscriber: 'IAL2',
  socialInsurance: 'IAL2',
  vnpost: 'IAL2',
  usbToken: 'IAL3',
  simPki: 'IAL3',
  smartCa: 'IAL3',
  vneid: 'IAL3',
  inPerson: 'IAL3',
};

/** Which steps attest a key, and whose key it is. */
const keyOrigin: Readonly<
  Record<DedupKey, { readonly steps: readonly RegistrationStep[]; readonly subject: SubjectKind }>
> = {
  typedPersonId: { steps: ['subscriberMatch'], subject: 'citizen' },
  registerPersonId: { steps: ['socialInsuranceMatch', 'postalMatch'], subject: 'citizen' },
  certificatePersonId: { steps: ['signature'], subject: 'citizen' },
  certificateTaxCode: { steps: ['signature'], subject: 'enterprise' },
  directoryOrganisationCode: { steps: ['organisationLookup'], subject: 'agency' },
  eidPersonalNumber: { steps: ['eidAssertion'], subject: 'citizen' },
  eidTaxCode: { steps: ['eidAssertion'], subject: 'enterprise' },
  counterPersonId: { steps: ['counterProof'], subject: 'citizen' },
};

/** Pairs of which the second, where it is present, needs the first somewhere before it. */
const before: readonly (readonly [anyOf: readonly RegistrationStep[], then: RegistrationStep])[] = [
  [['signature', 'eidAssertion'], 'organisationLookup'],
  [['signature', 'eidAssertion'], 'holderConfirmation'],
  [proofSteps, 'resolveAliases'],
  [['smsOtp'], 'password'],
];

const columns = ({ register, add, login }: MethodPolicy) => [register, add, login].filter((one) => one !== undefined);
const isUnique = (items: readonly unknown[]): boolean => new Set(items).size === items.length;
const registers = (row: MethodPolicy, holds: (register: RegisterPolicy) => boolean): boolean =>
  row.register === undefined || holds(row.register);

/** A captcha is answered with the first form, or with what the holder confirms; anywhere else nobody would ask it. */
const captchaIsAsked = (steps: readonly RegistrationStep[]): boolean => {
  const at = steps.indexOf('captcha');
  return at === -1 || (at === 0 && steps.length > 1) || steps[at + 1] === 'holderConfirmation';
};

function stepsAreOrdered({ steps, dedupKey }: RegisterPolicy): boolean {
  const at = (step: RegistrationStep): number => steps.indexOf(step);
  const isBefore = (step: RegistrationStep, then: RegistrationStep): boolean => at(step) !== -1 && at(step) < at(then);
  const needsBefore = before.every(([anyOf, then]) => at(then) === -1 || anyOf.some((step) => isBefore(step, then)));
  const sparesCode = at('smsOtp') === -1 || at('advisoryDedup') < at('smsOtp');
  const knowsKey =
    dedupKey === 'typedPersonId' || keyOrigin[dedupKey].steps.some((step) => isBefore(step, 'advisoryDedup'));
  const adviceInPlace = at('advisoryDedup') === -1 || (sparesCode && knowsKey);
  const passwordIsLast = at('password') === -1 || at('password') === steps.length - 1;
  return needsBefore && adviceInPlace && passwordIsLast && captchaIsAsked(steps);
}

/** The rules that a row keeps, in the order in which they are checked; the name is the `problem` of a refusal. */
const rowChecks = {
  /** A row that opens nothing is a mistake: a closed method has no row. */
  opensNothing: (row) => columns(row).length > 0,
  stepRepeated: (row) => registers(row, ({ steps }) => isUnique(steps)),
  proofOfAnotherMethod: (row) =>
    registers(row, ({ steps }) => {
      const proofs = steps.filter((step) => proofSteps.includes(step));
      return proofs.length === 1 && proofs[0] === proofStep[row.method];
    }),
  keyOfAnotherSubject: (row) => registers(row, ({ dedupKey }) => keyOrigin[dedupKey].subject === row.subject),
  keyNotAttested: (row) =>
    registers(row, ({ steps, dedupKey }) => keyOrigin[dedupKey].steps.some((step) => steps.includes(step))),
  stepsOutOfOrder: (row) => registers(row, stepsAreOrdered),
  levelWithoutEvidence: (row) =>
    columns(row).every(({ level }) => level !== 'none' && ialAtLeast(highestLevel[row.method], level)),
  /** Registering and adding rest on the same evidence, and no session claims more than it. */
  levelsDiffer: ({ register, add, login }) => {
    const earned = [register, add].filter((one) => one !== undefined).map(({ level }) => level);
    return (
      new Set(earned).size <= 1 &&
      (earned.length === 0 || login === undefined || ialAtLeast(highestIal(earned), login.level))
    );
  },
  anchors: (row) =>
    columns(row).every(
      ({ anchors }) =>
        anchors ===
        (isCertificateMethod(row.method) ? (row.subject === 'agency' ? 'government' : 'public') : undefined),
    ),
  /** Whoever logs in by password has set one, and nobody sets one for nothing. */
  passwordWithoutUse: ({ register, login }) =>
    register === undefined ||
    login === undefined ||
    register.steps.includes('password') === (login.by === 'passwordOtp'),
  remedyNotOpen: (row) =>
    registers(
      row,
      ({ onDuplicate }) =>
        onDuplicate.length > 0 &&
        isUnique(onDuplicate) &&
        (!onDuplicate.includes('addMethod') || row.add !== undefined),
    ),
} as const satisfies Record<string, (row: MethodPolicy) => boolean>;

export type RowProblem = keyof typeof rowChecks;
export const rowProblems = Object.keys(rowChecks) as readonly RowProblem[];

export type RowsRefusal = 'policy.edition.duplicateRow' | 'policy.edition.row';

/** Refuses the first row that contradicts itself or another; facts: edition, method, subject, and the `problem` by name. */
export function checkRows({ id, methods }: PolicyEdition): Parsed<null, RowsRefusal> {
  const seen = new Set<string>();
  for (const row of methods) {
    const facts = { edition: id, method: row.method, subject: row.subject };
    const place = `${row.method} ${row.subject}`;
    if (seen.has(place)) return unparsed('policy.edition.duplicateRow', facts);
    seen.add(place);
    const problem = rowProblems.find((name) => !rowChecks[name](row));
    if (problem !== undefined) return unparsed('policy.edition.row', { ...facts, problem });
  }
  return parsed(null);
}
