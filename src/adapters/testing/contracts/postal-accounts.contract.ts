import assert from 'node:assert/strict';
import type { PersonQuery, PostalAccounts } from '../../../application/ports/registries.port.js';
import type { Contract } from '../contract.js';
import { assertIsEvidence, outageCase, type MayFail } from './counterparty.js';

export interface PostalAccountsSubject extends MayFail {
  readonly accounts: PostalAccounts;
  /** A customer who activates by SMS, no civil servant. */
  readonly bySms: { readonly query: PersonQuery; readonly phone: string };
  /** A customer who activates by e-mail, no civil servant. */
  readonly byMail: { readonly query: PersonQuery; readonly email: string };
  readonly civilServant: PersonQuery;
  /** Well formed, and no customer. */
  readonly stranger: PersonQuery;
}

/** What every lookup of Vietnam Post's customers must do. */
export const postalAccountsContract: Contract<PostalAccountsSubject> = {
  port: 'postalAccounts',
  cases: [
    {
      title: 'finds a customer under the number asked for, with the phone to activate by, as evidence',
      async run({ accounts, bySms: { query, phone } }) {
        const answer = await accounts.find(query);
        assert.equal(answer.kind, 'found');
        const { personalNumber, cmnd } = answer.person;
        assert.ok([personalNumber, cmnd].includes(query.personId.value));
        assert.deepEqual([answer.phone, answer.civilServant], [phone, false]);
        assertIsEvidence(answer);
      },
    },
    {
      title: 'finds a customer with the e-mail address to activate by',
      async run({ accounts, byMail: { query, email } }) {
        const answer = await accounts.find(query);
        assert.equal(answer.kind, 'found');
        assert.deepEqual([answer.email, answer.civilServant], [email, false]);
      },
    },
    {
      title: 'says who has declared to be a civil servant',
      async run({ accounts, civilServant }) {
        const answer = await accounts.find(civilServant);
        assert.equal(answer.kind, 'found');
        assert.equal(answer.civilServant, true);
      },
    },
    {
      title: 'finds nobody who is no customer, as evidence',
      async run({ accounts, stranger }) {
        const answer = await accounts.find(stranger);
        assert.equal(answer.kind, 'notFound');
        assertIsEvidence(answer);
      },
    },
    {
      title: "never hands out another person's record under a right-looking name",
      async run({ accounts, bySms, stranger }) {
        const answer = await accounts.find({ ...bySms.query, personId: stranger.personId });
        assert.equal(answer.kind, 'notFound');
      },
    },
    outageCase('postalAccounts', ({ accounts, bySms }) => accounts.find(bySms.query)),
  ],
};
