import type { Clock } from '../../../application/ports/clock.port.js';
import type { PersonQuery, SubscriberAnswer, SubscriberRegistry } from '../../../application/ports/registries.port.js';
import type { AttributeAnswer } from '../../../domain/assurance/evidence.js';
import type { PersonId } from '../../../domain/values/person-id.js';
import type { Phone } from '../../../domain/values/phone.js';
import type { SandboxControls } from '../controls.js';
import type { SubscriberRecord } from '../population/person.js';
import type { Population } from '../population/population.js';
import { references } from '../references.js';
import { matchBirthDate, matchName } from './attribute-match.js';

/** All mobile carriers behind one door: what a prefix says of the carrier has been untrue since numbers are portable. */
export class SandboxSubscriberRegistry implements SubscriberRegistry {
  private readonly reference: () => string;

  constructor(
    private readonly population: Population,
    private readonly controls: SandboxControls,
    clock: Clock,
  ) {
    this.reference = references('carrier', clock);
  }

  match(phone: Phone, person: PersonQuery): Promise<SubscriberAnswer> {
    return this.controls.ask('subscriberRegistry', 'match', { phone, person }, () => {
      const record = this.population.subscriber(phone) ?? {};
      const attributes = compare(record, person);
      const raw = JSON.stringify({
        phoneNumber: phone,
        idDocumentMatch: camara[attributes.personId],
        nameMatch: camara[attributes.name],
        ...(attributes.nameTier === 'folded' ? { nameMatchAccents: 'false' } : {}),
        birthdateMatch: camara[attributes.birthDate],
      });
      return { ...attributes, raw, reference: this.reference() };
    });
  }
}

const camara: Readonly<Record<AttributeAnswer, string>> = {
  match: 'true',
  noMatch: 'false',
  notAvailable: 'not_available',
};

const compare = (record: SubscriberRecord, person: PersonQuery): Omit<SubscriberAnswer, 'raw' | 'reference'> => ({
  personId: matchId(record.personId, person.personId),
  ...matchName(record.name, person.name),
  birthDate: matchBirthDate(record.birthDate, person.birthDate),
});

/** A carrier knows one number and no links: the CMND on file does not match the personal number of the same person. */
function matchId(held: PersonId | undefined, asked: PersonId): AttributeAnswer {
  if (held === undefined) return 'notAvailable';
  return held.kind === asked.kind && held.value === asked.value ? 'match' : 'noMatch';
}
