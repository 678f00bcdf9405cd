import { crossCheckPersonalNumber, describePersonalNumber } from '../../../domain/values/personal-number.js';
import type { PersonId } from '../../../domain/values/person-id.js';
import type { Gender } from '../../../domain/values/gender.js';
import { localPhone } from '../../../domain/values/phone.js';
import { absent, Cells, type RowRead } from './cells.js';
import { certificateSpecReader, personDefaults, writeCertificateSpec } from './certificate-spec.js';
import type { EidRecord, PostalRecord, RegisterRecord, SandboxPerson, SubscriberRecord } from './person.js';
import {
  readCmnd,
  readDate,
  readEmail,
  readName,
  readPersonalNumber,
  readPersonId,
  readPhone,
  readSocialInsuranceCode,
  readText,
} from './value-readers.js';

/** A person as one row of texts: how files, the cast and the generator write people. Order of the columns. */
export const personFields = [
  'handle',
  'personalNumber',
  'cmnd',
  'cmndLinked',
  'name',
  'birthDate',
  'gender',
  'placeOfBirth',
  'hometown',
  'permanentAddress',
  'email',
  'phones',
  'carrierId',
  'carrierName',
  'carrierBirthDate',
  'socialInsuranceCode',
  'socialInsuranceIds',
  'socialInsuranceName',
  'socialInsuranceBirthDate',
  'postalPhone',
  'postalEmail',
  'postalIds',
  'postalName',
  'postalBirthDate',
  'civilServant',
  'eidLevel',
  'eidLocked',
  'certificates',
] as const;
export type PersonField = (typeof personFields)[number];
export type PersonRow = Readonly<Partial<Record<PersonField, string>>>;

const genders: Readonly<Record<string, Gender>> = { male: 'male', female: 'female', nam: 'male', nữ: 'female' };
const eidLevels = { '1': 'eid1', '2': 'eid2', eid1: 'eid1', eid2: 'eid2' } as const;

/** Every problem of the row, or a person that is valid in form. */
export function readPersonRow(row: PersonRow): RowRead<SandboxPerson> {
  const cells = new Cells(row);
  const own = readSelf(cells);
  if (own === undefined) return { ok: false, problems: cells.problems };
  const { cmnd, placeOfBirth, hometown, permanentAddress, email, ...self } = own;
  const phones = cells.list('phones', readPhone);
  const subscriber = phones.length === 0 ? undefined : readSubscriber(cells, self);
  const socialInsurance = readSocialInsurance(cells, self);
  const postal = readPostal(cells, self);
  const eid = readEid(cells);
  const person: SandboxPerson = {
    kind: 'person',
    ...self,
    ...(cmnd && { cmnd }),
    cmndLinked: cells.yes('cmndLinked', cmnd !== undefined),
    ...(placeOfBirth && { placeOfBirth }),
    ...(hometown && { hometown }),
    ...(permanentAddress && { permanentAddress }),
    ...(email && { email }),
    phones,
    ...(subscriber && { subscriber }),
    ...(socialInsurance && { socialInsurance }),
    ...(postal && { postal }),
    ...(eid && { eid }),
    certificates: cells.list('certificates', certificateSpecReader(personDefaults)),
  };
  return cells.problems.length === 0 ? { ok: true, value: person } : { ok: false, problems: cells.problems };
}

type Self = Pick<SandboxPerson, 'handle' | 'personalNumber' | 'name' | 'birthDate' | 'gender'>;

function readSelf(cells: Cells) {
  const handle = cells.required('handle', readText);
  const personalNumber = cells.required('personalNumber', readPersonalNumber);
  const name = cells.required('name', readName);
  const birthDate = cells.required('birthDate', readDate);
  const optional = {
    cmnd: cells.optional('cmnd', readCmnd),
    placeOfBirth: cells.text('placeOfBirth'),
    hometown: cells.text('hometown'),
    permanentAddress: cells.text('permanentAddress'),
    email: cells.optional('email', readEmail),
  };
  if (handle === undefined || personalNumber === undefined || name === undefined || birthDate === undefined) {
    return undefined;
  }
  const told = describePersonalNumber(personalNumber);
  const gender = cells.choice('gender', genders, told.gender);
  for (const wrong of crossCheckPersonalNumber(personalNumber, { birthDate, gender })) {
    if (wrong === 'gender') cells.contradiction('gender', told.gender);
    else cells.contradiction('birthDate', String(told.birthYear));
  }
  return { handle, personalNumber, name, birthDate, gender, ...optional };
}

/** Every cell is the person's own unless it says otherwise; three dashes: no carrier knows the phones. */
function readSubscriber(cells: Cells, self: Self): SubscriberRecord | undefined {
  const own: PersonId = { kind: 'personalNumber', value: self.personalNumber };
  const personId = cells.isAbsent('carrierId') ? undefined : (cells.optional('carrierId', readPersonId) ?? own);
  const name = cells.isAbsent('carrierName') ? undefined : (cells.optional('carrierName', readName) ?? self.name);
  const birthDate = cells.isAbsent('carrierBirthDate')
    ? undefined
    : (cells.optional('carrierBirthDate', readDate) ?? self.birthDate);
  if (personId === undefined && name === undefined && birthDate === undefined) return undefined;
  return { ...(personId && { personId }), ...(name && { name }), ...(birthDate && { birthDate }) };
}

function readRegister(cells: Cells, self: Self, register: 'socialInsurance' | 'postal'): RegisterRecord {
  const ids = cells.list(`${register}Ids`, readPersonId);
  const own: readonly PersonId[] =
    ids.length > 0 || cells.isAbsent(`${register}Ids`) ? ids : [{ kind: 'personalNumber', value: self.personalNumber }];
  const numbers = Object.fromEntries(own.map(({ kind, value }) => [kind, value]));
  return {
    ...(numbers as Pick<RegisterRecord, 'personalNumber' | 'cmnd'>),
    name: cells.optional(`${register}Name`, readName) ?? self.name,
    birthDate: cells.optional(`${register}BirthDate`, readDate) ?? self.birthDate,
  };
}

function readSocialInsurance(cells: Cells, self: Self): SandboxPerson['socialInsurance'] {
  const code = cells.optional('socialInsuranceCode', readSocialInsuranceCode);
  return code === undefined ? undefined : { code, ...readRegister(cells, self, 'socialInsurance') };
}

function readPostal(cells: Cells, self: Self): PostalRecord | undefined {
  const phone = cells.optional('postalPhone', readPhone);
  const email = cells.optional('postalEmail', readEmail);
  if (phone === undefined && email === undefined) return undefined;
  const record = readRegister(cells, self, 'postal');
  const civilServant = cells.yes('civilServant', false);
  return { ...record, civilServant, ...(phone && { phone }), ...(email && { email }) };
}

function readEid(cells: Cells): EidRecord | undefined {
  const level = cells.choice('eidLevel', eidLevels, undefined);
  return level === undefined ? undefined : { level, locked: cells.yes('eidLocked', false) };
}

const yesNo = (yes: boolean): string => (yes ? 'yes' : 'no');
const idsOf = (record: RegisterRecord): string => [record.personalNumber, record.cmnd].filter(Boolean).join(';');

/** The row that reads back as the same person. Says everything: no cell leans on a default but the empty ones. */
export const writePersonRow = (person: SandboxPerson): Readonly<Record<PersonField, string>> => ({
  handle: person.handle,
  personalNumber: person.personalNumber,
  cmnd: person.cmnd ?? '',
  cmndLinked: yesNo(person.cmndLinked),
  name: person.name,
  birthDate: person.birthDate,
  gender: person.gender,
  placeOfBirth: person.placeOfBirth ?? '',
  hometown: person.hometown ?? '',
  permanentAddress: person.permanentAddress ?? '',
  email: person.email ?? '',
  ...writeSubscriber(person),
  ...writeSocialInsurance(person.socialInsurance),
  ...writePostal(person.postal),
  eidLevel: person.eid === undefined ? '' : person.eid.level.slice(3),
  eidLocked: person.eid === undefined ? '' : yesNo(person.eid.locked),
  certificates: person.certificates.map((spec) => writeCertificateSpec(spec, personDefaults)).join(';'),
});

function writeSubscriber({ phones, subscriber }: SandboxPerson) {
  const cell = (text: string | undefined): string => (phones.length === 0 ? '' : (text ?? absent));
  return {
    phones: phones.map(localPhone).join(';'),
    carrierId: cell(subscriber?.personId?.value),
    carrierName: cell(subscriber?.name),
    carrierBirthDate: cell(subscriber?.birthDate),
  };
}

const writeSocialInsurance = (record: SandboxPerson['socialInsurance']) => ({
  socialInsuranceCode: record?.code ?? '',
  socialInsuranceIds: record === undefined ? '' : idsOf(record) || absent,
  socialInsuranceName: record?.name ?? '',
  socialInsuranceBirthDate: record?.birthDate ?? '',
});

const writePostal = (record: PostalRecord | undefined) => ({
  postalPhone: record?.phone === undefined ? '' : localPhone(record.phone),
  postalEmail: record?.email ?? '',
  postalIds: record === undefined ? '' : idsOf(record) || absent,
  postalName: record?.name ?? '',
  postalBirthDate: record?.birthDate ?? '',
  civilServant: record === undefined ? '' : yesNo(record.civilServant),
});

/** For rows written in code: a problem there is a bug. */
export function definePerson(row: PersonRow): SandboxPerson {
  const read = readPersonRow(row);
  if (read.ok) return read.value;
  throw new Error(`Not a person (${row.handle ?? '?'}): ${JSON.stringify(read.problems)}`);
}
