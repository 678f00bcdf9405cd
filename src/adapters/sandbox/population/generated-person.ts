import type { Gender } from '../../../domain/values/gender.js';
import { fullName, otherTonePlace, unaccented } from './names.js';
import type { NumberSource } from './numbers.js';
import type { PersonRow } from './person-row.js';
import { address, foreignBirth, province, type Place } from './places.js';
import type { SeededRandom } from './random.js';

/** What a household lends to those who live in it. */
export interface Household {
  readonly home: Place;
  readonly address: string;
}

/** Who is born: the rest of the row follows from this and from chance. */
export interface Birth {
  readonly handle: string;
  readonly family: string;
  readonly gender: Gender;
  readonly year: number;
  /** A namesake's name and date of birth, for two people whom only the number tells apart. */
  readonly namesake?: { readonly name: string; readonly birthDate: string };
}

const padded = (value: number): string => String(value).padStart(2, '0');

/** Some of the old have papers that know the year alone, a few the month. */
function birthDate(random: SeededRandom, year: number): string {
  const month = padded(random.between(1, 12));
  if (year < 1965 && random.percent(12)) return String(year);
  if (year < 1965 && random.percent(3)) return `${year}-${month}`;
  return `${year}-${month}-${padded(random.between(1, 28))}`;
}

/** Who the person is. Registers are added by `withRegisters`. */
export function selfOf(random: SeededRandom, numbers: NumberSource, birth: Birth, household: Household): PersonRow {
  const birthPlace = random.percent(3) ? foreignBirth(random) : random.percent(60) ? household.home : province(random);
  const hasCmnd = birth.year <= 2000 && random.percent(70);
  return {
    handle: birth.handle,
    personalNumber: numbers.personalNumber(birthPlace.provinceCode, birth.year, birth.gender),
    ...(hasCmnd ? { cmnd: numbers.cmnd(), cmndLinked: random.percent(85) ? 'yes' : 'no' } : {}),
    name: birth.namesake?.name ?? fullName(random, birth.family, birth.gender),
    birthDate: birth.namesake?.birthDate ?? birthDate(random, birth.year),
    gender: birth.gender,
    placeOfBirth: birthPlace.province,
    hometown: random.percent(70) ? household.home.province : province(random).province,
    permanentAddress: household.address,
    ...(random.percent(45) ? { email: `${birth.handle}@hopthu.example` } : {}),
  };
}

export function householdOf(random: SeededRandom): Household {
  const home = province(random);
  return { home, address: address(random, home.province) };
}

type Carrier = Pick<PersonRow, 'carrierId' | 'carrierName' | 'carrierBirthDate'>;

/** How a carrier took the subscriber down. What is left out is as the person has it. */
export function carrierRecord(random: SeededRandom, numbers: NumberSource, self: PersonRow): Carrier {
  const name = self.name ?? '';
  const draw = random.below(100);
  const respelt = otherTonePlace(name);
  if (respelt !== name && random.percent(30)) return { carrierName: respelt };
  if (self.birthDate?.length === 4 && random.percent(40)) return { carrierBirthDate: `${self.birthDate}-01-01` };
  if (draw < 50) return {};
  if (draw < 75) return { carrierName: unaccented(name) };
  if (draw < 86) return { carrierName: name.toUpperCase() };
  if (draw < 90) return { carrierBirthDate: '-' };
  if (draw < 94) return { carrierId: self.cmnd ?? '-' };
  if (draw < 98) return stranger(random, numbers);
  return { carrierId: '-', carrierName: '-', carrierBirthDate: '-' };
}

/** Somebody outside the population, in whose name a SIM is or whose entry a code leads to. */
function stranger(random: SeededRandom, numbers: NumberSource): Required<Carrier> {
  const gender: Gender = random.percent(50) ? 'male' : 'female';
  const year = random.between(1950, 1999);
  return {
    carrierId: numbers.personalNumber(province(random).provinceCode, year, gender),
    carrierName: fullName(random, random.pick(['Nguyễn', 'Trần', 'Lê']), gender),
    carrierBirthDate: `${year}-${padded(random.between(1, 12))}-${padded(random.between(1, 28))}`,
  };
}

/** Social insurance, Vietnam Post, VNeID and certificates of a grown person, each as often as it is likely. */
export function otherRegisters(random: SeededRandom, numbers: NumberSource, self: PersonRow): PersonRow {
  return {
    ...(random.percent(60) ? socialInsurance(random.fork('insurance'), numbers, self) : {}),
    ...(random.percent(25) ? postal(random.fork('postal'), self) : {}),
    ...(random.percent(70) ? eid(random.fork('eid')) : {}),
    ...(random.percent(15) ? { certificates: certificates(random.fork('certificates'), self) } : {}),
  };
}

function socialInsurance(random: SeededRandom, numbers: NumberSource, self: PersonRow): PersonRow {
  const code = { socialInsuranceCode: numbers.socialInsuranceCode() };
  if (random.percent(2)) {
    const other = stranger(random, numbers);
    return {
      ...code,
      socialInsuranceIds: other.carrierId,
      socialInsuranceName: other.carrierName,
      socialInsuranceBirthDate: other.carrierBirthDate,
    };
  }
  const ids = self.cmnd !== undefined && random.percent(30) ? { socialInsuranceIds: self.cmnd } : {};
  const name = random.percent(20) ? { socialInsuranceName: (self.name ?? '').toUpperCase() } : {};
  return { ...code, ...ids, ...name };
}

function postal(random: SeededRandom, self: PersonRow): PersonRow {
  const postalPhone = self.phones?.split(';')[0];
  const postalEmail = self.email;
  const byMail = postalEmail !== undefined && (postalPhone === undefined || random.percent(40));
  const reached = byMail ? { postalEmail } : postalPhone === undefined ? undefined : { postalPhone };
  if (reached === undefined) return {};
  const bothIds = self.cmnd !== undefined && random.percent(40);
  return {
    ...reached,
    ...(bothIds ? { postalIds: `${self.personalNumber};${self.cmnd}` } : {}),
    civilServant: random.percent(6) ? 'yes' : 'no',
  };
}

const eid = (random: SeededRandom): PersonRow => ({
  eidLevel: random.percent(70) ? '2' : '1',
  eidLocked: random.percent(1) ? 'yes' : 'no',
});

/** A SIM certificate is only for a phone of one's own; `phones` is empty for people who share one. */
function certificates(random: SeededRandom, self: PersonRow): string {
  const carrier = random.pick(self.phones === undefined ? ['usb', 'smartCa'] : ['usb', 'sim', 'smartCa']);
  const state = random.percent(80) ? '' : random.pick([':expired', ':revoked', ':notYetValid']);
  const naming = self.cmnd !== undefined && random.percent(15) ? ':cmnd' : '';
  return `${carrier}${state}${naming}`;
}
