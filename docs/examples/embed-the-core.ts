import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDinhDanh,
  describeError,
  type Outcome,
  orThrow,
  sandboxPolicy,
  type SubscriberRegistry,
  Unavailable,
} from 'dinhdanh';
import { makeSandbox } from 'dinhdanh/sandbox';
import { openEmbedded } from 'dinhdanh/sqlite';

const directory = mkdtempSync(join(tmpdir(), 'portal-'));

/** Stands for a carrier somewhere in the network. */
const carrierAnswers = async (phone: string): Promise<{ status: number; text: string }> => ({
  status: phone === '+84950000001' ? 200 : 503,
  text: '{"idDocument":"true","name":"true","birthdate":"true"}',
});

// #region counterparty
const told = { true: 'match', false: 'noMatch', not_available: 'notAvailable' } as const;

const carrier: SubscriberRegistry = {
  async match(phone, _person) {
    const { status, text } = await carrierAnswers(phone);
    if (status !== 200) throw new Unavailable('subscriberRegistry', 5_000); // "ask again in 5 s", never a refusal
    const answer = JSON.parse(text) as Record<'idDocument' | 'name' | 'birthdate', keyof typeof told>;
    return {
      personId: told[answer.idDocument],
      name: told[answer.name],
      birthDate: told[answer.birthdate],
      raw: text, // its digest goes on the event, as evidence
    };
  },
};
// #endregion counterparty

// #region core
const { storage, captcha, close } = openEmbedded({ directory }); // several processes may share it
const sandbox = makeSandbox(); // replaced port by port by your own

const terms = { edition: '2026-11', digest: storage.digests.sha256('the text that people are shown') };
const core = createDinhDanh(
  { ...storage, ...sandbox, subscriberRegistry: carrier, captcha: captcha() },
  {
    policy: sandboxPolicy(), // or makePolicyBook(documentedEditions)
    terms,
    activationLink: 'https://portal.example/activate?token={token}',
    origin: 'https://portal.example', // where people sign; part of what a certificate signs
    redirectUris: ['https://portal.example/back'], // where SmartCA and VNeID may send people back to
    asker: 'portal',
    onError: (error) => console.error(error instanceof Error ? error.name : 'error'),
  },
);
await core.start(); // projections, notices and the outbox; the use cases work without
// #endregion core

// #region outcomes
const caller = { address: '203.0.113.7', agent: 'curl/8', channel: 'web', correlationId: 'r-1' };

function tell(outcome: Outcome<unknown>): string {
  switch (outcome.kind) {
    case 'accepted':
      return 'done';
    case 'refused': // understood, and not done: why, and what a person can do
      return `${describeError(outcome.code).vi} (${outcome.remedies.join(', ')})`;
    case 'unavailable': // nothing was decided: the same call may be made again
      return `retry after ${outcome.retryAfterMs} ms`;
  }
}

const outcome = await core.registrations.start({ subject: 'citizen', method: 'mobileSubscriber' }, caller);
assert.equal(outcome.kind, 'refused'); // registration.consentMissing
console.log(tell(outcome));
// #endregion outcomes

// #region idempotent
const login = { personId: '001090990001', password: 'wrong' };
const run = () => core.logins.start(login, caller);
const call = { caller: 'network:203.0.113.0/24', key: 'chosen-by-the-client', payload: login, run };
const first = await core.idempotent.run(call);
assert.deepEqual(await core.idempotent.run(call), first); // the second was not run
// #endregion idempotent

// #region audit
const unknown = await core.audit.replay('no-such-account');
assert.equal(unknown.kind === 'refused' && unknown.code, 'account.unknown');
// #endregion audit

assert.throws(() => orThrow(unknown), /account\.unknown/);

// #region stop
await core.stop(); // ends background work in order
close(); // then the stores
// #endregion stop
rmSync(directory, { recursive: true });
