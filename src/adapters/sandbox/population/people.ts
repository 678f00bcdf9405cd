import { castOfOrganisations, castOfPeople } from './cast.js';
import { generatedOrganisations } from './generated-organisations.js';
import { householdRows } from './households.js';
import { numberSource } from './numbers.js';
import { definePerson } from './person-row.js';
import { Population } from './population.js';
import { seededRandom } from './random.js';

export interface PopulationOptions {
  /** Equal seeds give equal people, on every machine. */
  readonly seed: string | number;
  /** How many people, the fixed cast included (so never fewer than the cast); at most 100,000. */
  readonly size?: number;
}

export const defaultSize = 1_000;
const largestSize = 100_000;

/**
 * Invented people who are valid in form, with the traps of real registers: families that share a phone, equal names,
 * years of birth without a day, names without accents, SIMs in another's name, old numbers that no register links. The
 * fixed cast comes first, whatever the seed; a smaller population is the beginning of a bigger one.
 */
export function makePopulation({ seed, size = defaultSize }: PopulationOptions): Population {
  if (!Number.isInteger(size) || size < 0 || size > largestSize) {
    throw new RangeError(`A population has 0 to ${largestSize} people.`);
  }
  const random = seededRandom(`people/${seed}`);
  const numbers = numberSource(random.fork('numbers'));
  const wanted = Math.max(size - castOfPeople.length, 0);
  const rows = householdRows(random, numbers, wanted);
  const organisations = generatedOrganisations(random.fork('organisations'), numbers, Math.ceil(wanted / 20));
  return new Population([...castOfPeople, ...rows.map(definePerson)], [...castOfOrganisations, ...organisations]);
}
