import assert from 'node:assert/strict';
import type { PersonQuery, PopulationRegistry, RegisterPerson } from '../../../application/ports/registries.port.js';
import type { PartialDate } from '../../../domain/values/partial-date.js';
import type { Contract } from '../contract.js';
import { assertIsEvidence, outageCase, type MayFail } from './counterparty.js';

export interface PopulationRegistrySubject extends MayFail {
  readonly registry: PopulationRegistry;
  /** Somebody with a whole date of birth, a name with accents and a CMND that the register links. */
  readonly known: { readonly query: PersonQuery; readonly person: RegisterPerson };
  /** The same person, asked for by the CMND. */
  readonly byCmnd: PersonQuery;
  /** Somebody else in the register. */
  readonly other: PersonQuery;
  /** Well formed, and nobody's number. */
  readonly unknown: PersonQuery;
  /** For `year-only births`: somebody of whose birth the register knows the year. */
  readonly yearOnly: PersonQuery;
  /** For `shared old numbers`: two people who hold one CMND, each asked for by it. */
  readonly sharedCmnd: readonly [PersonQuery, PersonQuery];
}

const asker = 'contract-test';

/** What every population register must do: it confirms, and does not browse. */
export const populationRegistryContract: Contract<PopulationRegistrySubject> = {
  port: 'populationRegistry',
  cases: [
    {
      title: 'confirms a person whose data are right, and tells both numbers and the rest, as evidence',
      async run({ registry, known }) {
        const answer = await registry.confirm(known.query, asker);
        assert.equal(answer.kind, 'found');
        assert.deepEqual(answer.person, known.person);
        assertIsEvidence(answer);
      },
    },
    {
      title: 'finds the same person by the linked old number',
      async run({ registry, known, byCmnd }) {
        const answer = await registry.confirm(byCmnd, asker);
        assert.equal(answer.kind, 'found');
        assert.deepEqual(answer.person, known.person);
      },
    },
    {
      title: 'a name in capitals is the same name',
      async run({ registry, known: { query } }) {
        const answer = await registry.confirm({ ...query, name: query.name.toUpperCase() }, asker);
        assert.equal(answer.kind, 'found');
      },
    },
    {
      title: 'a number without the right name and date of birth tells nothing, and looks like a number of nobody',
      async run({ registry, known: { query }, other, unknown }) {
        const answers = await Promise.all([
          registry.confirm({ ...query, name: other.name }, asker),
          registry.confirm({ ...query, birthDate: other.birthDate }, asker),
          registry.confirm({ ...query, birthDate: query.birthDate.slice(0, 4) as PartialDate }, asker),
          registry.confirm({ ...query, personId: other.personId }, asker),
          registry.confirm(unknown, asker),
        ]);
        for (const answer of answers) {
          assert.equal(answer.kind, 'notFound');
          assert.ok(!('person' in answer));
          assertIsEvidence(answer);
        }
      },
    },
    {
      title: 'a year alone is enough for a person of whose birth nobody knows more',
      needs: 'year-only births',
      async run({ registry, yearOnly }) {
        const answer = await registry.confirm(yearOnly, asker);
        assert.equal(answer.kind, 'found');
        assert.equal(answer.person.birthDate, yearOnly.birthDate);
      },
    },
    {
      title: 'of two people with one old number it confirms the one whose name and birth are asked for',
      needs: 'shared old numbers',
      async run({ registry, sharedCmnd }) {
        const [one, two] = await Promise.all(sharedCmnd.map((query) => registry.confirm(query, asker)));
        assert.ok(one?.kind === 'found' && two?.kind === 'found');
        assert.notEqual(one.person.personalNumber, two.person.personalNumber);
        assert.equal(one.person.cmnd, two.person.cmnd);
      },
    },
    outageCase('populationRegistry', ({ registry, known }) => registry.confirm(known.query, asker)),
  ],
};
