import { minutes } from '../../../src/domain/kernel/instant.js';
import { type SandboxPerson, signFor } from '../../../src/adapters/sandbox/index.js';
import type { OpenedSession } from '../../../src/application/login/login-api.js';
import { accountsOf, byTest } from '../../support/core-accounts.js';
import {
  accepted,
  caller,
  type CoreHarness,
  goodPassword,
  logIn,
  openCore,
  refused,
  register,
  solvedCaptcha,
} from '../../support/core-harness.js';
import { answerByToken, eidSessionOf, logInByToken, registerByToken } from '../../support/proofs.js';

/**
 * An older account with phone and password (mai) and one with a token (thao), both absorbed by the VNeID account of oanh:
 * whose accounts they are is the caller's evidence, which is not at stake here.
 */
async function merged(): Promise<{
  harness: CoreHarness;
  own: OpenedSession;
  survivor: string;
  byPhone: string;
  byToken: string;
  mai: SandboxPerson;
  thao: SandboxPerson;
  merges: readonly string[];
}> {
  const harness = openCore();
  const { mai, thao, oanh } = harness.sandbox.cast;
  const byPhone = (await register(harness, mai)).accountId;
  const byToken = await registerByToken(harness, thao);
  harness.clock.pass(minutes(2));
  await logIn(harness, mai);
  const own = await eidSessionOf(harness, oanh);
  const survivor = own.session.accountId;
  const merges: string[] = [];
  for (const victim of [byPhone, byToken])
    merges.push(accepted(await harness.core.accountMerges.absorb(survivor, victim, byTest)).value.mergeId);
  return { harness, own, survivor, byPhone, byToken, mai, thao, merges };
}

const stateOf = async (harness: CoreHarness, accountId: string) =>
  (await accountsOf(harness).load(accountId)).state as {
    readonly grants: readonly { readonly methodId: string; readonly method: string; readonly level: string }[];
    readonly phones: readonly { readonly phoneId: string }[];
    readonly keys: readonly unknown[];
    readonly status: string;
    readonly defaultPhoneId: string | null;
    readonly passwordId: string | null;
  };

describe('a merge', () => {
  it('[MERGE-NO-TAKEOVER] lets nobody in by what the absorbed accounts had', async () => {
    const { harness, mai, thao } = await merged();
    const typed = { personId: mai.personalNumber, password: goodPassword, captcha: solvedCaptcha };
    expect(refused(await harness.core.logins.start(typed, caller)).code).toBe('login.invalidCredentials');
    expect(refused(await answerByToken(harness, thao))).toMatchObject({
      code: 'login.certificateUnbound',
      remedies: ['addMethod'],
    });
  });

  it('[MERGE-ONE-APPEND] is repeated without effect, under the same id', async () => {
    const { harness, survivor, byPhone, merges } = await merged();
    const head = await harness.ports.eventStore.head();
    const again = accepted(await harness.core.accountMerges.absorb(survivor, byPhone, byTest)).value;
    expect(again.mergeId).toBe(merges[0]);
    expect(await harness.ports.eventStore.head()).toBe(head);
  });

  it('[MERGE-HISTORY] reads on from the survivor: profile, logins and audit', async () => {
    const { harness, survivor, byPhone, byToken, merges } = await merged();
    await harness.core.start();
    const atLeast = await harness.ports.eventStore.head();
    const history = accepted(await harness.core.profiles.loginHistory(survivor, {}, { atLeast })).value;
    expect(history.items.map(({ accountId }) => accountId)).toEqual([survivor, byPhone]);
    const first = accepted(await harness.core.profiles.loginHistory(survivor, { limit: 1 })).value;
    expect(first.items.map(({ accountId }) => accountId)).toEqual([survivor]);
    const next = first.next ?? '';
    const second = accepted(await harness.core.profiles.loginHistory(survivor, { limit: 1, cursor: next })).value;
    expect(second).toMatchObject({ items: [{ accountId: byPhone }], next: null });
    const lived = accepted(await harness.core.profiles.absorbed(survivor)).value;
    expect(lived.map(({ into, profile }) => [into, profile.accountId, profile.registeredBy])).toEqual([
      [survivor, byPhone, 'mobileSubscriber'],
      [survivor, byToken, 'usbToken'],
    ]);
    expect(accepted(await harness.core.audit.absorbed(survivor)).value.map(({ mergeId }) => mergeId)).toEqual(merges);
    expect(refused(await harness.core.audit.absorbed('nobody')).code).toBe('account.unknown');
    await harness.core.stop();
  });

  it('refuses accounts that are not there, and an account with itself', async () => {
    const { harness, survivor } = await merged();
    const { accountMerges } = harness.core;
    expect(refused(await accountMerges.absorb(survivor, 'nobody', byTest)).code).toBe('account.notOpen');
    expect(refused(await accountMerges.absorb('nobody', survivor, byTest)).code).toBe('account.notOpen');
    expect(refused(await accountMerges.absorb(survivor, survivor, byTest)).code).toBe('merge.intoItself');
  });
});

describe('what a merge brings', () => {
  it('[MERGE-ACCEPT] waits for the owner: certificates and phones, each by itself', async () => {
    const { harness, own, byPhone, byToken } = await merged();
    const { methods, phones } = accepted(await harness.core.mergeOffers.list(own.session, caller)).value;
    expect(methods).toMatchObject([{ from: byToken, method: 'usbToken', level: 'IAL3' }]);
    expect(phones).toMatchObject([{ from: byPhone, masked: '095****015' }]);
  });

  it('[MERGE-ACCEPT] comes when it is accepted, with the evidence it rested on, and lets in from then on', async () => {
    const { harness, own, survivor, thao } = await merged();
    const { mergeOffers, audit } = harness.core;
    const { methods, phones } = accepted(await mergeOffers.list(own.session, caller)).value;
    const methodId = methods[0]?.methodId ?? '';
    const phoneId = phones[0]?.phoneId ?? '';
    accepted(await mergeOffers.acceptMethod(own.session, methodId, caller));
    accepted(await mergeOffers.acceptPhone(own.session, phoneId, caller));
    expect(accepted(await mergeOffers.list(own.session, caller)).value).toEqual({ methods: [], phones: [] });
    expect((await logInByToken(harness, thao)).session).toMatchObject({ accountId: survivor, level: 'IAL3' });
    expect(await stateOf(harness, survivor)).toMatchObject({ defaultPhoneId: phoneId, passwordId: null });
    const explained = accepted(await audit.explainLevel(survivor)).value.grants;
    expect(explained.find(({ grant }) => grant.methodId === methodId)?.evidence).toMatchObject([
      { source: 'certificate' },
    ]);
  });

  it('[MERGE-ACCEPT] is accepted in a fresh and strong session only', async () => {
    const { harness, own } = await merged();
    const { mergeOffers } = harness.core;
    const { methods, phones } = accepted(await mergeOffers.list(own.session, caller)).value;
    harness.clock.pass(minutes(6));
    const answers = [
      await mergeOffers.acceptMethod(own.session, methods[0]?.methodId ?? '', caller),
      await mergeOffers.acceptPhone(own.session, phones[0]?.phoneId ?? '', caller),
    ];
    expect(answers.map((answer) => refused(answer).code)).toEqual(['session.tooOld', 'session.tooOld']);
  });

  it('refuses what is not offered', async () => {
    const { harness, own } = await merged();
    const { mergeOffers } = harness.core;
    expect(refused(await mergeOffers.acceptMethod(own.session, 'other', caller)).code).toBe('merge.notOffered');
    expect(refused(await mergeOffers.acceptPhone(own.session, 'other', caller)).code).toBe('merge.notOffered');
  });

  it('[MERGE-NO-REVIVAL] is not offered again once the owner removed it', async () => {
    const { harness, own, survivor } = await merged();
    const { mergeOffers } = harness.core;
    const { methods } = accepted(await mergeOffers.list(own.session, caller)).value;
    const methodId = methods[0]?.methodId ?? '';
    accepted(await mergeOffers.acceptMethod(own.session, methodId, caller));
    const at = harness.clock.now();
    await accountsOf(harness).transact(survivor, { type: 'RemoveMethod', methodId, at }, byTest);
    expect(accepted(await mergeOffers.list(own.session, caller)).value.methods).toEqual([]);
    expect(refused(await mergeOffers.acceptMethod(own.session, methodId, caller)).code).toBe('merge.notOffered');
  });
});

describe('reversing a merge', () => {
  async function reversed() {
    const found = await merged();
    const { harness, own, byPhone, byToken, merges } = found;
    const { mergeOffers, accountMerges } = harness.core;
    const { methods, phones } = accepted(await mergeOffers.list(own.session, caller)).value;
    accepted(await mergeOffers.acceptMethod(own.session, methods[0]?.methodId ?? '', caller));
    accepted(await mergeOffers.acceptPhone(own.session, phones[0]?.phoneId ?? '', caller));
    const keys = (await stateOf(harness, byToken)).keys;
    const outcomes = [];
    for (const [at, victim] of [byPhone, byToken].entries())
      outcomes.push(accepted(await accountMerges.reverse(merges[at] ?? '', victim, 'another person', byTest)).value);
    return { ...found, outcomes, keys, methodId: methods[0]?.methodId, phoneId: phones[0]?.phoneId };
  }

  it('[MERGE-GIVES-BACK] takes back what had come, the only phone too, and ends every session', async () => {
    const { harness, own, survivor, outcomes, methodId, phoneId } = await reversed();
    expect(outcomes).toEqual([
      { survivor, methodsTaken: [], phonesTaken: [phoneId] },
      { survivor, methodsTaken: [methodId], phonesTaken: [] },
    ]);
    const state = await stateOf(harness, survivor);
    expect(state.grants.map(({ method }) => method)).toEqual(['vneid']);
    expect(state).toMatchObject({ phones: [], defaultPhoneId: null });
    expect(refused(await harness.core.sessions.authenticate(own.token)).code).toBe('session.invalid');
  });

  /** Absorbed by the account of oanh; the owner then adds the same token anew. */
  async function addedAnew(who: 'cuong' | 'thao') {
    const harness = openCore();
    const { ownMethods, accountMerges } = harness.core;
    const holder = harness.sandbox.cast[who];
    const byToken = await registerByToken(harness, holder);
    harness.clock.pass(minutes(2));
    const { session } = await eidSessionOf(harness, harness.sandbox.cast.oanh);
    const { mergeId } = accepted(await accountMerges.absorb(session.accountId, byToken, byTest)).value;
    const { additionId, due } = accepted(await ownMethods.start(session, { method: 'usbToken' }, caller)).value;
    const signature = signFor(holder, due.by === 'usbToken' ? due.challenge : '');
    const added = await ownMethods.submit(session, additionId, { kind: 'signature', signature }, caller);
    return { harness, holder, survivor: session.accountId, byToken, mergeId, additionId, added };
  }

  it('[MERGE-GIVES-BACK] takes back a certificate also where its owner added it anew instead of accepting it', async () => {
    const { harness, holder, survivor, byToken, mergeId, additionId, added } = await addedAnew('cuong');
    accepted(added);
    expect((await logInByToken(harness, holder)).session).toMatchObject({ accountId: survivor, level: 'IAL3' });
    const reversal = accepted(await harness.core.accountMerges.reverse(mergeId, byToken, 'another person', byTest));
    expect(reversal.value.methodsTaken).toEqual([additionId]);
    expect((await stateOf(harness, survivor)).grants.map(({ method }) => method)).toEqual(['vneid']);
    expect((await logInByToken(harness, holder)).session.accountId).toBe(byToken);
  });

  it('[METHOD-SAME-SUBJECT] a certificate with a personal number of the absorbed account’s alone is another person’s', async () => {
    const { added } = await addedAnew('thao');
    expect(refused(added).code).toBe('method.certificateOfAnother');
  });

  it('[MERGE-GIVES-BACK] leaves every identifier where it was attested; its owner is found and let in again', async () => {
    const { harness, byToken, byPhone, keys, thao } = await reversed();
    expect((await stateOf(harness, byToken)).keys).toEqual(keys);
    expect((await logInByToken(harness, thao)).session.accountId).toBe(byToken);
    expect(await stateOf(harness, byPhone)).toMatchObject({ status: 'live', passwordId: null });
  });

  it('[MERGE-REVERSED-STAYS] is for good, and repeated without effect', async () => {
    const { harness, survivor, byPhone, merges } = await reversed();
    const { accountMerges } = harness.core;
    expect(refused(await accountMerges.absorb(survivor, byPhone, byTest)).code).toBe('merge.wasReversed');
    expect(refused(await accountMerges.absorb(byPhone, survivor, byTest)).code).toBe('merge.wasReversed');
    const again = await accountMerges.reverse(merges[0] ?? '', byPhone, 'another person', byTest);
    expect(accepted(again).value).toEqual({ survivor, methodsTaken: [], phonesTaken: [] });
    expect(refused(await accountMerges.reverse('other', byPhone, 'g', byTest)).code).toBe('merge.notAbsorbed');
  });
});
