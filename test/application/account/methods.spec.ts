import { certificateOn, issueCertificate, signFor, signWith } from '../../../src/adapters/sandbox/index.js';
import type { ProofInput } from '../../../src/application/proofs/proof-api.js';
import type { SessionView } from '../../../src/application/login/login-api.js';
import type { AdditionView } from '../../../src/application/account/methods-api.js';
import { clear } from '../../../src/domain/kernel/personal.js';
import { instant, minutes } from '../../../src/domain/kernel/instant.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import {
  accepted,
  caller,
  codeOn,
  type CoreHarness,
  type CoreOptions,
  openCore,
  redirectUri,
  refused,
  register,
  wrongCode,
} from '../../support/core-harness.js';
import { eventsOf, loggedIn } from '../../support/owner-stories.js';

type Handle = 'an' | 'thao' | 'lam' | 'son';

async function owner(handle: Handle, options: CoreOptions = {}) {
  const harness = openCore(options);
  const person = harness.sandbox.cast[handle];
  const { accountId } = await register(harness, person);
  const { session } = await loggedIn(harness, person);
  return { ...harness, harness, person, accountId, session };
}

const challengeOf = ({ due }: Pick<AdditionView, 'due'>): string => (due.by === 'usbToken' ? due.challenge : '');

async function addToken({ core }: CoreHarness, session: SessionView, sign: (challenge: string) => string) {
  const started = accepted(await core.ownMethods.start(session, { method: 'usbToken' }, caller)).value;
  const input: ProofInput = { kind: 'signature', signature: sign(challengeOf(started)) };
  return core.ownMethods.submit(session, started.additionId, input, caller);
}

/** The next certificate of the person's token: another serial and key, the same identity. */
const renewed = (challenge: string, { sandbox }: CoreHarness): string => {
  const { body } = certificateOn(sandbox.cast.thao, 'usb')!;
  return signWith(issueCertificate({ ...body, serial: 'ab12' }), challenge);
};

describe('adding a method in a session', () => {
  it('[METHOD-ONE-ACCOUNT] a certificate of the owner is claimed, then added', async () => {
    const { core, harness, person, accountId, session } = await owner('thao');
    const added = accepted(await addToken(harness, session, (challenge) => signFor(person, challenge))).value;
    expect(added).toMatchObject({ kind: 'added', method: 'usbToken', level: 'IAL3' });
    expect((await eventsOf(harness, accountId)).slice(-2)).toEqual(['IdentifierAdded.v1', 'MethodAdded.v1']);
    const list = accepted(await core.ownMethods.list(session, caller)).value;
    expect(list.map(({ method, removable }) => [method, removable])).toEqual([
      ['mobileSubscriber', true],
      ['usbToken', true],
    ]);
  });

  it('[METHOD-FRESH] from then on a login by password is too weak to change anything', async () => {
    const { core, harness, person, session } = await owner('thao');
    accepted(await addToken(harness, session, (challenge) => signFor(person, challenge)));
    expect(refused(await core.ownMethods.start(session, { method: 'vneid', redirectUri }, caller)).code).toBe(
      'session.tooWeak',
    );
  });

  it('[METHOD-SAME-SUBJECT] another person’s certificate is refused, and its challenge is over', async () => {
    const { core, sandbox, session } = await owner('an');
    const started = accepted(await core.ownMethods.start(session, { method: 'usbToken' }, caller)).value;
    const signature = signFor(sandbox.cast.thao, challengeOf(started));
    const submit = () => core.ownMethods.submit(session, started.additionId, { kind: 'signature', signature }, caller);
    expect(refused(await submit()).code).toBe('method.certificateOfAnother');
    expect(refused(await submit()).code).toBe('signing.expired');
    expect(accepted(await core.ownMethods.list(session, caller)).value).toHaveLength(1);
  });

  it('[METHOD-ONE-ACCOUNT] a certificate that another account has claimed is refused', async () => {
    const { core, harness, ports, person, session } = await owner('thao');
    const { accountId } = await register(harness, harness.sandbox.cast.an);
    const started = accepted(await core.ownMethods.start(session, { method: 'usbToken' }, caller)).value;
    const signature = signFor(person, challengeOf(started));
    const verified = await ports.signatureVerifier.verify({
      challenge: challengeOf(started),
      origin: 'https://portal.example',
      signature,
      anchors: 'public',
      at: harness.clock.now(),
    });
    if (verified.kind !== 'verified') throw new Error('not verified');
    await core.aliases.addAlias({
      accountId,
      keys: ports.blindIndex.keys({ kind: 'certificate', value: verified.holder.fingerprint }),
      record: { type: 'AddIdentifier', keys: [], evidence: [], personal: clear({ identifiers: [] }) },
      patience: sandboxEdition.registration.claimPatience,
      context: {
        commandId: 'c',
        correlationId: 'c',
        causationId: 'c',
        actor: { kind: 'system', id: 'test' },
        channel: 'test',
        policyEdition: '',
      },
    });
    const input: ProofInput = { kind: 'signature', signature };
    expect(refused(await core.ownMethods.submit(session, started.additionId, input, caller)).code).toBe(
      'method.certificateTaken',
    );
  });

  it('VNeID gives the level that the VNeID account is worth, and is not added twice', async () => {
    const { core, sandbox, session } = await owner('lam');
    const add = async () => {
      const { additionId, due } = accepted(
        await core.ownMethods.start(session, { method: 'vneid', redirectUri }, caller),
      ).value;
      const login = sandbox.eidProvider.logIn('lam', due.by === 'vneid' ? due.authorizeUrl : '');
      if (login.kind !== 'redirect') throw new Error('VNeID refused');
      const { code, state } = login;
      return core.ownMethods.submit(session, additionId, { kind: 'authorizationCode', code, state }, caller);
    };
    expect(accepted(await add()).value).toMatchObject({ kind: 'added', method: 'vneid', level: 'IAL2' });
    expect(refused(await add()).code).toBe('method.alreadyAdded');
  });

  it('[METHOD-SAME-SUBJECT] another person’s VNeID is refused', async () => {
    const { core, sandbox, session } = await owner('an');
    const { additionId, due } = accepted(
      await core.ownMethods.start(session, { method: 'vneid', redirectUri }, caller),
    ).value;
    const login = sandbox.eidProvider.logIn('lam', due.by === 'vneid' ? due.authorizeUrl : '');
    if (login.kind !== 'redirect') throw new Error('VNeID refused');
    const input: ProofInput = { kind: 'authorizationCode', code: login.code, state: login.state };
    expect(refused(await core.ownMethods.submit(session, additionId, input, caller)).code).toBe('method.eidOfAnother');
  });

  it('a SIM is waited for until its owner has signed', async () => {
    const { core, sandbox, session } = await owner('son');
    const start = { method: 'simPki', phone: '0950000023' } as const;
    const { additionId, due } = accepted(await core.ownMethods.start(session, start, caller)).value;
    const poll = () => core.ownMethods.submit(session, additionId, { kind: 'poll' }, caller);
    expect(accepted(await poll()).value).toEqual({ kind: 'waiting' });
    expect(due.by).toBe('simPki');
    expect(refused(await core.ownMethods.submit(session, 'another', { kind: 'poll' }, caller)).code).toBe(
      'method.additionExpired',
    );
    sandbox.mobileSignatureService.react(sandbox.cast.son.phones[0]!, 'accept');
    expect(accepted(await poll()).value).toMatchObject({ kind: 'added', method: 'simPki' });
    // What was added made the account stronger than the login that added it.
    expect(refused(await poll()).code).toBe('session.tooWeak');
  });

  it('needs what the method needs, and a policy that has it open', async () => {
    const { core, session } = await owner('an');
    expect(refused(await core.ownMethods.start(session, { method: 'simPki' }, caller)).code).toBe(
      'identifier.phone.missing',
    );
    expect(refused(await core.ownMethods.start(session, { method: 'vneid' }, caller)).code).toBe(
      'registration.redirectUriMissing',
    );
    const methods = sandboxEdition.methods.filter(({ method }) => method !== 'usbToken');
    const closed = await owner('an', { editions: [{ ...sandboxEdition, methods }] });
    const answer = refused(await closed.core.ownMethods.start(closed.session, { method: 'usbToken' }, caller));
    expect(answer.code).toBe('policy.methodNotOpen');
  });
});

describe('a duplicate that is offered to add its method', () => {
  async function toConsent() {
    const harness = openCore();
    const { thao } = harness.sandbox.cast;
    const { accountId } = await register(harness, thao);
    harness.clock.pass(minutes(2));
    const started = accepted(
      await harness.core.methodConsents.start({ subject: 'citizen', method: 'usbToken' }, caller),
    ).value;
    return { ...harness, harness, thao, accountId, ...started };
  }
  const signed = (signature: string): ProofInput => ({ kind: 'signature', signature });

  it('[METHOD-CONSENT] adds it after the owner gave the code of the default phone', async () => {
    const { core, harness, thao, accountId, consentToken, due } = await toConsent();
    const input = signed(signFor(thao, challengeOf({ due })));
    const answer = accepted(await core.methodConsents.submit(consentToken, input, caller)).value;
    expect(answer).toMatchObject({ kind: 'codeSent', sentTo: '095****025' });
    const code = codeOn(harness, thao.phones[0]);
    expect(refused(await core.methodConsents.confirm(consentToken, wrongCode(code), caller)).code).toBe('otp.wrong');
    const added = accepted(await core.methodConsents.confirm(consentToken, code, caller)).value;
    expect(added).toMatchObject({ method: 'usbToken', level: 'IAL3' });
    expect(await eventsOf(harness, accountId)).toContain('MethodAdded.v1');
    expect(refused(await core.methodConsents.confirm(consentToken, code, caller)).code).toBe('method.additionExpired');
  });

  it('[METHOD-CONSENT] wrong codes are in the owner’s history, as those of a login are', async () => {
    const { core, harness, thao, accountId, consentToken, due } = await toConsent();
    const input = signed(signFor(thao, challengeOf({ due })));
    accepted(await core.methodConsents.submit(consentToken, input, caller));
    const code = codeOn(harness, thao.phones[0]);
    for (let time = 0; time < 5; time += 1)
      expect(refused(await core.methodConsents.confirm(consentToken, wrongCode(code), caller)).code).toMatch(/^otp\./);
    await core.stop();
    const { events } = await harness.ports.eventStore.readStream(`attempts-${accountId}`);
    expect(events.map(({ data }) => data)).toMatchObject([
      { method: 'usbToken', factor: 'otp', code: 'otp.wrong', count: 5 },
    ]);
  });

  it('[METHOD-RENEWAL] a renewed certificate finds the account by its identity, and both are bound to it', async () => {
    const { core, harness, thao, accountId, consentToken, due } = await toConsent();
    accepted(await core.methodConsents.submit(consentToken, signed(signFor(thao, challengeOf({ due }))), caller));
    accepted(await core.methodConsents.confirm(consentToken, codeOn(harness, thao.phones[0]), caller));
    harness.clock.pass(minutes(2));
    const again = accepted(await core.methodConsents.start({ subject: 'citizen', method: 'usbToken' }, caller)).value;
    const signature = renewed(challengeOf(again), harness);
    accepted(await core.methodConsents.submit(again.consentToken, signed(signature), caller));
    const code = codeOn(harness, thao.phones[0]);
    accepted(await core.methodConsents.confirm(again.consentToken, code, caller));
    const added = (await eventsOf(harness, accountId)).filter((type) => type === 'MethodAdded.v1');
    expect(added).toHaveLength(2);
  });

  it('the same certificate is not added twice', async () => {
    const { core, harness, thao, consentToken, due } = await toConsent();
    accepted(await core.methodConsents.submit(consentToken, signed(signFor(thao, challengeOf({ due }))), caller));
    accepted(await core.methodConsents.confirm(consentToken, codeOn(harness, thao.phones[0]), caller));
    const again = accepted(await core.methodConsents.start({ subject: 'citizen', method: 'usbToken' }, caller)).value;
    const input = signed(signFor(thao, challengeOf(again)));
    expect(refused(await core.methodConsents.submit(again.consentToken, input, caller)).code).toBe(
      'method.alreadyAdded',
    );
  });

  it('finds nobody for a holder without an account, and asks nobody where there is no phone', async () => {
    const harness = openCore();
    const { core, sandbox } = harness;
    const { consentToken, due } = accepted(
      await core.methodConsents.start({ subject: 'citizen', method: 'usbToken' }, caller),
    ).value;
    const input = signed(signFor(sandbox.cast.thao, challengeOf({ due })));
    expect(refused(await core.methodConsents.submit(consentToken, input, caller))).toMatchObject({
      code: 'method.noAccount',
      remedies: ['register'],
    });
    expect(refused(await core.methodConsents.submit('no such token', input, caller)).code).toBe(
      'method.additionExpired',
    );
  });

  it('asks an owner without a phone to log in', async () => {
    const harness = openCore();
    const { core, sandbox } = harness;
    const start = async () =>
      accepted(await core.methodConsents.start({ subject: 'enterprise', method: 'usbToken' }, caller)).value;
    const { registrationId, due } = accepted(
      await core.registrations.start(
        { subject: 'enterprise', method: 'usbToken', consent: { edition: 'terms-1', digest: 'ab'.repeat(32) } },
        caller,
      ),
    ).value;
    const challenge = due?.step === 'signature' && due.by === 'usbToken' ? due.challenge : '';
    accepted(
      await core.registrations.submit(registrationId, signed(signFor(sandbox.cast.mayTrang, challenge)), caller),
    );
    const email = 'vanthu@maytrang.example';
    accepted(await core.registrations.submit(registrationId, { kind: 'holderConfirmation', email }, caller));
    const { body } = certificateOn(sandbox.cast.mayTrang, 'usb')!;
    const next = issueCertificate({ ...body, serial: 'cd34', validUntil: instant(body.validUntil + 1) });
    const consent = await start();
    const input = signed(signWith(next, challengeOf(consent)));
    expect(refused(await core.methodConsents.submit(consent.consentToken, input, caller)).code).toBe(
      'method.consentNeedsLogin',
    );
  });
});

describe('removing a method', () => {
  it('[LAST-WAY-IN] is refused for the last one that lets the owner in', async () => {
    const { core, session } = await owner('thao');
    const [only] = accepted(await core.ownMethods.list(session, caller)).value;
    expect(only?.removable).toBe(false);
    expect(refused(await core.ownMethods.remove(session, only?.methodId ?? '', caller)).code).toBe('method.lastWayIn');
    expect(refused(await core.ownMethods.remove(session, 'no such method', caller)).code).toBe('method.unknown');
  });
});
