import assert from 'node:assert/strict';
import type { PersonQuery, SubscriberRegistry } from '../../../application/ports/registries.port.js';
import type { PartialDate } from '../../../domain/values/partial-date.js';
import type { Phone } from '../../../domain/values/phone.js';
import type { Contract } from '../contract.js';
import { assertIsEvidence, outageCase, type MayFail } from './counterparty.js';

export interface SubscriberRegistrySubject extends MayFail {
  readonly registry: SubscriberRegistry;
  /** A subscriber in their own name, whole date of birth, name with accents in the register. */
  readonly known: { readonly phone: Phone; readonly person: PersonQuery };
  /** Somebody else: other number, other name, other date of birth. */
  readonly other: PersonQuery;
  readonly unknownPhone: Phone;
  /** For `missing attributes`: a subscriber whose date of birth the register does not hold. */
  readonly withoutBirthDate: { readonly phone: Phone; readonly person: PersonQuery };
  /** For `unaccented names`: a subscriber whom the register knows without accents, and who has some. */
  readonly unaccented: { readonly phone: Phone; readonly person: PersonQuery };
  /** For `tone placement`: a subscriber whose tone mark the register writes on the other vowel than the person does. */
  readonly otherTonePlace: { readonly phone: Phone; readonly person: PersonQuery };
}

/** What every check of a phone's subscriber must do. */
export const subscriberRegistryContract: Contract<SubscriberRegistrySubject> = {
  port: 'subscriberRegistry',
  cases: [
    {
      title: "a subscriber's own data match in every attribute, and the answer can be kept as evidence",
      async run({ registry, known }) {
        const answer = await registry.match(known.phone, known.person);
        assert.deepEqual(
          [answer.personId, answer.name, answer.nameTier, answer.birthDate],
          ['match', 'match', 'exact', 'match'],
        );
        assertIsEvidence(answer);
      },
    },
    {
      title: 'a name in another case is the same name',
      async run({ registry, known: { phone, person } }) {
        const answer = await registry.match(phone, { ...person, name: person.name.toUpperCase() });
        assert.deepEqual([answer.name, answer.nameTier], ['match', 'exact']);
      },
    },
    {
      title: "somebody else's data match in no attribute",
      async run({ registry, known, other }) {
        const answer = await registry.match(known.phone, other);
        assert.deepEqual([answer.personId, answer.name, answer.birthDate], ['noMatch', 'noMatch', 'noMatch']);
        assert.equal(answer.nameTier, undefined);
      },
    },
    {
      title: 'attributes are answered one by one: a wrong number or date leaves the others alone',
      async run({ registry, known: { phone, person }, other }) {
        const wrongId = await registry.match(phone, { ...person, personId: other.personId });
        assert.deepEqual([wrongId.personId, wrongId.name, wrongId.birthDate], ['noMatch', 'match', 'match']);
        const wrongDate = await registry.match(phone, { ...person, birthDate: other.birthDate });
        assert.deepEqual([wrongDate.personId, wrongDate.name, wrongDate.birthDate], ['match', 'match', 'noMatch']);
      },
    },
    {
      title: 'a year alone does not match a whole date of birth',
      async run({ registry, known: { phone, person } }) {
        const answer = await registry.match(phone, {
          ...person,
          birthDate: person.birthDate.slice(0, 4) as PartialDate,
        });
        assert.notEqual(answer.birthDate, 'match');
      },
    },
    {
      title: 'of a phone that nobody has, nothing is known: that is not a mismatch',
      async run({ registry, known, unknownPhone }) {
        const answer = await registry.match(unknownPhone, known.person);
        assert.deepEqual(
          [answer.personId, answer.name, answer.birthDate],
          ['notAvailable', 'notAvailable', 'notAvailable'],
        );
        assert.equal(answer.nameTier, undefined);
        assertIsEvidence(answer);
      },
    },
    {
      title: 'an attribute that the register does not hold is not available, and the others are answered',
      needs: 'missing attributes',
      async run({ registry, withoutBirthDate: { phone, person } }) {
        const answer = await registry.match(phone, person);
        assert.deepEqual([answer.personId, answer.name, answer.birthDate], ['match', 'match', 'notAvailable']);
      },
    },
    {
      title: 'a name that the register holds without accents matches on the folded tier, and says so',
      needs: 'unaccented names',
      async run({ registry, unaccented: { phone, person } }) {
        const answer = await registry.match(phone, person);
        assert.deepEqual([answer.name, answer.nameTier], ['match', 'folded']);
      },
    },
    {
      title: 'a tone mark on the other vowel is the same name, exactly',
      needs: 'tone placement',
      async run({ registry, otherTonePlace: { phone, person } }) {
        const answer = await registry.match(phone, person);
        assert.deepEqual([answer.name, answer.nameTier], ['match', 'exact']);
      },
    },
    outageCase('subscriberRegistry', ({ registry, known }) => registry.match(known.phone, known.person)),
  ],
};
