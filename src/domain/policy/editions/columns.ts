import type {
  AddPolicy,
  DedupKey,
  DuplicateRemedy,
  EmailNeed,
  LoginPolicy,
  RegisterPolicy,
  RegistrationStep,
  TrustAnchorSet,
} from '../edition.js';
import type { SubjectKind } from '../methods.js';

/*
 * What the editions say of each method, once. An edition chooses which of these it opens and cites its own document;
 * what differs between editions is a parameter here.
 */

interface Cited {
  readonly basis: string;
}

const personRemedies: readonly DuplicateRemedy[] = ['recoverPassword', 'counter', 'complaint'];
/** An enterprise or an agency has no password that it could recover. */
const organisationRemedies: readonly DuplicateRemedy[] = ['counter', 'complaint'];

/** Where an account exists already, a certificate or VNeID may be added to it instead. */
const remediesWithAdd = (subject: SubjectKind): readonly DuplicateRemedy[] => [
  ...(subject === 'citizen' ? personRemedies : organisationRemedies),
  'addMethod',
];

const emailNeed = (subject: SubjectKind): EmailNeed => (subject === 'enterprise' ? 'required' : 'optional');

/** Agencies sign under the Government's hierarchy only, everybody else under the public one. */
const anchorsFor = (subject: SubjectKind): TrustAnchorSet => (subject === 'agency' ? 'government' : 'public');

interface ByForm extends Cited {
  /** Whether the population register is asked for the person's other numbers. */
  readonly aliases: boolean;
}

const resolveAliases = (aliases: boolean): readonly RegistrationStep[] => (aliases ? ['resolveAliases'] : []);

export const registerByMobile = ({ aliases, basis }: ByForm): RegisterPolicy => ({
  steps: ['captcha', 'advisoryDedup', 'smsOtp', 'subscriberMatch', ...resolveAliases(aliases), 'password'],
  level: 'IAL2',
  dedupKey: 'typedPersonId',
  onDuplicate: personRemedies,
  email: 'optional',
  civilServantRefused: false,
  basis,
});

export const registerBySocialInsurance = ({ aliases, basis }: ByForm): RegisterPolicy => ({
  steps: ['captcha', 'socialInsuranceMatch', 'advisoryDedup', 'smsOtp', ...resolveAliases(aliases), 'password'],
  level: 'IAL2',
  dedupKey: 'registerPersonId',
  onDuplicate: personRemedies,
  email: 'optional',
  civilServantRefused: false,
  basis,
});

export const registerByPost = ({ aliases, basis }: ByForm): RegisterPolicy => ({
  steps: ['captcha', 'postalMatch', 'activation', ...resolveAliases(aliases)],
  level: 'IAL2',
  dedupKey: 'registerPersonId',
  onDuplicate: personRemedies,
  email: 'optional',
  civilServantRefused: true,
  basis,
});

/** The phone is confirmed at the counter, so that a certificate or VNeID can be added with the owner's consent later. */
export const registerInPerson = ({ aliases, basis }: ByForm): RegisterPolicy => ({
  steps: ['counterProof', 'smsOtp', ...resolveAliases(aliases)],
  level: 'IAL3',
  dedupKey: 'counterPersonId',
  onDuplicate: personRemedies,
  email: 'optional',
  civilServantRefused: false,
  basis,
});

/** One agency has one code, whichever way it comes. */
const organisationLookup = (subject: SubjectKind): readonly RegistrationStep[] =>
  subject === 'agency' ? ['organisationLookup'] : [];

const certificateKeys: Readonly<Record<SubjectKind, DedupKey>> = {
  citizen: 'certificatePersonId',
  enterprise: 'certificateTaxCode',
  agency: 'directoryOrganisationCode',
};

interface ByCertificate extends Cited {
  readonly captcha: boolean;
  /** Whether a duplicate is told before the person is shown what the certificate says. */
  readonly adviceFirst?: boolean;
}

/** The population register is not asked: it wants a date of birth, and certificates carry none. */
export const registerByCertificate = (
  subject: SubjectKind,
  { captcha, adviceFirst = false, basis }: ByCertificate,
): RegisterPolicy => ({
  steps: [
    'signature',
    ...(adviceFirst ? (['advisoryDedup'] as const) : []),
    ...organisationLookup(subject),
    ...(captcha ? (['captcha'] as const) : []),
    'holderConfirmation',
  ],
  level: 'IAL3',
  dedupKey: certificateKeys[subject],
  onDuplicate: remediesWithAdd(subject),
  email: emailNeed(subject),
  civilServantRefused: false,
  anchors: anchorsFor(subject),
  basis,
});

const eidKeys: Readonly<Record<SubjectKind, DedupKey>> = {
  citizen: 'eidPersonalNumber',
  enterprise: 'eidTaxCode',
  agency: 'directoryOrganisationCode',
};

/** An organisation confirms once more, because an enterprise must give its e-mail address there. */
export const registerByEid = (subject: SubjectKind, { basis }: Cited): RegisterPolicy => ({
  steps: [
    'eidAssertion',
    ...organisationLookup(subject),
    ...(subject === 'citizen' ? [] : (['holderConfirmation'] as const)),
  ],
  level: 'IAL3',
  dedupKey: eidKeys[subject],
  onDuplicate: remediesWithAdd(subject),
  email: emailNeed(subject),
  civilServantRefused: false,
  basis,
});

export const addCertificate = (subject: SubjectKind, { basis }: Cited): AddPolicy => ({
  level: 'IAL3',
  anchors: anchorsFor(subject),
  basis,
});

/** By VNeID or at a counter: no certificate signs. */
export const addProof = ({ basis }: Cited): AddPolicy => ({ level: 'IAL3', basis });

export const logInByPassword = ({ captcha, basis }: Cited & { readonly captcha: boolean }): LoginPolicy => ({
  by: 'passwordOtp',
  level: 'IAL2',
  captcha,
  basis,
});

export const logInByPost = ({ basis }: Cited): LoginPolicy => ({
  by: 'postalAccount',
  level: 'IAL2',
  captcha: false,
  basis,
});

export const logInByCertificate = (subject: SubjectKind, { basis }: Cited): LoginPolicy => ({
  by: 'assertion',
  level: 'IAL3',
  captcha: false,
  anchors: anchorsFor(subject),
  basis,
});

export const logInByEid = ({ basis }: Cited): LoginPolicy => ({
  by: 'assertion',
  level: 'IAL3',
  captcha: false,
  basis,
});
