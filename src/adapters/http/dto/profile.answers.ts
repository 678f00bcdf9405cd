import type { Accepted } from '../../../application/outcome/outcome.js';
import type { LoginHistoryPage, ProfileView } from '../../../application/profile/profile-queries.js';
import { Told, ToldTime } from './fields.js';
import { iso, isoOrNull } from './iso.js';
import { PhoneAnswer } from './login.js';

export class IdentifierAnswer {
  @Told('Which kind', { enum: ['personalNumber', 'cmnd', 'taxCode', 'organisationCode'] })
  kind!: string;

  @Told('The number in its canonical form')
  value!: string;

  @Told('A register, a chip or a certificate attested it; false: it was only typed')
  attested!: boolean;
}

export class IdentityAnswer {
  @Told('All identifiers of the subject', { type: [IdentifierAnswer] })
  identifiers!: readonly IdentifierAnswer[];

  @Told('Name of the person or organisation')
  name!: string;

  @Told('yyyy, yyyy-mm or yyyy-mm-dd', { required: false })
  birthDate?: string;

  @Told('Gender', { required: false, enum: ['male', 'female'] })
  gender?: string;

  @Told('Social-insurance code', { required: false })
  socialInsuranceCode?: string;

  @Told('Phone, E.164', { required: false })
  phone?: string;

  @Told('E-mail address', { required: false })
  email?: string;

  @Told('Place of birth', { required: false })
  placeOfBirth?: string;

  @Told('Home town', { required: false })
  hometown?: string;

  @Told('Permanent address', { required: false })
  permanentAddress?: string;

  @Told('Organisation above, for an agency', { required: false })
  parentOrganisation?: string;
}

export class ContactAnswer {
  @Told('E-mail address', { required: false })
  email?: string;

  @Told('Phone', { required: false })
  phone?: string;

  @Told('Address', { required: false })
  address?: string;
}

export class MethodAnswer {
  @Told('Names the method')
  methodId!: string;

  @Told('Which method')
  method!: string;

  @Told('The level it gives', { enum: ['IAL2', 'IAL3'] })
  level!: string;

  @ToldTime('When it was verified')
  verifiedAt!: string;

  @ToldTime('Until when it counts; null: no end', { nullable: true })
  validUntil!: string | null;

  @Told('It counts now')
  inForce!: boolean;
}

export class ProfileAnswer {
  @Told('The account')
  accountId!: string;

  @Told('Who it belongs to', { enum: ['citizen', 'enterprise', 'agency'] })
  subject!: string;

  @Told('Where it stands')
  status!: string;

  @Told('Its level now', { enum: ['none', 'IAL2', 'IAL3'] })
  level!: string;

  @ToldTime('Registered')
  registeredAt!: string;

  @Told('By which method')
  registeredBy!: string;

  @Told('Who the subject is; null once erased', { type: IdentityAnswer, nullable: true })
  identity!: IdentityAnswer | null;

  @Told('Contact; null when there is none or it was erased', { type: ContactAnswer, nullable: true })
  contact!: ContactAnswer | null;

  @Told('The e-mail address was verified')
  emailVerified!: boolean;

  @Told('Methods of the account', { type: [MethodAnswer] })
  methods!: readonly MethodAnswer[];

  @Told('Phones that codes can go to', { type: [PhoneAnswer] })
  phones!: readonly PhoneAnswer[];

  @Told('The account has a password')
  hasPassword!: boolean;
}

export class LoginOriginAnswer {
  @Told('Network the login came from', { example: '203.0.113.0/24' })
  network!: string;

  @Told('User agent')
  agent!: string;
}

export class LoginEntryAnswer {
  @ToldTime('When')
  at!: string;

  @Told('What came of it', { enum: ['loggedIn', 'refused', 'disavowed'] })
  outcome!: string;

  @Told('Names the login; null for a refused one', { type: String, nullable: true })
  loginId!: string | null;

  @Told('By which method')
  method!: string;

  @Told('Of a refused act that was no login: what it was part of', {
    enum: ['recovery', 'lostPhone'],
    nullable: true,
  })
  during!: string | null;

  @Told('Level of the session', { type: String, nullable: true })
  level!: string | null;

  @Told('Authentication level', { type: String, nullable: true })
  authentication!: string | null;

  @Told('Why it was refused', { type: String, nullable: true })
  code!: string | null;

  @Told('How many such attempts this entry stands for')
  count!: number;

  @Told('Where it came in', { example: 'web' })
  channel!: string;

  @Told('Where it came from; null once erased', { type: LoginOriginAnswer, nullable: true })
  origin!: LoginOriginAnswer | null;
}

export class LoginHistoryAnswer {
  @Told('Newest first', { type: [LoginEntryAnswer] })
  items!: readonly LoginEntryAnswer[];

  @Told('Give it as `cursor` for the next page; null: that was the last', { type: String, nullable: true })
  next!: string | null;
}

/** Written out field by field: what a profile comes to hold later does not leave by itself. */
export const profileAnswer = ({ value }: Accepted<ProfileView>): ProfileAnswer => ({
  accountId: value.accountId,
  subject: value.subject,
  status: value.status,
  level: value.level,
  registeredAt: iso(value.registeredAt),
  registeredBy: value.registeredBy,
  identity: value.identity === null ? null : identityAnswer(value.identity),
  contact: value.contact === null ? null : { ...value.contact },
  emailVerified: value.emailVerified,
  methods: value.methods.map((method) => ({
    ...method,
    verifiedAt: iso(method.verifiedAt),
    validUntil: isoOrNull(method.validUntil),
  })),
  phones: value.phones,
  hasPassword: value.hasPassword,
});

function identityAnswer(identity: NonNullable<ProfileView['identity']>): IdentityAnswer {
  const {
    identifiers,
    name,
    birthDate,
    gender,
    socialInsuranceCode,
    phone,
    email,
    placeOfBirth,
    hometown,
    permanentAddress,
    parentOrganisation,
  } = identity;
  return {
    identifiers: identifiers.map(({ kind, value, attested }) => ({ kind, value, attested })),
    name,
    ...(birthDate !== undefined && { birthDate }),
    ...(gender !== undefined && { gender }),
    ...(socialInsuranceCode !== undefined && { socialInsuranceCode }),
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    ...(placeOfBirth !== undefined && { placeOfBirth }),
    ...(hometown !== undefined && { hometown }),
    ...(permanentAddress !== undefined && { permanentAddress }),
    ...(parentOrganisation !== undefined && { parentOrganisation }),
  };
}

export const loginHistoryAnswer = ({ value }: Accepted<LoginHistoryPage>): LoginHistoryAnswer => ({
  items: value.items.map((item) => ({
    at: iso(item.at),
    outcome: item.outcome,
    loginId: item.loginId,
    method: item.method,
    during: item.during ?? null,
    level: item.level,
    authentication: item.authentication,
    code: item.code,
    count: item.count,
    channel: item.channel,
    origin: item.origin === null ? null : { network: item.origin.network, agent: item.origin.agent },
  })),
  next: value.next,
});
