import { days, type Duration, hours, instant, seconds } from '../../../src/domain/kernel/instant.js';
import type { MethodPolicy, PolicyEdition } from '../../../src/domain/policy/edition.js';
import { documentedEditions } from '../../../src/domain/policy/editions/documented-editions.js';
import { edition2019 } from '../../../src/domain/policy/editions/edition-2019.js';
import { edition202207 } from '../../../src/domain/policy/editions/edition-2022-07.js';
import { edition202407 } from '../../../src/domain/policy/editions/edition-2024-07.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import {
  canAdd,
  canLogin,
  canRegister,
  editionAt,
  editionById,
  makePolicyBook,
  methodPolicy,
  type PolicyBook,
} from '../../../src/domain/policy/policy-book.js';
import { rowProblems } from '../../../src/domain/policy/row-checks.js';
import { vietnamMidnight } from '../../../src/domain/policy/vietnam-time.js';

function bookOf(editions: readonly PolicyEdition[]): PolicyBook {
  const book = makePolicyBook(editions);
  if (!book.ok) throw new Error(book.refusal.code);
  return book.value;
}
const refused = (code: string, facts: unknown) => ({ ok: false, refusal: { code, facts } });

const book = bookOf(documentedEditions);

describe('a policy book', () => {
  it('[POLICY-BOOK] binds the documented editions and the sandbox', () => {
    expect(book.editions.map(({ id }) => id)).toEqual(['2019', '2022-07', '2023', '2024-07', '2025-07']);
    expect(bookOf([sandboxEdition]).editions).toEqual([sandboxEdition]);
  });

  it('[POLICY-BOOK] refuses to be empty', () => {
    expect(makePolicyBook([])).toEqual(refused('policy.book.empty', {}));
  });

  it('[POLICY-BOOK] refuses editions out of order, and two of one day', () => {
    const facts = { edition: '2019', after: '2022-07' };
    expect(makePolicyBook([edition202207, edition2019])).toEqual(refused('policy.book.order', facts));
    const twin = { ...edition202207, id: 'twin' };
    expect(makePolicyBook([edition202207, twin])).toEqual(
      refused('policy.book.order', { edition: 'twin', after: '2022-07' }),
    );
  });

  it('[POLICY-BOOK] refuses two editions of one name', () => {
    const again = { ...edition202207, id: '2019' };
    expect(makePolicyBook([edition2019, again])).toEqual(refused('policy.book.duplicateEdition', { edition: '2019' }));
  });

  it('[POLICY-BOOK] refuses a method named twice for one subject', () => {
    const row = methodPolicy(edition2019, 'vnpost', 'citizen');
    const twice = { ...edition2019, methods: [...edition2019.methods, ...(row === undefined ? [] : [row])] };
    const facts = { edition: '2019', method: 'vnpost', subject: 'citizen' };
    expect(makePolicyBook([twice])).toEqual(refused('policy.edition.duplicateRow', facts));
  });
});

describe('the edition in force', () => {
  it('[POLICY-IN-FORCE] is the newest one, from its first midnight on', () => {
    const idAt = (at: number) => {
      const edition = editionAt(book, instant(at));
      return edition.ok ? edition.value.id : edition.refusal.code;
    };
    const july2024 = vietnamMidnight(2024, 7, 1);
    expect(idAt(july2024 - 1)).toBe('2023');
    expect(idAt(july2024)).toBe('2024-07');
    expect(idAt(vietnamMidnight(2022, 12, 31))).toBe('2022-07');
    expect(idAt(vietnamMidnight(2099, 1, 1))).toBe('2025-07');
  });

  it('[POLICY-IN-FORCE] before the first there is none', () => {
    const { inForceFrom } = edition2019;
    expect(editionAt(book, instant(inForceFrom - 1))).toEqual(
      refused('policy.beforeFirstEdition', { at: inForceFrom - 1, edition: '2019', inForceFrom }),
    );
  });

  it('[POLICY-REGISTRATION] an edition is found by the name that the first event of a registration carries', () => {
    const startedAt = instant(edition202407.inForceFrom - 1);
    const started = editionAt(book, startedAt);
    const goesOnUnder = editionById(book, started.ok ? started.value.id : '');
    const inForceByThen = editionAt(book, edition202407.inForceFrom);
    expect(goesOnUnder).toMatchObject({ ok: true, value: { id: '2023' } });
    expect(inForceByThen).toMatchObject({ ok: true, value: { id: '2024-07' } });
    expect(goesOnUnder.ok && canRegister(goesOnUnder.value, 'mobileSubscriber', 'citizen').ok).toBe(true);
    expect(inForceByThen.ok && canRegister(inForceByThen.value, 'mobileSubscriber', 'citizen').ok).toBe(false);
  });

  it('an unknown name is refused', () => {
    expect(editionById(book, '1954')).toEqual(refused('policy.unknownEdition', { edition: '1954' }));
  });
});

describe('asking an edition', () => {
  it('gives the row’s own column', () => {
    const row = methodPolicy(edition2019, 'usbToken', 'enterprise');
    expect(canRegister(edition2019, 'usbToken', 'enterprise')).toEqual({ ok: true, value: row?.register });
    expect(canAdd(edition2019, 'usbToken', 'enterprise')).toEqual({ ok: true, value: row?.add });
    expect(canLogin(edition2019, 'usbToken', 'enterprise')).toEqual({ ok: true, value: row?.login });
  });

  it('refuses what is closed, and names what is open', () => {
    expect(canRegister(edition202407, 'mobileSubscriber', 'citizen')).toEqual(
      refused('policy.methodNotOpen', {
        method: 'mobileSubscriber',
        subject: 'citizen',
        edition: '2024-07',
        column: 'register',
        open: ['vneid'],
      }),
    );
    expect(canAdd(edition2019, 'vnpost', 'citizen')).toEqual(
      refused('policy.methodNotOpen', {
        method: 'vnpost',
        subject: 'citizen',
        edition: '2019',
        column: 'add',
        open: ['usbToken', 'simPki', 'inPerson'],
      }),
    );
    expect(canLogin(edition2019, 'inPerson', 'citizen')).toMatchObject(
      refused('policy.methodNotOpen', { column: 'login', method: 'inPerson' }),
    );
  });
});

describe('a row that contradicts itself', () => {
  type Change = (row: MethodPolicy) => MethodPolicy;
  const register =
    (change: Partial<MethodPolicy['register'] & object>): Change =>
    (row) =>
      row.register === undefined ? row : { ...row, register: { ...row.register, ...change } };

  const cases: readonly [problem: string, method: MethodPolicy['method'], subject: MethodPolicy['subject'], Change][] =
    [
      ['opensNothing', 'vnpost', 'citizen', ({ method, subject }) => ({ method, subject })],
      ['stepRepeated', 'mobileSubscriber', 'citizen', register({ steps: ['smsOtp', 'subscriberMatch', 'smsOtp'] })],
      ['proofOfAnotherMethod', 'mobileSubscriber', 'citizen', register({ steps: ['captcha', 'smsOtp', 'password'] })],
      ['proofOfAnotherMethod', 'usbToken', 'citizen', register({ steps: ['eidAssertion', 'holderConfirmation'] })],
      [
        'proofOfAnotherMethod',
        'socialInsurance',
        'citizen',
        register({ steps: ['socialInsuranceMatch', 'signature'] }),
      ],
      ['keyOfAnotherSubject', 'usbToken', 'enterprise', register({ dedupKey: 'certificatePersonId' })],
      ['keyNotAttested', 'mobileSubscriber', 'citizen', register({ dedupKey: 'registerPersonId' })],
      ['keyNotAttested', 'usbToken', 'agency', register({ steps: ['signature', 'holderConfirmation'] })],
      [
        'stepsOutOfOrder',
        'mobileSubscriber',
        'citizen',
        register({ steps: ['subscriberMatch', 'password', 'smsOtp'] }),
      ],
      ['stepsOutOfOrder', 'mobileSubscriber', 'citizen', register({ steps: ['subscriberMatch', 'password'] })],
      [
        'stepsOutOfOrder',
        'mobileSubscriber',
        'citizen',
        register({ steps: ['smsOtp', 'password', 'subscriberMatch'] }),
      ],
      ['stepsOutOfOrder', 'mobileSubscriber', 'citizen', register({ steps: ['subscriberMatch', 'smsOtp', 'captcha'] })],
      [
        'stepsOutOfOrder',
        'mobileSubscriber',
        'citizen',
        register({ steps: ['advisoryDedup', 'captcha', 'smsOtp', 'subscriberMatch', 'password'] }),
      ],
      [
        'stepsOutOfOrder',
        'mobileSubscriber',
        'citizen',
        register({ steps: ['smsOtp', 'advisoryDedup', 'subscriberMatch', 'password'] }),
      ],
      [
        'stepsOutOfOrder',
        'socialInsurance',
        'citizen',
        register({ steps: ['smsOtp', 'resolveAliases', 'socialInsuranceMatch', 'password'] }),
      ],
      [
        'stepsOutOfOrder',
        'socialInsurance',
        'citizen',
        register({ steps: ['captcha', 'advisoryDedup', 'socialInsuranceMatch', 'smsOtp', 'password'] }),
      ],
      ['stepsOutOfOrder', 'usbToken', 'citizen', register({ steps: ['holderConfirmation', 'signature'] })],
      [
        'stepsOutOfOrder',
        'usbToken',
        'agency',
        register({ steps: ['organisationLookup', 'signature', 'holderConfirmation'] }),
      ],
      ['levelWithoutEvidence', 'mobileSubscriber', 'citizen', register({ level: 'IAL3' })],
      ['levelWithoutEvidence', 'simPki', 'citizen', register({ level: 'none' })],
      ['levelsDiffer', 'usbToken', 'citizen', register({ level: 'IAL2' })],
      ['anchors', 'usbToken', 'agency', register({ anchors: 'public' })],
      ['anchors', 'vnpost', 'citizen', register({ anchors: 'public' })],
      ['passwordWithoutUse', 'vnpost', 'citizen', register({ steps: ['postalMatch', 'smsOtp', 'password'] })],
      ['passwordWithoutUse', 'mobileSubscriber', 'citizen', register({ steps: ['smsOtp', 'subscriberMatch'] })],
      ['remedyNotOpen', 'mobileSubscriber', 'citizen', register({ onDuplicate: ['counter', 'addMethod'] })],
      ['remedyNotOpen', 'mobileSubscriber', 'citizen', register({ onDuplicate: ['counter', 'counter'] })],
      ['remedyNotOpen', 'mobileSubscriber', 'citizen', register({ onDuplicate: [] })],
    ];

  it.each(cases)('[POLICY-BOOK] is refused: %s, %s of %s', (problem, method, subject, change) => {
    const isMeant = (row: MethodPolicy) => row.method === method && row.subject === subject;
    const methods = edition2019.methods.map((row) => (isMeant(row) ? change(row) : row));
    expect(makePolicyBook([{ ...edition2019, methods }])).toEqual(
      refused('policy.edition.row', { edition: '2019', method, subject, problem }),
    );
  });

  it('every check has a case', () => {
    expect(rowProblems.filter((problem) => !cases.some(([name]) => name === problem))).toEqual([]);
  });

  it('a session may claim less than its method earns, but not more', () => {
    const row = methodPolicy(edition2019, 'usbToken', 'citizen');
    if (row?.add === undefined || row.login === undefined) throw new Error('the row has changed');
    const { method, subject, add, login } = row;
    const bind = (earns: 'IAL2' | 'IAL3', claims: 'IAL2' | 'IAL3') =>
      makePolicyBook([
        {
          ...edition2019,
          methods: [{ method, subject, add: { ...add, level: earns }, login: { ...login, level: claims } }],
        },
      ]);
    expect(bind('IAL3', 'IAL2').ok).toBe(true);
    expect(bind('IAL2', 'IAL2').ok).toBe(true);
    expect(bind('IAL2', 'IAL3')).toMatchObject({ ok: false, refusal: { facts: { problem: 'levelsDiffer' } } });
  });
});

describe('a number that cannot be', () => {
  const { otp, guesses, sessions, registration } = edition2019;
  const none = { limit: 0, window: days(1) };
  const never = 0 as Duration;

  const cases: readonly [number: string, change: Partial<PolicyEdition>][] = [
    ['otp.digits', { otp: { ...otp, digits: 3 } }],
    ['otp.digits', { otp: { ...otp, digits: 11 } }],
    ['otp.digits', { otp: { ...otp, digits: 6.5 } }],
    ['otp.life', { otp: { ...otp, life: never } }],
    ['otp.tries', { otp: { ...otp, tries: 0 } }],
    ['otp.resendAfter', { otp: { ...otp, resendAfter: seconds(-1) } }],
    ['otp.sendsPerPhone', { otp: { ...otp, sendsPerPhone: { ...otp.sendsPerPhone, login: none } } }],
    ['otp.sendsPerPhone', { otp: { ...otp, sendsPerPhone: { ...otp.sendsPerPhone, registration: none } } }],
    ['syncsPerAccount', { syncsPerAccount: none }],
    ['otp.promptsPerNetwork', { otp: { ...otp, promptsPerNetwork: none } }],
    ['guesses.passwordPerAccount', { guesses: { ...guesses, passwordPerAccount: none } }],
    ['guesses.otpPerAccount', { guesses: { ...guesses, otpPerAccount: { limit: 1, window: never } } }],
    ['guesses.otpPerPhone', { guesses: { ...guesses, otpPerPhone: none } }],
    ['guesses.perNetwork', { guesses: { ...guesses, perNetwork: none } }],
    ['guesses.totalPerAccount', { guesses: { ...guesses, totalPerAccount: { limit: 101, window: days(30) } } }],
    ['guesses.registrationsPerNetwork', { guesses: { ...guesses, registrationsPerNetwork: none } }],
    ['sessions.idle', { sessions: { ...sessions, idle: never } }],
    ['sessions.absolute', { sessions: { ...sessions, absolute: seconds(1) } }],
    ['sessions.stepUpWithin', { sessions: { ...sessions, stepUpWithin: days(1) } }],
    ['registration.life', { registration: { ...registration, life: hours(23) } }],
    ['registration.life', { registration: { ...registration, life: seconds(2), emailLinkLife: seconds(1) } }],
    ['registration.emailLinkLife', { registration: { ...registration, emailLinkLife: never } }],
    ['registration.claimPatience', { registration: { ...registration, claimPatience: seconds(-1) } }],
    ['eidLevels', { eidLevels: { eid1: 'IAL3', eid2: 'IAL2' } }],
    ['eidLevels', { eidLevels: { eid1: 'none', eid2: 'IAL2' } }],
    ['phoneChangeDelay', { phoneChangeDelay: seconds(-1) }],
    ['loginHistoryKept', { loginHistoryKept: seconds(0) }],
    ['unaccentedRegisters', { unaccentedRegisters: ['certificate', 'certificate'] }],
    ['recovery.life', { recovery: { ...edition2019.recovery, life: seconds(1) } }],
    ['recovery.startsPerIdentifier', { recovery: { ...edition2019.recovery, startsPerIdentifier: none } }],
    ['passwordHistory', { passwordHistory: 0 }],
    ['password', { password: { ...edition2019.password, minLength: 0 } }],
    ['password', { password: { ...edition2019.password, maxLength: 7 } }],
  ];

  it.each(cases)('[POLICY-BOOK] is refused: %s', (number, change) => {
    expect(makePolicyBook([{ ...edition2019, ...change }])).toEqual(
      refused('policy.edition.number', { edition: '2019', number }),
    );
  });

  it('every number has a case', () => {
    expect(Object.keys(edition2019.numbersBasis).filter((path) => !cases.some(([name]) => name === path))).toEqual([]);
  });
});
