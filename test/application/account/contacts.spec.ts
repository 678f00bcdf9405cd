import type { DinhDanh } from '../../../src/application/composition/create.js';
import { hours, minutes } from '../../../src/domain/kernel/instant.js';
import { signFor } from '../../../src/adapters/sandbox/index.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import {
  accepted,
  caller,
  codeOn,
  type CoreOptions,
  linkTokenIn,
  openCore,
  proofForm,
  refused,
  register,
  unavailable,
} from '../../support/core-harness.js';
import type { SessionView } from '../../../src/application/login/login-api.js';
import { afterPassword, caughtUp, eventsOf, loggedIn } from '../../support/owner-stories.js';

const address = 'an.moi@hopthu.example';

async function owner(options: CoreOptions = {}) {
  const harness = openCore(options);
  const { an } = harness.sandbox.cast;
  const { accountId } = await register(harness, an, { email: 'an@hopthu.example' });
  const { session } = await loggedIn(harness, an);
  return { ...harness, harness, an, accountId, session };
}

/** The enterprise mayTrang, registered by its token, in a session as its login would open it. */
async function enterprise() {
  const harness = openCore();
  const { core, sandbox, clock } = harness;
  const started = accepted(await core.registrations.start(proofForm('enterprise', 'usbToken'), caller)).value;
  const { registrationId, due } = started;
  const challenge = due?.step === 'signature' && due.by === 'usbToken' ? due.challenge : '';
  const signature = signFor(sandbox.cast.mayTrang, challenge);
  accepted(await core.registrations.submit(registrationId, { kind: 'signature', signature }, caller));
  const email = 'vanthu@maytrang.example';
  const done = accepted(await core.registrations.submit(registrationId, { kind: 'holderConfirmation', email }, caller));
  const accountId = done.value.account?.accountId ?? '';
  const at = clock.now();
  const session: SessionView = {
    sessionId: 'session',
    accountId,
    method: 'usbToken',
    level: 'IAL3',
    authentication: 'auth3',
    openedAt: at,
    authenticatedAt: at,
    lastSeenAt: at,
    expiresAt: at,
  };
  return { ...harness, harness, accountId, session };
}

const started: DinhDanh[] = [];
afterEach(async () => {
  for (const core of started.splice(0)) await core.stop();
});

describe('the contact of an account', () => {
  it('[CONTACT-EDIT] is edited by its owner; what registers say is not', async () => {
    const { core, harness, session, accountId } = await owner();
    expect(accepted(await core.contacts.view(session, caller)).value).toMatchObject({
      email: 'an@hopthu.example',
      emailVerified: false,
      editable: ['email', 'phone', 'address'],
    });
    const changes = { address: '  Số 7   phố Sao Mai ', phone: '024 3999 0001' };
    expect(accepted(await core.contacts.change(session, changes, caller)).value).toMatchObject({
      email: 'an@hopthu.example',
      phone: '+842439990001',
      address: 'Số 7 phố Sao Mai',
      linkSent: false,
    });
    const foreign = refused(await core.contacts.change(session, { name: 'Người Khác', address: 'đây' }, caller));
    expect(foreign).toMatchObject({ code: 'contact.notEditable', facts: { fields: ['name'] } });
    expect((await eventsOf(harness, accountId)).filter((type) => type === 'ContactChanged.v1')).toHaveLength(1);
    accepted(await core.contacts.change(session, changes, caller));
    expect((await eventsOf(harness, accountId)).filter((type) => type === 'ContactChanged.v1')).toHaveLength(1);
  });

  it('[CONTACT-EDIT] of two edits at the same time neither undoes the other', async () => {
    const { core, harness, session, accountId } = await owner();
    const parts = [{ email: address }, { phone: '024 3999 0001' }, { address: 'Số 7 phố Sao Mai' }];
    const edits = await Promise.all(parts.map((part) => core.contacts.change(session, part, caller)));
    for (const edit of edits) accepted(edit);
    expect(accepted(await core.contacts.view(session, caller)).value).toMatchObject({
      email: address,
      phone: '+842439990001',
      address: 'Số 7 phố Sao Mai',
    });
    expect((await eventsOf(harness, accountId)).filter((type) => type === 'ContactChanged.v1')).toHaveLength(3);
  });

  it('[CONTACT-NOT-OTP] a contact phone receives no codes', async () => {
    const { core, harness, an, session } = await owner();
    accepted(await core.contacts.change(session, { phone: '0950000015' }, caller));
    expect((await afterPassword(harness, an)).sentTo).toBe('095****001');
    expect(accepted(await core.phones.list(session, caller)).value).toHaveLength(1);
  });

  it('[METHOD-FRESH] is not changed in a session that is some time old', async () => {
    const { core, clock, session } = await owner();
    clock.pass(minutes(6));
    expect(refused(await core.contacts.change(session, { address: 'đây' }, caller)).code).toBe('session.tooOld');
  });

  it.each([
    ['phone', '12', 'contact.phoneFormat'],
    ['address', 'x'.repeat(301), 'contact.addressFormat'],
    ['email', 'no address', 'email.format'],
  ])('refuses a %s that is none', async (field, text, code) => {
    const { core, session } = await owner();
    const answer = refused(await core.contacts.change(session, { [field]: text }, caller));
    expect(answer).toMatchObject({ code, facts: { fields: [field] } });
  });

  it('[CONTACT-ENTERPRISE-EMAIL] an enterprise may change its address, never leave it empty', async () => {
    const { core, session } = await enterprise();
    expect(refused(await core.contacts.change(session, { email: null }, caller)).code).toBe('contact.emailRequired');
    expect(refused(await core.contacts.change(session, { email: ' ' }, caller)).code).toBe('contact.emailRequired');
    const changed = accepted(await core.contacts.change(session, { email: 'moi@maytrang.example' }, caller)).value;
    expect(changed).toMatchObject({ email: 'moi@maytrang.example', required: ['email'] });
  });
});

describe('verifying an e-mail address', () => {
  it('[CONTACT-VERIFY] its link is good once, and makes it unverified again when the address changes', async () => {
    const { core, harness, session } = await owner();
    const changed = accepted(await core.contacts.change(session, { email: address }, caller)).value;
    expect(changed).toMatchObject({ email: address, emailVerified: false, linkSent: true });
    const token = linkTokenIn(harness, address);
    accepted(await core.contacts.followLink(token, caller));
    expect(accepted(await core.contacts.view(session, caller)).value.emailVerified).toBe(true);
    expect(refused(await core.contacts.followLink(token, caller)).code).toBe('contact.linkInvalid');
    const again = accepted(await core.contacts.change(session, { email: 'khac@hopthu.example' }, caller)).value;
    expect(again.emailVerified).toBe(false);
  });

  it('[CONTACT-VERIFY] a link to an address that was replaced verifies nothing', async () => {
    const { core, harness, session } = await owner();
    accepted(await core.contacts.change(session, { email: address }, caller));
    const token = linkTokenIn(harness, address);
    accepted(await core.contacts.change(session, { email: 'khac@hopthu.example' }, caller));
    expect(refused(await core.contacts.followLink(token, caller)).code).toBe('contact.emailChanged');
    expect(accepted(await core.contacts.view(session, caller)).value.emailVerified).toBe(false);
  });

  it('is asked for again where the mail could not be sent, and needs an address', async () => {
    const { core, harness, sandbox, session } = await owner();
    sandbox.controls.down('mailSender');
    const changed = accepted(await core.contacts.change(session, { email: address }, caller)).value;
    expect(changed).toMatchObject({ email: address, linkSent: false });
    expect(unavailable(await core.contacts.sendVerification(session, caller)).code).toBe('unavailable.mailSender');
    sandbox.controls.up('mailSender');
    expect(accepted(await core.contacts.sendVerification(session, caller)).value.sentTo).toBe('a***@hopthu.example');
    accepted(await core.contacts.followLink(linkTokenIn(harness, address), caller));
    accepted(await core.contacts.change(session, { email: null }, caller));
    expect(refused(await core.contacts.sendVerification(session, caller)).code).toBe('contact.emailMissing');
  });

  it('[LOST-PHONE-CANCEL] a verified address gets the link that cancels a change of phone, which is good once', async () => {
    const delayed = { ...sandboxEdition, phoneChangeDelay: hours(24) };
    const { core, harness, an, ports, clock, session, accountId } = await owner({ editions: [delayed] });
    accepted(await core.contacts.sendVerification(session, caller));
    accepted(await core.contacts.followLink(linkTokenIn(harness, 'an@hopthu.example'), caller));
    const { loginToken } = await afterPassword(harness, an);
    accepted(await core.lostPhone.start(loginToken, '0950000011', caller));
    accepted(await core.lostPhone.confirm(loginToken, codeOn(harness, an.phones[1]), caller));
    const leased = await ports.outbox.lease(10, minutes(1), clock.now());
    const mail = leased.find(({ intent }) => intent.template === 'phoneChangeCancel');
    const content = mail === undefined ? undefined : await ports.personalData.open(mail.intent.content);
    const link = content?.kind === 'clear' ? content.value.params['link'] : undefined;
    const token = new URL(link ?? '').searchParams.get('token') ?? '';
    accepted(await core.phoneChanges.cancelByLink(token, caller));
    expect(await eventsOf(harness, accountId)).toContain('OtpPhoneChangeCancelled.v1');
    expect(refused(await core.phoneChanges.cancelByLink(token, caller)).code).toBe('phone.cancelLinkInvalid');
  });
});

describe('where each field comes from', () => {
  it('[PROFILE-PROVENANCE] names source, evidence and time of what registers gave or confirmed, and what was typed', async () => {
    const { core, harness, session, accountId } = await owner();
    started.push(core);
    await core.start();
    accepted(await core.contacts.change(session, { address: 'Số 7 phố Sao Mai' }, caller));
    await caughtUp(harness);
    const screen = accepted(await core.identities.screen(accountId)).value;
    const byField = new Map(screen.identity.map(({ field, origin }) => [field, origin]));
    expect(byField.get('identifiers')).toMatchObject({ by: 'evidence', source: 'subscriberRegistry' });
    expect(byField.get('hometown')).toMatchObject({ by: 'evidence', source: 'populationRegistry' });
    expect(byField.get('phone')).toMatchObject({ by: 'typed' });
    expect(screen.contact.map(({ field, origin }) => [field, origin.by])).toEqual([
      ['email', 'typed'],
      ['address', 'owner'],
    ]);
  });

  it('[PROFILE-PROVENANCE] of an enterprise: its certificate', async () => {
    const { core, harness, accountId } = await enterprise();
    started.push(core);
    await core.start();
    await caughtUp(harness);
    const screen = accepted(await core.identities.screen(accountId)).value;
    expect(screen.identity.map(({ field, origin }) => [field, origin.by])).toEqual([
      ['name', 'evidence'],
      ['identifiers', 'evidence'],
      ['certificate', 'evidence'],
    ]);
    expect(refused(await core.identities.screen('nobody')).code).toBe('account.unknown');
  });
});
