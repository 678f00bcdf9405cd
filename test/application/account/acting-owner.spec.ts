import { ActingOwner } from '../../../src/application/account/acting.js';
import { Accounts } from '../../../src/application/ledger/accounts.js';
import { Ledger } from '../../../src/application/ledger/ledger.js';
import { minutes, seconds } from '../../../src/domain/kernel/instant.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import { accepted, bookOf, caller, changeAccount, logIn, openCore, register } from '../../support/core-harness.js';

async function acting() {
  const harness = openCore();
  const { an } = harness.sandbox.cast;
  const { accountId } = await register(harness, an);
  harness.clock.pass(seconds(61));
  const { session } = await logIn(harness, an);
  const { eventStore, codec, ids, clock, snapshots } = harness.ports;
  const accounts = new Accounts(new Ledger(eventStore, codec, ids, clock), snapshots);
  return { harness, accountId, session, owner: new ActingOwner(bookOf([sandboxEdition]), accounts, ids, clock) };
}

describe('[STEP-UP-FIVE] the owner who wants to change methods, password or contact', () => {
  it('has logged in within five minutes', async () => {
    const { harness, accountId, session, owner } = await acting();
    harness.clock.pass(minutes(5));
    expect(accepted(await owner.enterFresh(session, caller)).value).toMatchObject({
      accountId,
      state: { status: 'live' },
      context: { actor: { kind: 'subject', id: accountId }, policyEdition: 'sandbox' },
    });
    harness.clock.pass(seconds(1));
    expect(await owner.enterFresh(session, caller)).toEqual({
      kind: 'refused',
      code: 'session.tooOld',
      facts: { withinMs: 300_000, level: 'IAL2' },
      remedies: ['logInAgain'],
    });
    accepted(await owner.enter(session, caller));
  });

  it('by a method that gives the level the account has', async () => {
    const { harness, accountId, session, owner } = await acting();
    await changeAccount(harness, accountId, {
      type: 'AddMethod',
      grant: {
        methodId: 'm',
        method: 'usbToken',
        level: 'IAL3',
        verifiedAt: harness.clock.now(),
        evidenceIds: [],
        certificate: 'f',
      },
      evidence: [],
    });
    expect(await owner.enterFresh(session, caller)).toEqual({
      kind: 'refused',
      code: 'session.tooWeak',
      facts: { withinMs: 300_000, level: 'IAL3' },
      remedies: ['logInAgain'],
    });
  });

  it('and has an account that stands', async () => {
    const { harness, accountId, session, owner } = await acting();
    await changeAccount(harness, accountId, {
      type: 'Suspend',
      ground: 'court order',
      ticket: 'T-1',
      at: harness.clock.now(),
    });
    expect(await owner.enter(session, caller)).toEqual({
      kind: 'refused',
      code: 'account.suspended',
      facts: {},
      remedies: ['counter'],
    });
    expect(await owner.enterFresh({ ...session, accountId: 'nobody' }, caller)).toMatchObject({
      code: 'session.invalid',
    });
  });
});
