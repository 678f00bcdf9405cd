import assert from 'node:assert/strict';
import type { EidProvider, EidSubject } from '../../../application/ports/eid-provider.port.js';
import type { Contract } from '../contract.js';
import { assertIsEvidence, outageCase, type MayFail } from './counterparty.js';

export interface EidProviderSubject extends MayFail {
  readonly provider: EidProvider;
  /** Does what the known person does on the page at this address, and returns the code of the redirect. */
  logIn(pageUrl: string): Promise<string>;
  readonly known: Omit<EidSubject, 'subject'>;
  readonly redirectUri: string;
  /** For `lapse of time`: lets the life of every code so far run out. */
  expire(): void | Promise<void>;
  /** For `locked accounts`: as `logIn`, for a person whose account is locked. */
  logInLocked(pageUrl: string): Promise<string>;
  /** For `organisations`: as `logIn`, on behalf of an organisation. */
  logInFor(pageUrl: string): Promise<string>;
  readonly organisation: NonNullable<EidSubject['organisation']>;
}

const open = ({ provider, redirectUri }: EidProviderSubject, nonce = 'nonce-1') =>
  provider.authorizeUrl({ state: 'state-1', nonce, redirectUri });

/** What every OpenID provider of electronic identities must do. */
export const eidProviderContract: Contract<EidProviderSubject> = {
  port: 'eidProvider',
  cases: [
    {
      title: 'sends the person to a page that knows state, nonce and where to come back to',
      async run(subject) {
        const page = new URL(await open(subject));
        const told = ['response_type', 'state', 'nonce', 'redirect_uri'].map((name) => page.searchParams.get(name));
        assert.deepEqual(told, ['code', 'state-1', 'nonce-1', subject.redirectUri]);
      },
    },
    {
      title: 'the code tells who logged in, at which level, as evidence',
      async run(subject) {
        const code = await subject.logIn(await open(subject));
        const assertion = await subject.provider.redeem({ code, nonce: 'nonce-1', redirectUri: subject.redirectUri });
        assert.equal(assertion.kind, 'authenticated');
        const { subject: id, ...eid } = assertion.eid;
        assert.deepEqual(eid, subject.known);
        assert.notEqual(id, '');
        assertIsEvidence(assertion);
      },
    },
    {
      title: 'a person has the same subject at every login',
      async run(subject) {
        const redeem = async () => {
          const code = await subject.logIn(await open(subject));
          return subject.provider.redeem({ code, nonce: 'nonce-1', redirectUri: subject.redirectUri });
        };
        const [one, two] = [await redeem(), await redeem()];
        assert.ok(one.kind === 'authenticated' && two.kind === 'authenticated');
        assert.equal(one.eid.subject, two.eid.subject);
      },
    },
    {
      title: 'a code is good once, of parallel uses too',
      async run(subject) {
        const code = await subject.logIn(await open(subject));
        const request = { code, nonce: 'nonce-1', redirectUri: subject.redirectUri };
        const answers = await Promise.all([1, 2, 3].map(() => subject.provider.redeem(request)));
        assert.equal(answers.filter(({ kind }) => kind === 'authenticated').length, 1);
        const again = await subject.provider.redeem(request);
        assert.ok(again.kind === 'refused' && again.failure === 'invalidCode');
      },
    },
    {
      title: 'a code that was never given is refused',
      async run({ provider, redirectUri }) {
        const answer = await provider.redeem({ code: 'made-up', nonce: 'nonce-1', redirectUri });
        assert.ok(answer.kind === 'refused' && answer.failure === 'invalidCode');
      },
    },
    {
      title: 'a code of another login is refused by its nonce',
      async run(subject) {
        const code = await subject.logIn(await open(subject, 'nonce-of-another'));
        const answer = await subject.provider.redeem({ code, nonce: 'nonce-1', redirectUri: subject.redirectUri });
        assert.ok(answer.kind === 'refused' && answer.failure === 'nonceMismatch');
      },
    },
    {
      title: 'a code that was given for another address is refused',
      async run(subject) {
        const code = await subject.logIn(await open(subject));
        const redirectUri = `${subject.redirectUri}/elsewhere`;
        const answer = await subject.provider.redeem({ code, nonce: 'nonce-1', redirectUri });
        assert.ok(answer.kind === 'refused' && answer.failure === 'invalidCode');
      },
    },
    {
      title: 'a code that came too late is refused',
      needs: 'lapse of time',
      async run(subject) {
        const code = await subject.logIn(await open(subject));
        await subject.expire();
        const answer = await subject.provider.redeem({ code, nonce: 'nonce-1', redirectUri: subject.redirectUri });
        assert.ok(answer.kind === 'refused' && answer.failure === 'expired');
      },
    },
    {
      title: 'a locked account is refused',
      needs: 'locked accounts',
      async run(subject) {
        const code = await subject.logInLocked(await open(subject));
        const answer = await subject.provider.redeem({ code, nonce: 'nonce-1', redirectUri: subject.redirectUri });
        assert.ok(answer.kind === 'refused' && answer.failure === 'locked');
      },
    },
    {
      title: 'a login on behalf of an organisation names the organisation, and who acts for it',
      needs: 'organisations',
      async run(subject) {
        const code = await subject.logInFor(await open(subject));
        const answer = await subject.provider.redeem({ code, nonce: 'nonce-1', redirectUri: subject.redirectUri });
        assert.equal(answer.kind, 'authenticated');
        assert.deepEqual(answer.eid.organisation, subject.organisation);
        assert.match(answer.eid.personalNumber, /^\d{12}$/);
      },
    },
    outageCase('eidProvider', ({ provider, redirectUri }) =>
      provider.redeem({ code: 'any', nonce: 'nonce-1', redirectUri }),
    ),
  ],
};
