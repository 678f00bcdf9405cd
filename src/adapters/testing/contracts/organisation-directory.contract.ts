import assert from 'node:assert/strict';
import type { OrganisationDirectory } from '../../../application/ports/registries.port.js';
import { parseOrganisationCode, type OrganisationCode } from '../../../domain/values/organisation-code.js';
import type { Contract } from '../contract.js';
import { assertIsEvidence, outageCase, type MayFail } from './counterparty.js';

export interface OrganisationDirectorySubject extends MayFail {
  readonly directory: OrganisationDirectory;
  /** An agency that is listed under both keys. */
  readonly known: {
    readonly taxCode: string;
    readonly budgetCode: string;
    readonly code: OrganisationCode;
    readonly name: string;
  };
  /** The budget code of another listed agency. */
  readonly otherBudgetCode: string;
  /** Well formed, and not listed. */
  readonly unlisted: { readonly taxCode: string; readonly budgetCode: string };
}

/** What every directory of state agencies must do. */
export const organisationDirectoryContract: Contract<OrganisationDirectorySubject> = {
  port: 'organisationDirectory',
  cases: [
    {
      title: 'finds an agency by either key and by both, with its canonical code, as evidence',
      async run({ directory, known: { taxCode, budgetCode, code, name } }) {
        for (const keys of [{ taxCode }, { budgetCode }, { taxCode, budgetCode }]) {
          const answer = await directory.find(keys);
          assert.equal(answer.kind, 'found');
          assert.deepEqual([answer.code, answer.name], [code, name]);
          const read = parseOrganisationCode(answer.code);
          assert.ok(read.ok && read.value.value === answer.code);
          assertIsEvidence(answer);
        }
      },
    },
    {
      title: 'finds nothing for keys that are not listed, and nothing for no key',
      async run({ directory, unlisted: { taxCode, budgetCode } }) {
        for (const keys of [{ taxCode }, { budgetCode }, { taxCode, budgetCode }, {}]) {
          const answer = await directory.find(keys);
          assert.equal(answer.kind, 'notFound');
          assertIsEvidence(answer);
        }
      },
    },
    {
      title: 'does not choose between two agencies when the keys disagree',
      async run({ directory, known, otherBudgetCode }) {
        const answer = await directory.find({ taxCode: known.taxCode, budgetCode: otherBudgetCode });
        assert.equal(answer.kind, 'notFound');
      },
    },
    outageCase('organisationDirectory', ({ directory, known }) => directory.find({ taxCode: known.taxCode })),
  ],
};
