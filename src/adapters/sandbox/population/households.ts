import type { Gender } from '../../../domain/values/gender.js';
import { carrierRecord, householdOf, otherRegisters, selfOf, type Birth } from './generated-person.js';
import { familyName } from './names.js';
import type { NumberSource } from './numbers.js';
import type { PersonRow } from './person-row.js';
import type { SeededRandom } from './random.js';

/** Children get a phone of their own from this year of birth on backwards; the portal's users are no younger than 2011. */
const youngest = 2011;
const ownPhoneBefore = 2007;

/** So many people, household by household. */
export function householdRows(random: SeededRandom, numbers: NumberSource, wanted: number): readonly PersonRow[] {
  const rows: PersonRow[] = [];
  for (let number = 1; rows.length < wanted; number += 1) {
    const namesake = number % 25 === 0 ? rows.at(-40) : undefined;
    rows.push(...household(random.fork(`household/${number}`), numbers, rows.length + 1, namesake));
  }
  return rows.slice(0, wanted);
}

type Member = Omit<Birth, 'handle'>;

function household(
  random: SeededRandom,
  numbers: NumberSource,
  firstNumber: number,
  namesake: PersonRow | undefined,
): readonly PersonRow[] {
  const where = householdOf(random);
  const members = [...(namesake === undefined ? [] : [namesakeOf(random, namesake)]), ...family(random)];
  let head: PersonRow | undefined;
  return members.map((member, at) => {
    const own = random.fork(`member/${at}`);
    const handle = `p${String(firstNumber + at).padStart(4, '0')}`;
    const self = selfOf(own, numbers, { ...member, handle }, where);
    const row = withRegisters(own, numbers, self, member, head);
    head ??= row;
    return row;
  });
}

function family(random: SeededRandom): readonly Member[] {
  const name = familyName(random);
  const year = random.between(1938, 1999);
  const father: Member = { family: name, gender: 'male', year };
  const alone: Member = { family: name, gender: random.percent(50) ? 'male' : 'female', year };
  if (random.percent(25)) return [alone];
  const mother: Member = { family: familyName(random), gender: 'female', year: year + random.between(-4, 6) };
  const children = Array.from({ length: random.below(4) }, (): Member => {
    const gender: Gender = random.percent(50) ? 'male' : 'female';
    return { family: name, gender, year: year + random.between(22, 38) };
  });
  return [father, mother, ...children.filter((child) => child.year <= youngest)];
}

function namesakeOf(random: SeededRandom, row: PersonRow): Member {
  const { name = '', birthDate = '', gender } = row;
  return {
    family: familyName(random),
    gender: gender === 'male' ? 'male' : 'female',
    year: Number(birthDate.slice(0, 4)),
    namesake: { name, birthDate },
  };
}

function withRegisters(
  random: SeededRandom,
  numbers: NumberSource,
  self: PersonRow,
  member: Member,
  head: PersonRow | undefined,
): PersonRow {
  const shares = head?.phones !== undefined && random.percent(member.year >= ownPhoneBefore ? 60 : 12);
  if (shares) return { ...self, ...sharedPhone(head), ...otherRegisters(random, numbers, self) };
  if (member.year >= ownPhoneBefore) return self;
  const phones = [numbers.phone(), ...(random.percent(12) ? [numbers.phone()] : [])].join(';');
  const subscriber = { ...self, phones, ...carrierRecord(random.fork('carrier'), numbers, self) };
  return { ...subscriber, ...otherRegisters(random, numbers, subscriber) };
}

/** The head's first phone with the record that the carrier has of it. */
function sharedPhone(head: PersonRow): PersonRow {
  return {
    phones: head.phones?.split(';')[0] ?? '',
    carrierId: head.carrierId ?? head.personalNumber ?? '',
    carrierName: head.carrierName ?? head.name ?? '',
    carrierBirthDate: head.carrierBirthDate ?? head.birthDate ?? '',
  };
}
