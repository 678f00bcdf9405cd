import type {
  IdentifierAdded,
  IdentitySyncedFromCSDL,
  KeysRenewed,
  MethodAdded,
  MethodRemoved,
  Registered,
  RegistrationRefused,
  RegistrationSuperseded,
} from '../../../domain/account/account.events.js';
import type { IdentityProfile } from '../../../domain/account/identity-profile.js';
import { field, listOf, oneOf, optional, record, someOf, text } from '../shape.js';
import { personal, storedType } from '../stored-type.js';
import {
  claimKey,
  consent,
  evidence,
  facts,
  identifierRecord,
  identityProfile,
  instant,
  methodGrant,
  methodKind,
  subjectKind,
} from './common.js';

const profileField = oneOf<keyof IdentityProfile>({
  identifiers: true,
  name: true,
  birthDate: true,
  gender: true,
  socialInsuranceCode: true,
  phone: true,
  email: true,
  placeOfBirth: true,
  hometown: true,
  permanentAddress: true,
  parentOrganisation: true,
  certificate: true,
});

export const addedIdentifiers = record<Pick<IdentityProfile, 'identifiers'>>('AddedIdentifiers', {
  identifiers: field(listOf(identifierRecord), 'the identifiers added'),
});

/** `account-<id>`: how it came to be, and what proves whose it is. */
export const accountIdentityTypes = {
  Registered: storedType<Registered>(
    'Registered.v1',
    'Registered',
    'account',
    'First event: the account exists. Everything that proves its identity is in it.',
    {
      registrationId: field(text, 'the registration that led to it'),
      subject: field(subjectKind, 'who it belongs to'),
      grant: field(methodGrant, 'how the identity was proved, and the level that gives'),
      evidence: field(listOf(evidence), 'what the proof rests on'),
      keys: field(listOf(claimKey), 'every claim the account was given'),
      consent: field(consent, 'what the person agreed to'),
      passwordId: optional(text, "where the password's hash lies in the secret vault; absent: no password"),
      phoneId: optional(text, 'id of the OTP phone, default from the start'),
      fieldEvidence: optional(
        someOf(profileField, text),
        'field of the profile -> the evidence it came from; a field that is missing was typed',
      ),
      personal: personal(identityProfile, 'what is known of the subject'),
    },
  ),
  RegistrationSuperseded: storedType<RegistrationSuperseded>(
    'RegistrationSuperseded.v1',
    'RegistrationSuperseded',
    'account',
    'First and last event: another registration overtook this one. The account id is never used.',
    { registrationId: field(text, 'the registration overtaken'), by: field(text, 'the account that overtook it') },
  ),
  RegistrationRefused: storedType<RegistrationRefused>(
    'RegistrationRefused.v1',
    'RegistrationRefused',
    'account',
    'First and last event: the subject has an account already. The account id is never used.',
    {
      registrationId: field(text, 'the registration refused'),
      code: field(text, 'why'),
      facts: field(facts, 'what explains it; never personal'),
    },
  ),
  MethodAdded: storedType<MethodAdded>(
    'MethodAdded.v1',
    'MethodAdded',
    'account',
    'The identity was proved in a further way.',
    {
      grant: field(methodGrant, 'how, and the level that gives'),
      evidence: field(listOf(evidence), 'what the proof rests on'),
    },
  ),
  MethodRemoved: storedType<MethodRemoved>(
    'MethodRemoved.v1',
    'MethodRemoved',
    'account',
    'A way of proving the identity, or of logging in, was given up.',
    { methodId: field(text, 'which'), method: field(methodKind, 'its kind'), at: field(instant, 'when') },
  ),
  IdentifierAdded: storedType<IdentifierAdded>(
    'IdentifierAdded.v1',
    'IdentifierAdded',
    'account',
    'A further identifier of the same subject, recorded after its claim.',
    {
      keys: field(listOf(claimKey), 'the claims made'),
      evidence: field(listOf(evidence), 'who attested it'),
      personal: personal(addedIdentifiers, 'the identifiers themselves'),
    },
  ),
  KeysRenewed: storedType<KeysRenewed>(
    'KeysRenewed.v1',
    'KeysRenewed',
    'account',
    'Identifiers that the account has got keys under another pepper.',
    { keys: field(listOf(claimKey), 'the claims made') },
  ),
  IdentitySyncedFromCSDL: storedType<IdentitySyncedFromCSDL>(
    'IdentitySyncedFromCSDL.v1',
    'IdentitySyncedFromCSDL',
    'account',
    'The profile was brought up to date from the national population database.',
    {
      evidence: field(evidence, 'what was asked and answered'),
      changed: field(listOf(profileField), 'which fields differ from what the account held'),
      personal: personal(identityProfile, 'the profile from now on'),
    },
  ),
};
