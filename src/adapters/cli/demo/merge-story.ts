import type { SessionView } from '../../../application/login/login-api.js';
import { textTable } from '../text-table.js';
import type { DemoWorld } from './demo-world.js';
import type { Narrator } from './narrator.js';
import { confirmAndSetPassword, demoPassword, startForm, told, typed } from './registering.js';

const redirectUri = 'http://localhost:4000/back';

/** A citizen has an account under an old CMND, gets VNeID, and brings both together. */
export async function tellMerge(world: DemoWorld, narrator: Narrator): Promise<void> {
  const { core, caller } = world;
  const binh = world.person('binh');
  const older = await hasAnOlderAccount(world, narrator);
  const session = await registersByVneid(world, narrator);

  narrator.title('Cập nhật từ CSDLQG về dân cư', 'Bringing the account up to date from the population register');
  const fields = { personalNumber: binh.personId, name: binh.name, birthDate: binh.birthDate };
  const { value } = narrator.expectAccepted(await core.populationSync.sync(session, fields, caller), 'sync');
  narrator.expectTrue(value.absorbed.includes(older), 'The older account is absorbed');
  narrator.says(
    `CSDL dân cư cho biết CMND ${binh.cmnd} là của cùng người: tài khoản cũ ${older} được gộp.`,
    'The register links the CMND to the same person: the older account is absorbed.',
  );
  narrator.shows(
    textTable(
      [['Thông tin', 'Field']],
      value.changes.map(({ field }) => [field, '✓']),
    ),
  );

  narrator.title('Tài khoản cũ không mở được gì nữa', 'The older account opens nothing any more');
  const old = await core.logins.start({ personId: binh.cmnd, password: demoPassword }, caller);
  narrator.expectRefused(old, 'login.invalidCredentials', [], 'the older account’s password');

  narrator.title('Điều tài khoản cũ mang theo chờ chủ tài khoản', 'What it brings waits for the owner');
  const offers = narrator.expectAccepted(await core.mergeOffers.list(session, caller), 'offers').value;
  const [phone] = offers.phones;
  narrator.expectTrue(phone !== undefined, 'The older account’s phone is offered');
  narrator.says(`Số ${phone?.masked ?? ''} chờ được nhận.`, 'Its phone gets no code until it is accepted.');
  narrator.expectAccepted(await core.mergeOffers.acceptPhone(session, phone?.phoneId ?? '', caller), 'the phone');
  const phones = narrator.expectAccepted(await core.phones.list(session, caller), 'phones').value;
  narrator.expectTrue(phones.length === 1, 'The phone is the owner’s now');
  const lineage = narrator.expectAccepted(await core.audit.absorbed(session.accountId), 'lineage').value;
  narrator.expectTrue(lineage[0]?.accountId === older, 'The history of the older account stays readable');
  narrator.says(
    `Lịch sử của ${older} vẫn đọc được từ tài khoản này.`,
    'The older account’s history stays readable from here.',
  );
}

async function hasAnOlderAccount(world: DemoWorld, narrator: Narrator): Promise<string> {
  narrator.title('Tài khoản cũ theo số CMND', 'An older account under the old CMND');
  const binh = world.person('binh');
  const { socialInsuranceCode } = binh;
  world.populationRegister(false);
  narrator.says(
    'CSDL dân cư chưa trả lời: chưa biết số CCCD của người này.',
    'The population register does not answer: nobody knows the CCCD of this person yet.',
  );
  const form = { method: 'socialInsurance', ...typed(binh), personId: binh.cmnd, socialInsuranceCode } as const;
  const started = narrator.expectAccepted(await startForm(world, form), 'social insurance').value;
  const { accountId } = told(narrator, await confirmAndSetPassword(world, narrator, started, binh.phone));
  world.populationRegister(true);
  return accountId;
}

async function registersByVneid(world: DemoWorld, narrator: Narrator): Promise<SessionView> {
  narrator.title('Đăng ký và đăng nhập bằng VNeID', 'Registering and logging in by VNeID');
  const { core, caller } = world;
  const started = narrator.expectAccepted(await startForm(world, { method: 'vneid', redirectUri }), 'VNeID').value;
  const page = started.due?.step === 'eidAssertion' ? started.due.authorizeUrl : '';
  const back = world.atVneid('binh', page);
  const done = await core.registrations.submit(started.registrationId, back, caller);
  told(narrator, narrator.expectAccepted(done, 'VNeID').value);
  const asked = await core.assertionLogins.start({ method: 'vneid', redirectUri }, caller);
  const { loginToken, due } = narrator.expectAccepted(asked, 'login by VNeID').value;
  const proof = world.atVneid('binh', due.by === 'vneid' ? due.authorizeUrl : '');
  const { value } = narrator.expectAccepted(await core.assertionLogins.answer(loginToken, proof, caller), 'VNeID');
  if (value.kind !== 'loggedIn') return narrator.breaks('VNeID opens a session');
  narrator.says(`Phiên mức ${value.opened.session.level}.`, 'The session and its level.');
  return value.opened.session;
}
