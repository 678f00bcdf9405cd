import type { MethodPolicy, PolicyEdition } from '../../../src/domain/policy/edition.js';
import { documentedEditions } from '../../../src/domain/policy/editions/documented-editions.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import { type IdentityMethod, isCertificateMethod } from '../../../src/domain/policy/methods.js';
import { methodPolicy } from '../../../src/domain/policy/policy-book.js';

const editions = [...documentedEditions, sandboxEdition];
const rows = editions.flatMap((edition) => edition.methods.map((row) => ({ ...row, edition: edition.id })));
const rowsOf = (...methods: readonly IdentityMethod[]) => rows.filter(({ method }) => methods.includes(method));
const registering = rows.flatMap((row) => (row.register === undefined ? [] : [{ ...row, register: row.register }]));
const registeringBy = (...methods: readonly IdentityMethod[]) =>
  registering.filter(({ method }) => methods.includes(method));
const byId = (id: string): PolicyEdition => {
  const found = editions.find((edition) => edition.id === id);
  if (found === undefined) throw new Error(`no edition ${id}`);
  return found;
};
const stepsIn = (id: string, method: IdentityMethod, subject: MethodPolicy['subject'] = 'citizen') =>
  methodPolicy(byId(id), method, subject)?.register?.steps;

describe('levels', () => {
  it.each([
    ['MOB-IAL2', 'mobileSubscriber', 'IAL2'],
    ['BHXH-IAL2', 'socialInsurance', 'IAL2'],
    ['VNPOST-IAL2', 'vnpost', 'IAL2'],
    ['USB-IAL3', 'usbToken', 'IAL3'],
    ['SIM-IAL3', 'simPki', 'IAL3'],
    ['SMARTCA-IAL3', 'smartCa', 'IAL3'],
    ['INPERSON-IAL3', 'inPerson', 'IAL3'],
  ] as const)('[%s] in every edition and column that opens it', (_rule, method, level) => {
    expect(rowsOf(method).length).toBeGreaterThan(0);
    for (const { register, add, login } of rowsOf(method))
      for (const column of [register, add, login]) if (column !== undefined) expect(column.level).toBe(level);
  });
});

describe('e-mail and captcha', () => {
  it.each([
    ['EMAIL-CITIZEN', 'citizen', 'optional'],
    ['EMAIL-ENTERPRISE', 'enterprise', 'required'],
    ['EMAIL-AGENCY', 'agency', 'optional'],
  ] as const)('[%s] by whatever method', (_rule, subject, email) => {
    const found = registering.filter((row) => row.subject === subject);
    expect(found.length).toBeGreaterThan(0);
    for (const { register } of found) expect(register.email).toBe(email);
  });

  it('[CAPTCHA-ROWS] forms have one, SIM and VNeID never', () => {
    for (const { register } of registeringBy('mobileSubscriber', 'socialInsurance', 'vnpost', 'smartCa'))
      expect(register.steps).toContain('captcha');
    for (const { register } of registeringBy('usbToken').filter(({ subject }) => subject === 'agency'))
      expect(register.steps).toContain('captcha');
    for (const { register } of registeringBy('simPki', 'vneid')) expect(register.steps).not.toContain('captcha');
  });

  it('an enterprise’s token asks for one only where the guide of that time does', () => {
    expect(stepsIn('2022-07', 'usbToken', 'enterprise')).not.toContain('captcha');
    expect(stepsIn('2023', 'usbToken', 'enterprise')).toContain('captcha');
    expect(stepsIn('2024-07', 'usbToken', 'enterprise')).not.toContain('captcha');
  });

  it('[LOGIN-CAPTCHA] appears with the guide of 2022-07', () => {
    const asks = (id: string) => methodPolicy(byId(id), 'mobileSubscriber', 'citizen')?.login?.captcha;
    expect(['2019', '2022-07', '2023', 'sandbox'].map(asks)).toEqual([false, true, true, true]);
  });
});

describe('steps', () => {
  it('[MOB-STEPS] in this order', () => {
    expect(stepsIn('2019', 'mobileSubscriber')).toEqual([
      'captcha',
      'advisoryDedup',
      'smsOtp',
      'subscriberMatch',
      'password',
    ]);
    expect(stepsIn('sandbox', 'mobileSubscriber')).toEqual([
      'captcha',
      'advisoryDedup',
      'smsOtp',
      'subscriberMatch',
      'resolveAliases',
      'password',
    ]);
  });

  it('[BHXH-STEPS] in this order', () => {
    expect(stepsIn('2019', 'socialInsurance')).toEqual([
      'captcha',
      'socialInsuranceMatch',
      'advisoryDedup',
      'smsOtp',
      'password',
    ]);
    expect(stepsIn('sandbox', 'socialInsurance')).toEqual([
      'captcha',
      'socialInsuranceMatch',
      'advisoryDedup',
      'smsOtp',
      'resolveAliases',
      'password',
    ]);
  });

  it('[BHXH-RETURNED-ID] the dedup key is what the register returned', () => {
    for (const { register } of registeringBy('socialInsurance', 'vnpost'))
      expect(register.dedupKey).toBe('registerPersonId');
    for (const { register } of registeringBy('mobileSubscriber')) expect(register.dedupKey).toBe('typedPersonId');
  });

  it('[VNPOST-STEPS] in this order, without a password', () => {
    expect(stepsIn('2019', 'vnpost')).toEqual(['captcha', 'postalMatch', 'activation']);
    expect(stepsIn('sandbox', 'vnpost')).toEqual(['captcha', 'postalMatch', 'activation', 'resolveAliases']);
  });

  it('[VNPOST-NO-CIVIL-SERVANT] and nobody else refuses one', () => {
    expect(
      new Set(registering.filter(({ register }) => register.civilServantRefused).map((row) => row.method)),
    ).toEqual(new Set(['vnpost']));
    for (const { register } of registeringBy('vnpost')) expect(register.civilServantRefused).toBe(true);
  });

  it('[SIM-ADVICE-FIRST] a citizen’s SIM, and no other certificate', () => {
    for (const { method, subject, register } of registeringBy('usbToken', 'simPki', 'smartCa')) {
      const isCitizensSim = method === 'simPki' && subject === 'citizen';
      expect(register.steps.slice(0, 2).includes('advisoryDedup')).toBe(isCitizensSim);
    }
    expect(stepsIn('2019', 'simPki')).toEqual(['signature', 'advisoryDedup', 'holderConfirmation']);
  });

  it('[CERT-STEPS] signing first, confirming last, no code and no password', () => {
    for (const { register } of registeringBy('usbToken', 'simPki', 'smartCa')) {
      expect(register.steps[0]).toBe('signature');
      expect(register.steps.at(-1)).toBe('holderConfirmation');
      expect(register.steps).not.toContain('smsOtp');
      expect(register.steps).not.toContain('password');
    }
  });

  it('[CERT-KEYS] a person’s number, a tax code, an agency’s code', () => {
    const keys = {
      citizen: 'certificatePersonId',
      enterprise: 'certificateTaxCode',
      agency: 'directoryOrganisationCode',
    };
    for (const { register, subject } of registeringBy('usbToken', 'simPki', 'smartCa'))
      expect(register.dedupKey).toBe(keys[subject]);
  });

  it('[AGENCY-LOOKUP] the directory is asked for every agency, and for nobody else', () => {
    for (const { register, subject } of registering) {
      expect(register.steps.includes('organisationLookup')).toBe(subject === 'agency');
      expect(register.dedupKey === 'directoryOrganisationCode').toBe(subject === 'agency');
    }
  });

  it('[CERT-ANCHORS] in all three columns', () => {
    for (const { register, add, login, subject } of rowsOf('usbToken', 'simPki', 'smartCa'))
      for (const column of [register, add, login])
        if (column !== undefined) expect(column.anchors).toBe(subject === 'agency' ? 'government' : 'public');
  });

  it('[ALIASES-BY-EDITION] forms ask for aliases from 2022-07, certificates and VNeID never', () => {
    const forms: readonly IdentityMethod[] = ['mobileSubscriber', 'socialInsurance', 'vnpost', 'inPerson'];
    for (const { register, method, edition } of registering)
      expect(register.steps.includes('resolveAliases')).toBe(forms.includes(method) && edition !== '2019');
  });
});

describe('duplicates and logins', () => {
  const persons = registering.filter(({ subject }) => subject === 'citizen');
  const organisations = registering.filter(({ subject }) => subject !== 'citizen');

  it('[DUP-REMEDIES] a person has three, in this order', () => {
    for (const { register } of persons)
      expect(register.onDuplicate.slice(0, 3)).toEqual(['recoverPassword', 'counter', 'complaint']);
  });

  it('[DUP-SMARTCA-ADD] certificates and VNeID may be added, forms may not', () => {
    for (const { register, method } of registering)
      expect(register.onDuplicate.includes('addMethod')).toBe(isCertificateMethod(method) || method === 'vneid');
  });

  it('[DUP-ORGANISATION] no password to recover', () => {
    for (const { register } of organisations)
      expect(register.onDuplicate).toEqual(['counter', 'complaint', 'addMethod']);
  });

  it('[LOGIN-PASSWORD] by mobile and social insurance only, and they set one when registering', () => {
    for (const { login, method } of rows)
      expect(login?.by === 'passwordOtp').toBe(method === 'mobileSubscriber' || method === 'socialInsurance');
    for (const { register, login } of registering)
      expect(register.steps.includes('password')).toBe(login?.by === 'passwordOtp');
  });

  it('[LOGIN-POST] by VNPost only', () => {
    for (const { login, method } of rows) expect(login?.by === 'postalAccount').toBe(method === 'vnpost');
  });
});
