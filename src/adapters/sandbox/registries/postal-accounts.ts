import type { Clock } from '../../../application/ports/clock.port.js';
import type { PersonQuery, PostalAccounts, PostalAnswer } from '../../../application/ports/registries.port.js';
import type { SandboxControls } from '../controls.js';
import type { PostalRecord } from '../population/person.js';
import type { Population } from '../population/population.js';
import { references } from '../references.js';
import { matchBirthDate, matchName } from './attribute-match.js';
import { rawRecord, registerPerson } from './register-person.js';

/**
 * Finds a customer by number. Where a CMND is several customers' the one whose name and date of birth fit is meant; a
 * single customer is returned as he stands in the books, for the one who asks to compare.
 */
export class SandboxPostalAccounts implements PostalAccounts {
  private readonly reference: () => string;

  constructor(
    private readonly population: Population,
    private readonly controls: SandboxControls,
    clock: Clock,
  ) {
    this.reference = references('vnpost', clock);
  }

  find(person: PersonQuery): Promise<PostalAnswer> {
    return this.controls.ask('postalAccounts', 'find', { person }, () => {
      const record = this.recordFor(person);
      const reference = this.reference();
      if (record === undefined) return { kind: 'notFound', raw: JSON.stringify({ found: false }), reference };
      const { civilServant, phone, email } = record;
      const reach = { ...(phone && { phone }), ...(email && { email }) };
      const raw = JSON.stringify({ found: true, customer: { ...rawRecord(record), ...reach, civilServant } });
      return { kind: 'found', person: registerPerson(record), civilServant, ...reach, raw, reference };
    });
  }

  private recordFor(person: PersonQuery): PostalRecord | undefined {
    const records = this.population.postalCustomers(person.personId).flatMap(({ postal }) => postal ?? []);
    const fits = (record: PostalRecord): boolean =>
      matchName(record.name, person.name).name === 'match' &&
      matchBirthDate(record.birthDate, person.birthDate) === 'match';
    return records.find(fits) ?? (records.length === 1 ? records[0] : undefined);
  }
}
