import assert from 'node:assert/strict';
import type { RegisterPerson, SocialInsuranceRegistry } from '../../../application/ports/registries.port.js';
import type { SocialInsuranceCode } from '../../../domain/values/social-insurance-code.js';
import type { Contract } from '../contract.js';
import { assertIsEvidence, outageCase, type MayFail } from './counterparty.js';

type Entry = Pick<RegisterPerson, 'personalNumber' | 'cmnd' | 'name' | 'birthDate'>;

export interface SocialInsuranceRegistrySubject extends MayFail {
  readonly registry: SocialInsuranceRegistry;
  /** An entry with everything that the register holds of the person. */
  readonly known: { readonly code: SocialInsuranceCode; readonly entry: Entry };
  readonly unknownCode: SocialInsuranceCode;
  /** For `old numbers`: an entry that has the CMND and no personal number. */
  readonly withCmndOnly: { readonly code: SocialInsuranceCode; readonly entry: Entry };
}

const held = ({ personalNumber, cmnd, name, birthDate }: Entry) => ({ personalNumber, cmnd, name, birthDate });

/** What every register of social insurance must do. */
export const socialInsuranceRegistryContract: Contract<SocialInsuranceRegistrySubject> = {
  port: 'socialInsuranceRegistry',
  cases: [
    {
      title: 'a code leads to the entry as the register holds it, as evidence',
      async run({ registry, known }) {
        const answer = await registry.find(known.code);
        assert.equal(answer.kind, 'found');
        assert.deepEqual(held(answer.person), held(known.entry));
        assertIsEvidence(answer);
      },
    },
    {
      title: 'a code of nobody finds nothing, as evidence',
      async run({ registry, unknownCode }) {
        const answer = await registry.find(unknownCode);
        assert.equal(answer.kind, 'notFound');
        assertIsEvidence(answer);
      },
    },
    {
      title: 'an entry with the old number only has no personal number: the register links nothing',
      needs: 'old numbers',
      async run({ registry, withCmndOnly }) {
        const answer = await registry.find(withCmndOnly.code);
        assert.equal(answer.kind, 'found');
        assert.equal(answer.person.personalNumber, undefined);
        assert.equal(answer.person.cmnd, withCmndOnly.entry.cmnd);
      },
    },
    outageCase('socialInsuranceRegistry', ({ registry, known }) => registry.find(known.code)),
  ],
};
