import type { Outcome } from '../../../application/outcome/outcome.js';
import type { RegistrationView } from '../../../application/registration/registration-api.js';
import type { OpenedSession } from '../../../application/login/login-api.js';
import type { DemoSigner, DemoWorld } from './demo-world.js';
import type { Narrator } from './narrator.js';
import { told } from './registering.js';

const redirectUri = 'http://localhost:4000/back';
const as = { subject: 'enterprise' } as const;

/** An enterprise registers by the certificate on its USB token, and its representative logs in by VNeID. */
export async function tellEnterprise(world: DemoWorld, narrator: Narrator): Promise<void> {
  const { core, caller } = world;
  narrator.title('Doanh nghiệp đăng ký bằng chứng thư số', 'An enterprise registers by its certificate');
  const signed = narrator.expectAccepted(await signs(world, 'mayTrang'), 'signature').value;
  const shown = signed.due?.step === 'holderConfirmation' ? signed.due.name : '';
  narrator.says(`Chứng thư số ghi: ${shown}`, 'What the certificate says; somebody agrees to it.');
  const confirm = { kind: 'holderConfirmation' } as const;
  const without = await core.registrations.submit(signed.registrationId, confirm, caller);
  narrator.says('Thiếu thư điện tử:', 'Without an e-mail address:');
  narrator.expectRefused(without, 'email.missing', [], 'an enterprise gives an e-mail address');
  const email = 'vanthu@maytrang.example';
  const done = await core.registrations.submit(signed.registrationId, { ...confirm, email }, caller);
  const { accountId } = told(narrator, narrator.expectAccepted(done, 'confirmation').value);

  narrator.title('Một doanh nghiệp, một tài khoản', 'One enterprise, one account');
  const { registrationId } = narrator.expectAccepted(await signs(world, 'mayTrang'), 'signature').value;
  const again = await core.registrations.submit(registrationId, { ...confirm, email }, caller);
  narrator.expectRefused(again, 'registration.duplicate', [], 'the same certificate again');
  narrator.says('Chứng thư số đã hết hạn của một doanh nghiệp khác:', 'Another enterprise’s certificate has run out:');
  narrator.expectRefused(await signs(world, 'canhBuom'), 'certificate.expired', [], 'an expired certificate');

  narrator.title('Đăng nhập bằng chứng thư số', 'Logging in by the certificate');
  const { session } = await logsInByToken(world, narrator);
  narrator.expectTrue(session.accountId === accountId, 'It is the enterprise’s account');
  narrator.says(`Phiên mức ${session.level}.`, 'The session and its level.');

  narrator.title('Người đại diện đăng nhập bằng VNeID', 'The representative logs in by VNeID');
  const first = await answersByVneid(world, narrator);
  const waiting = narrator.expectAccepted(first, 'VNeID').value;
  if (waiting.kind !== 'consentDue') return narrator.breaks('The first login by VNeID asks for consent');
  narrator.says(
    'Lần đầu: tài khoản phải đồng ý, trong phiên do chứng thư số mở.',
    'The first time: the account agrees, in the session that its certificate opened.',
  );
  const { loginToken } = waiting.consent;
  const agreed = await core.eidConsents.confirmInSession(loginToken, session, caller);
  narrator.expectAccepted(agreed, 'consent');
  const second = narrator.expectAccepted(await answersByVneid(world, narrator), 'VNeID').value;
  narrator.expectTrue(
    second.kind === 'loggedIn' && second.opened.session.accountId === accountId,
    'From now on VNeID opens the enterprise’s account',
  );
  narrator.says('Từ nay người đại diện đăng nhập thẳng.', 'From now on the representative logs in directly.');
}

async function signs(world: DemoWorld, signer: DemoSigner): Promise<Outcome<RegistrationView>> {
  const { registrations } = world.core;
  const form = { ...as, method: 'usbToken', consent: registrations.terms() } as const;
  const started = await registrations.start(form, world.caller);
  if (started.kind !== 'accepted') return started;
  const { due, registrationId } = started.value;
  const challenge = due?.step === 'signature' && due.by === 'usbToken' ? due.challenge : '';
  const signature = world.sign(signer, challenge);
  return registrations.submit(registrationId, { kind: 'signature', signature }, world.caller);
}

async function logsInByToken(world: DemoWorld, narrator: Narrator): Promise<OpenedSession> {
  const { assertionLogins } = world.core;
  const started = await assertionLogins.start({ ...as, method: 'usbToken' }, world.caller);
  const { loginToken, due } = narrator.expectAccepted(started, 'a challenge').value;
  const signature = world.sign('mayTrang', due.by === 'usbToken' ? due.challenge : '');
  const answer = await assertionLogins.answer(loginToken, { kind: 'signature', signature }, world.caller);
  const { value } = narrator.expectAccepted(answer, 'the signature');
  return value.kind === 'loggedIn' ? value.opened : narrator.breaks('The certificate opens a session');
}

async function answersByVneid(world: DemoWorld, narrator: Narrator) {
  const { assertionLogins } = world.core;
  const started = await assertionLogins.start({ ...as, method: 'vneid', redirectUri }, world.caller);
  const { loginToken, due } = narrator.expectAccepted(started, 'VNeID').value;
  const back = world.atVneid('loan', due.by === 'vneid' ? due.authorizeUrl : '', 'mayTrang');
  return assertionLogins.answer(loginToken, back, world.caller);
}
