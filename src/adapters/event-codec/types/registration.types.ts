import type {
  AttestedDetails,
  EmailLinkFollowed,
  HolderConfirmed,
  IdentityMatched,
  IdentityMismatched,
  OtpConfirmed,
  RegistrationEnded,
  RegistrationExpired,
  RegistrationPinned,
  RegistrationStarted,
  SignatureVerified,
  TypedDetails,
} from '../../../domain/registration/registration.events.js';
import type { RegistrationStep } from '../../../domain/policy/edition.js';
import { field, listOf, oneOf, optional, record, text } from '../shape.js';
import { personal, storedType } from '../stored-type.js';
import {
  certificateSummary,
  claimKey,
  consent,
  evidence,
  evidenceSource,
  facts,
  gender,
  ial,
  identifierRecord,
  identityMethod,
  instant,
  partialDate,
  subjectKind,
} from './common.js';

const step = oneOf<RegistrationStep>({
  captcha: true,
  advisoryDedup: true,
  smsOtp: true,
  activation: true,
  subscriberMatch: true,
  socialInsuranceMatch: true,
  postalMatch: true,
  signature: true,
  organisationLookup: true,
  eidAssertion: true,
  counterProof: true,
  resolveAliases: true,
  holderConfirmation: true,
  password: true,
});

export const typedDetails = record<TypedDetails>('TypedDetails', {
  personId: optional(identifierRecord, 'the identifier typed'),
  name: optional(text, 'the name typed'),
  birthDate: optional(partialDate, 'the date typed'),
  gender: optional(gender, 'as chosen'),
  phone: optional(text, 'E.164'),
  email: optional(text, 'as typed'),
  socialInsuranceCode: optional(text, 'ten digits'),
  activation: optional(
    oneOf<NonNullable<TypedDetails['activation']>>({ sms: true, email: true }),
    'VNPost: how to activate',
  ),
});

export const organisationKeys = record<NonNullable<AttestedDetails['organisationKeys']>>('OrganisationKeys', {
  taxCode: optional(text, 'MST of the certificate'),
  budgetCode: optional(text, 'MNS of the certificate'),
});

export const attestedDetails = record<AttestedDetails>('AttestedDetails', {
  identifiers: field(listOf(identifierRecord), 'only these may be claimed'),
  name: optional(text, 'as the source has it'),
  birthDate: optional(partialDate, 'as the source has it'),
  gender: optional(gender, 'as the source has it'),
  socialInsuranceCode: optional(text, 'ten digits'),
  placeOfBirth: optional(text, 'as the source has it'),
  hometown: optional(text, 'as the source has it'),
  permanentAddress: optional(text, 'as the source has it'),
  parentOrganisation: optional(text, 'of an agency'),
  organisationKeys: optional(organisationKeys, "what an agency's certificate carries, for the organisation directory"),
  certificate: optional(certificateSummary, 'what the holder is shown'),
});

export const confirmedContact = record<{ readonly email?: string }>('ConfirmedContact', {
  email: optional(text, 'as typed on the confirmation'),
});

/** `registration-<id>`: one attempt to register. */
export const registrationTypes = {
  RegistrationStarted: storedType<RegistrationStarted>(
    'RegistrationStarted.v1',
    'RegistrationStarted',
    'registration',
    'Somebody filled in the form and agreed to the terms.',
    {
      registrationId: field(text, 'its id'),
      subject: field(subjectKind, 'who the account is to belong to'),
      method: field(identityMethod, 'how the identity is to be proved'),
      edition: field(text, 'the policy edition that the whole registration runs under'),
      steps: field(listOf(step), 'what that edition asks for, in order'),
      consent: field(consent, 'what the person agreed to'),
      at: field(instant, 'when it began'),
      expiresAt: field(instant, 'until when it can be finished'),
      personal: personal(typedDetails, 'what was typed'),
    },
  ),
  IdentityMatched: storedType<IdentityMatched>(
    'IdentityMatched.v1',
    'IdentityMatched',
    'registration',
    'A source confirmed the person, or found the organisation.',
    {
      by: field(evidenceSource, 'who confirmed'),
      evidence: field(evidence, 'what was asked and answered'),
      personal: personal(attestedDetails, 'what the source attested'),
    },
  ),
  IdentityMismatched: storedType<IdentityMismatched>(
    'IdentityMismatched.v1',
    'IdentityMismatched',
    'registration',
    'A source answered, and it was not this person: the registration ends.',
    { by: field(evidenceSource, 'who answered'), evidence: field(evidence, 'what was asked and answered') },
  ),
  OtpConfirmed: storedType<OtpConfirmed>(
    'OtpConfirmed.v1',
    'OtpConfirmed',
    'registration',
    'The code sent to the phone came back.',
    { at: field(instant, 'when it came back') },
  ),
  EmailLinkFollowed: storedType<EmailLinkFollowed>(
    'EmailLinkFollowed.v1',
    'EmailLinkFollowed',
    'registration',
    'The single-use link sent by e-mail was followed.',
    { at: field(instant, 'when it was followed') },
  ),
  SignatureVerified: storedType<SignatureVerified>(
    'SignatureVerified.v1',
    'SignatureVerified',
    'registration',
    'A certificate or VNeID proved the holder.',
    {
      evidence: field(evidence, 'what was asked and answered'),
      certificate: optional(text, 'SHA-256 (hex) over issuer, serial and public key'),
      validUntil: optional(instant, 'end of the certificate'),
      level: optional(ial, 'where the proof decides it (VNeID)'),
      personal: personal(attestedDetails, 'what the proof attested'),
    },
  ),
  HolderConfirmed: storedType<HolderConfirmed>(
    'HolderConfirmed.v1',
    'HolderConfirmed',
    'registration',
    'The holder saw what the proof says of them, and agreed.',
    { at: field(instant, 'when'), personal: personal(confirmedContact, 'what the holder added') },
  ),
  RegistrationPinned: storedType<RegistrationPinned>(
    'RegistrationPinned.v1',
    'RegistrationPinned',
    'registration',
    'All proofs are in; account and claims are fixed before the first claim, so that a retry cannot choose others.',
    {
      accountId: field(text, 'the account to be opened'),
      keys: field(listOf(claimKey), 'every claim to be made'),
      methodId: field(text, 'id of the grant to be'),
      phoneId: optional(text, 'id of the OTP phone to be'),
      passwordId: optional(text, "where the password's hash lies in the secret vault"),
      at: field(instant, 'when'),
    },
  ),
  RegistrationEnded: storedType<RegistrationEnded>(
    'RegistrationEnded.v1',
    'RegistrationEnded',
    'registration',
    'The attempt is over.',
    {
      how: field(
        oneOf<RegistrationEnded['data']['how']>({
          registered: true,
          duplicate: true,
          superseded: true,
          mismatch: true,
          refused: true,
        }),
        'its outcome',
      ),
      accountId: optional(text, 'the account, when there is one'),
      code: optional(text, 'why it was refused'),
      facts: optional(facts, 'what explains the refusal; never personal'),
      at: field(instant, 'when'),
    },
  ),
  RegistrationExpired: storedType<RegistrationExpired>(
    'RegistrationExpired.v1',
    'RegistrationExpired',
    'registration',
    'The attempt was not finished in time.',
    { at: field(instant, 'when') },
  ),
};
