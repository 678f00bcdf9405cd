import type { SandboxPerson } from '../../../src/adapters/sandbox/index.js';
import { castAbout, certificatesOf, makePopulation } from '../../../src/adapters/sandbox/index.js';
import { conflictsOfOrganisations, conflictsOfPeople } from '../../../src/adapters/sandbox/population/conflicts.js';
import { parseCmnd } from '../../../src/domain/values/cmnd.js';
import { parseEmail } from '../../../src/domain/values/email.js';
import { parseOrganisationCode } from '../../../src/domain/values/organisation-code.js';
import { parseIsoDate } from '../../../src/domain/values/partial-date.js';
import { nameMatch, parsePersonName } from '../../../src/domain/values/person-name.js';
import {
  crossCheckPersonalNumber,
  describePersonalNumber,
  parsePersonalNumber,
} from '../../../src/domain/values/personal-number.js';
import { parsePhone } from '../../../src/domain/values/phone.js';
import { parseSocialInsuranceCode } from '../../../src/domain/values/social-insurance-code.js';
import { isBranch, parseTaxCode, renderTaxCode, taxCodeParent } from '../../../src/domain/values/tax-code.js';

const population = makePopulation({ seed: 'population.spec' });
const { people, organisations } = population;
const castSize = Object.keys(castAbout).length - 8;

const count = (test: (person: SandboxPerson) => boolean): number => people.filter(test).length;
const tierOf = (a: string, b: string) => {
  const [x, y] = [parsePersonName(a), parsePersonName(b)];
  if (!x.ok || !y.ok) throw new Error('names of the sandbox are names');
  return nameMatch(x.value.value, y.value.value);
};

describe('the population of the sandbox', () => {
  it('has a thousand people unless told otherwise', () => {
    expect(people).toHaveLength(1_000);
  });

  it('is the same for the same seed, whether that is a number or its digits', () => {
    expect(makePopulation({ seed: '42', size: 300 }).people).toEqual(makePopulation({ seed: 42, size: 300 }).people);
    expect(makePopulation({ seed: '42', size: 300 }).organisations).toEqual(
      makePopulation({ seed: 42, size: 300 }).organisations,
    );
  });

  it('is other people for another seed, but for the cast', () => {
    const numbersOf = (seed: number) => makePopulation({ seed, size: 300 }).people.map((one) => one.personalNumber);
    const [one, two] = [numbersOf(1), numbersOf(2)];
    expect(one.slice(0, castSize)).toEqual(two.slice(0, castSize));
    expect(one.slice(castSize).filter((number) => two.includes(number)).length).toBeLessThan(3);
  });

  it('begins with the people of a smaller one', () => {
    expect(people.slice(0, 250)).toEqual(makePopulation({ seed: 'population.spec', size: 250 }).people);
  });

  it('is never smaller than the cast', () => {
    expect(makePopulation({ seed: 1, size: 0 }).people).toHaveLength(castSize);
  });

  it.each([-1, 0.5, 100_001, Number.NaN])('refuses a size of %d', (size) => {
    expect(() => makePopulation({ seed: 1, size })).toThrow(RangeError);
  });
});

describe('everybody in the sandbox', () => {
  it('is valid in form: numbers, names, dates, phones, addresses', () => {
    for (const person of people) {
      expect(parsePersonalNumber(person.personalNumber)).toMatchObject({ ok: true });
      expect(parsePersonName(person.name)).toMatchObject({ ok: true, value: { value: { display: person.name } } });
      expect(parseIsoDate(person.birthDate)).toMatchObject({ ok: true, value: { value: person.birthDate } });
      for (const phone of person.phones) expect(parsePhone(phone)).toMatchObject({ ok: true, value: { value: phone } });
      if (person.cmnd !== undefined) expect(parseCmnd(person.cmnd)).toMatchObject({ ok: true });
      if (person.email !== undefined) expect(parseEmail(person.email)).toMatchObject({ ok: true });
      const code = person.socialInsurance?.code;
      if (code !== undefined) expect(parseSocialInsuranceCode(code)).toMatchObject({ ok: true });
    }
  });

  it('has a personal number that agrees with the date of birth and the gender', () => {
    const contradictions = people.filter(({ personalNumber, birthDate, gender }) =>
      crossCheckPersonalNumber(personalNumber, { birthDate, gender }).some(Boolean),
    );
    expect(contradictions).toEqual([]);
  });

  it('has numbers of their own: none is given twice, the CMND apart', () => {
    expect(conflictsOfPeople(people)).toEqual([]);
    expect(conflictsOfOrganisations(organisations)).toEqual([]);
  });

  it('carries the mark of the invented: 99 in numbers, 095 in phones, .example in addresses', () => {
    for (const person of people) {
      expect(person.personalNumber.slice(6)).toMatch(/^99\d{4}$/);
      expect(person.cmnd ?? '000990000').toMatch(/^\d{3}99\d{4}$/);
      expect(person.socialInsurance?.code ?? '0099').toMatch(/^0099/);
      expect(person.email ?? 'a.example').toMatch(/\.example$/);
      for (const phone of person.phones) expect(phone).toMatch(/^\+8495\d{7}$/);
    }
    for (const one of organisations) {
      expect((one.taxCode ?? '0099').slice(2, 4)).toBe('99');
      expect(one.email ?? 'a.example').toMatch(/\.example$/);
    }
  });

  it('is registered in many provinces, some abroad, in both centuries', () => {
    const told = people.map(({ personalNumber }) => describePersonalNumber(personalNumber));
    expect(new Set(told.map(({ province }) => province)).size).toBeGreaterThan(40);
    expect(told.filter(({ province }) => province === undefined).length).toBeGreaterThan(5);
    expect(told.filter(({ birthYear }) => birthYear >= 2000).length).toBeGreaterThan(50);
  });
});

describe('the traps of real registers', () => {
  it('families share a phone: the carrier has one name for it', () => {
    const users = new Map<string, SandboxPerson[]>();
    for (const person of people)
      for (const phone of person.phones) users.set(phone, [...(users.get(phone) ?? []), person]);
    const shared = [...users.values()].filter((several) => several.length > 1);
    expect(shared.length).toBeGreaterThan(20);
    for (const several of shared) expect(new Set(several.map((one) => JSON.stringify(one.subscriber))).size).toBe(1);
  });

  it('many people have the same name, and some the same date of birth too', () => {
    const namesakes = new Map<string, number>();
    for (const { name } of people) namesakes.set(name, (namesakes.get(name) ?? 0) + 1);
    expect([...namesakes.values()].filter((several) => several > 1).length).toBeGreaterThan(50);
    const twins = people.map(({ name, birthDate }) => `${name} ${birthDate}`);
    expect(twins.length - new Set(twins).size).toBeGreaterThan(3);
  });

  it('some know only the year or the month of their birth', () => {
    expect(count(({ birthDate }) => birthDate.length === 4)).toBeGreaterThan(10);
    expect(count(({ birthDate }) => birthDate.length === 7)).toBeGreaterThan(1);
  });

  it('carriers write names without accents, in capitals, and with the tone on the other vowel', () => {
    const heldAs = people.flatMap(({ name, subscriber }) =>
      subscriber?.name === undefined || subscriber.name === name ? [] : [{ name, held: subscriber.name }],
    );
    const tiers = heldAs.map(({ name, held }) => tierOf(name, held));
    expect(tiers.filter((tier) => tier === 'folded').length).toBeGreaterThan(100);
    expect(tiers.filter((tier) => tier === 'exact').length).toBeGreaterThan(50);
    const otherTonePlace = heldAs.filter(
      ({ name, held }) => name !== held && name.toUpperCase() !== held.toUpperCase(),
    );
    expect(otherTonePlace.filter(({ name, held }) => tierOf(name, held) === 'exact').length).toBeGreaterThan(2);
  });

  it('some SIMs are in the name of another, some carriers lack the date of birth, some know no such phone', () => {
    const strangers = count(
      ({ name, phones, subscriber }) =>
        phones.length > 0 && subscriber?.name !== undefined && tierOf(name, subscriber.name) === 'different',
    );
    expect(strangers).toBeGreaterThan(20);
    expect(
      count(({ subscriber }) => subscriber?.name !== undefined && subscriber.birthDate === undefined),
    ).toBeGreaterThan(10);
    expect(count(({ phones, subscriber }) => phones.length > 0 && subscriber === undefined)).toBeGreaterThan(5);
  });

  it('social insurance knows some by their CMND alone, and leads astray from some codes', () => {
    expect(
      count(({ socialInsurance: entry }) => entry?.cmnd !== undefined && entry.personalNumber === undefined),
    ).toBeGreaterThan(20);
    expect(
      count((one) => one.socialInsurance !== undefined && tierOf(one.name, one.socialInsurance.name) === 'different'),
    ).toBeGreaterThan(3);
  });

  it('some CMNDs are linked in the population register and some are not', () => {
    expect(count(({ cmnd, cmndLinked }) => cmnd !== undefined && cmndLinked)).toBeGreaterThan(100);
    expect(count(({ cmnd, cmndLinked }) => cmnd !== undefined && !cmndLinked)).toBeGreaterThan(20);
  });

  it('Vietnam Post reaches some by SMS and some by e-mail, and has declared civil servants', () => {
    expect(count(({ postal }) => postal?.phone !== undefined)).toBeGreaterThan(50);
    expect(count(({ postal }) => postal?.email !== undefined)).toBeGreaterThan(20);
    expect(count(({ postal }) => postal?.civilServant === true)).toBeGreaterThan(2);
  });

  it('VNeID accounts are of both levels, a few locked', () => {
    for (const level of ['eid1', 'eid2']) expect(count(({ eid }) => eid?.level === level)).toBeGreaterThan(50);
    expect(count(({ eid }) => eid?.locked === true)).toBeGreaterThan(1);
  });

  it('certificates are on every carrier and in every state', () => {
    const specs = people.flatMap(({ certificates }) => certificates);
    for (const carrier of ['usb', 'sim', 'smartCa'])
      expect(specs.filter((one) => one.carrier === carrier).length).toBeGreaterThan(5);
    for (const state of ['valid', 'expired', 'revoked', 'notYetValid'])
      expect(specs.filter((one) => one.state === state).length).toBeGreaterThan(1);
  });

  it('no two certificates have the same serial number', () => {
    const serials = [...people, ...organisations].flatMap(certificatesOf).map(({ body }) => body.serial);
    expect(new Set(serials).size).toBe(serials.length);
  });
});

describe('organisations', () => {
  it('have valid codes: tax codes with a right check digit, organisation codes in the new form', () => {
    for (const one of organisations) {
      if (one.taxCode !== undefined) {
        expect(parseTaxCode(renderTaxCode(one.taxCode))).toMatchObject({ ok: true, value: { value: one.taxCode } });
      }
      if (one.kind === 'agency') {
        expect(parseOrganisationCode(one.code)).toMatchObject({ ok: true, value: { value: one.code } });
        expect(one.taxCode ?? one.budgetCode).toBeDefined();
      }
    }
  });

  it('are enterprises, branches of those, and agencies', () => {
    const branches = organisations.flatMap((one) => (one.kind === 'enterprise' && isBranch(one.taxCode) ? [one] : []));
    expect(branches.length).toBeGreaterThan(5);
    for (const { taxCode } of branches) expect(population.organisation(taxCodeParent(taxCode))).toBeDefined();
    expect(organisations.filter(({ kind }) => kind === 'agency').length).toBeGreaterThan(10);
  });
});
