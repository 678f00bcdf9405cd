import type { IdentifierRecord } from '../../domain/account/identity-profile.js';
import type { RegisterPolicy, RegistrationStep } from '../../domain/policy/edition.js';
import type { IdentityMethod } from '../../domain/policy/methods.js';
import type { TypedDetails } from '../../domain/registration/registration.events.js';
import { type Facts, parsed, type Parsed, unparsed } from '../../domain/kernel/refusal.js';
import { parseEmail } from '../../domain/values/email.js';
import { parseFormDate } from '../../domain/values/partial-date.js';
import { parsePersonId } from '../../domain/values/person-id.js';
import { parsePersonName } from '../../domain/values/person-name.js';
import { crossCheckPersonalNumber } from '../../domain/values/personal-number.js';
import { parsePhone } from '../../domain/values/phone.js';
import { parseSocialInsuranceCode } from '../../domain/values/social-insurance-code.js';
import { refuse, type Refused } from '../outcome/outcome.js';
import type { StartRegistration } from './registration-api.js';

export type FormField =
  'personId' | 'name' | 'birthDate' | 'phone' | 'email' | 'socialInsuranceCode' | 'activation' | 'redirectUri';

/** Which starred fields the first form of a method has, from the steps of its row. */
export function requiredFields(method: IdentityMethod, policy: RegisterPolicy): readonly FormField[] {
  const has = (step: RegistrationStep): boolean => policy.steps.includes(step);
  const fields = new Set<FormField>();
  if (has('subscriberMatch') || has('socialInsuranceMatch') || has('postalMatch') || has('counterProof'))
    for (const field of ['personId', 'name', 'birthDate'] as const) fields.add(field);
  if (has('smsOtp') || method === 'simPki') fields.add('phone');
  if (has('socialInsuranceMatch')) fields.add('socialInsuranceCode');
  if (has('activation')) fields.add('activation');
  if (method === 'smartCa' || has('eidAssertion')) fields.add('redirectUri');
  return [...fields];
}

type FieldFailures = Record<string, string>;

/**
 * Reads the whole form: every wrong field is reported, not only the first. `form.invalid` names each field with the code
 * of what is wrong with it.
 */
export function readForm(
  form: StartRegistration,
  policy: RegisterPolicy,
): { readonly ok: true; readonly typed: TypedDetails } | { readonly ok: false; readonly refused: Refused } {
  const failures: FieldFailures = {};
  const required = new Set(requiredFields(form.method, policy));
  if (required.has('activation') && form.activation === 'email') required.add('email');
  if (required.has('activation') && form.activation === 'sms') required.add('phone');

  const isGiven = (field: FormField): boolean => {
    if (form[field] !== undefined && form[field].trim() !== '') return true;
    if (required.has(field)) failures[field] = missingCodes[field];
    return false;
  };
  const read = <T>(field: FormField, parse: (raw: string) => Parsed<T>): T | undefined => {
    if (!isGiven(field)) return undefined;
    const result = parse(form[field] ?? '');
    if (result.ok) return result.value;
    failures[field] = result.refusal.code;
    return undefined;
  };

  const personId = read('personId', parsePersonId);
  const name = read('name', parsePersonName);
  const birthDate = read('birthDate', parseFormDate);
  const phone = read('phone', parsePhone);
  const email = read('email', parseEmail);
  const socialInsuranceCode = read('socialInsuranceCode', parseSocialInsuranceCode);
  const activation = read('activation', parseActivation);
  isGiven('redirectUri');

  if (personId?.kind === 'personalNumber' && birthDate !== undefined) {
    const mismatches = crossCheckPersonalNumber(personId.value, { birthDate: birthDate.value });
    if (mismatches.length > 0) failures['birthDate'] = 'identifier.personalNumber.birthYear';
  }
  if (Object.keys(failures).length > 0) return { ok: false, refused: invalid(failures) };

  const record: IdentifierRecord | undefined = personId && {
    kind: personId.kind,
    value: personId.value,
    raw: personId.raw,
    normaliser: personId.normaliser,
    attested: false,
  };
  return {
    ok: true,
    typed: {
      ...(record && { personId: record }),
      ...(name && { name: name.value.display }),
      ...(birthDate && { birthDate: birthDate.value }),
      ...(phone && { phone: phone.value }),
      ...(email && { email: email.value }),
      ...(socialInsuranceCode && { socialInsuranceCode: socialInsuranceCode.value }),
      ...(activation && { activation }),
    },
  };
}

const parseActivation = (raw: string): Parsed<'sms' | 'email'> =>
  raw === 'sms' || raw === 'email' ? parsed(raw) : unparsed(missingCodes.activation);

/** A form with one wrong field answers with that field's own code; with several, with `form.invalid`. */
const invalid = (failures: FieldFailures): Refused => {
  const fields = Object.keys(failures);
  const facts: Facts = {
    fields,
    ...Object.fromEntries(fields.map((field) => [`field.${field}`, failures[field] ?? ''])),
  };
  const [only] = fields.length === 1 ? Object.values(failures) : [];
  return refuse(only ?? 'form.invalid', facts);
};

const missingCodes: Record<FormField, string> = {
  personId: 'identifier.personId.missing',
  name: 'name.missing',
  birthDate: 'date.missing',
  phone: 'identifier.phone.missing',
  email: 'email.missing',
  socialInsuranceCode: 'identifier.socialInsuranceCode.missing',
  activation: 'registration.activationMissing',
  redirectUri: 'registration.redirectUriMissing',
};
