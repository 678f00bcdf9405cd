import { explainAsTable } from '../explain-view.js';
import { replayAsTable } from '../replay-view.js';
import { textTable } from '../text-table.js';
import { vietnamTime } from '../times.js';
import type { DemoWorld } from './demo-world.js';
import type { Narrator } from './narrator.js';
import { confirmAndSetPassword, demoPassword, registerByMobile, startForm, told, typed } from './registering.js';

const threeRemedies = ['recoverPassword', 'counter', 'complaint'];

/** From registration to audit. */
export async function tellRegistration(world: DemoWorld, narrator: Narrator): Promise<void> {
  const { accountId } = await registersByMobile(world, narrator);
  await isRefusedTwice(world, narrator);
  await registersBySocialInsurance(world, narrator);
  await registersByPost(world, narrator);
  await logsIn(world, narrator, accountId);
  await isAudited(world, narrator, accountId);
}

async function registersByMobile(world: DemoWorld, narrator: Narrator) {
  narrator.title('Đăng ký bằng thuê bao di động', 'Registering by mobile subscription');
  return registerByMobile(world, narrator, world.person('an'));
}

async function isRefusedTwice(world: DemoWorld, narrator: Narrator): Promise<void> {
  narrator.title('Cùng một người đăng ký lần nữa', 'The same person registers again');
  const an = world.person('an');
  const spaced = an.personId.replace(/(\d{3})(?=\d)/g, '$1 ');
  const again = [
    ['cùng số CCCD', 'the same CCCD', an.personId],
    ['số CCCD viết có khoảng trắng', 'the CCCD with other spacing', spaced],
    [
      'số CMND cũ mà CSDL dân cư cho biết là của cùng người',
      'the CMND that the population register gave as an alias',
      an.cmnd,
    ],
  ] as const;
  for (const [vi, en, personId] of again) {
    narrator.says(`Với ${vi}: ${personId}`, `With ${en}`);
    const outcome = await startForm(world, { method: 'mobileSubscriber', ...typed(an), personId });
    narrator.expectRefused(outcome, 'registration.duplicate', threeRemedies, vi);
  }
}

async function registersBySocialInsurance(world: DemoWorld, narrator: Narrator): Promise<void> {
  narrator.title('Đăng ký bằng mã số BHXH', 'Registering by social-insurance code');
  const binh = world.person('binh');
  narrator.says(
    `${binh.name} đã có tài khoản (đăng ký bằng thuê bao di động).`,
    'She has an account already, by mobile subscription.',
  );
  await registerByMobile(world, narrator, binh);
  const { socialInsuranceCode } = binh;
  narrator.says(
    'Nay nhập số CCCD; cơ quan BHXH trả về số CMND của chính người này.',
    'Now she types her CCCD; the register returns the CMND of the same person.',
  );
  const same = await startForm(world, { method: 'socialInsurance', ...typed(binh), socialInsuranceCode });
  narrator.expectRefused(same, 'registration.duplicate', threeRemedies, 'BHXH of the same person');

  const em = world.person('em');
  narrator.says(
    `${em.name} nhập một mã số BHXH thuộc về người khác.`,
    'Somebody types a code that belongs to another person.',
  );
  const other = await startForm(world, {
    method: 'socialInsurance',
    ...typed(em),
    socialInsuranceCode: em.socialInsuranceCode,
  });
  narrator.expectRefused(other, 'registration.identityMismatch', [], 'BHXH of another person');
  narrator.says(
    'Câu trả lời không cho biết người kia có tài khoản hay không.',
    'The answer does not say whether that person has an account.',
  );
}

async function registersByPost(world: DemoWorld, narrator: Narrator): Promise<void> {
  narrator.title('Đăng ký bằng tài khoản Bưu điện Việt Nam', 'Registering by a Vietnam Post account');
  const chi = world.person('chi');
  const bySms = await startForm(world, { method: 'vnpost', ...typed(chi), activation: 'sms' });
  narrator.says(`${chi.name} chọn kích hoạt bằng SMS.`, 'She activates by SMS.');
  const started = narrator.expectAccepted(bySms, 'VNPost by SMS').value;
  told(narrator, await confirmAndSetPassword(world, narrator, started, chi.phone));

  const dung = world.person('dung');
  const { email } = dung;
  const byMail = await startForm(world, { method: 'vnpost', ...typed(dung), email, activation: 'email' });
  narrator.expectAccepted(byMail, 'VNPost by e-mail');
  narrator.says(
    `${dung.name} chọn kích hoạt bằng liên kết gửi tới ${email}.`,
    'He activates by the link in an e-mail.',
  );
  const token = world.linkToken(email);
  const followed = await world.core.registrations.followLink(token, world.caller);
  told(narrator, narrator.expectAccepted(followed, 'activation link').value);
  const twice = await world.core.registrations.followLink(token, world.caller);
  narrator.says('Mở liên kết lần thứ hai:', 'The link a second time:');
  narrator.expectRefused(twice, 'registration.linkInvalid', [], 'a link is good once');
}

async function logsIn(world: DemoWorld, narrator: Narrator, accountId: string): Promise<void> {
  narrator.title('Đăng nhập, hồ sơ và lịch sử đăng nhập', 'Logging in, profile and login history');
  const { core, caller } = world;
  const an = world.person('an');
  const wrong = await core.logins.start({ personId: an.personId, password: 'Sai-Mật-Khẩu#1' }, caller);
  narrator.says('Sai mật khẩu:', 'A wrong password:');
  narrator.expectRefused(wrong, 'login.invalidCredentials', [], 'wrong password');
  const first = await core.logins.start({ personId: an.personId, password: demoPassword }, caller);
  const { value: login } = narrator.expectAccepted(first, 'password');
  const code = world.code(an.phone);
  narrator.says(
    `Đúng mật khẩu; OTP gửi tới ${login.sentTo}: ${code}`,
    'The right password; a code goes to the default phone.',
  );
  const second = await core.logins.confirm(login.loginToken, code, caller);
  const { value: opened, position } = narrator.expectAccepted(second, 'code');
  narrator.expectTrue(opened.session.accountId === accountId, 'The session is of the account registered first');
  narrator.says(
    `Phiên mức ${opened.session.level}, hết hạn lúc ${vietnamTime(opened.session.expiresAt)}.`,
    'The session, its level and end.',
  );
  const fresh = position === undefined ? {} : { atLeast: position };
  const { value: profile } = narrator.expectAccepted(await core.profiles.profile(accountId, fresh), 'profile');
  const identifiers = profile.identity?.identifiers.map(({ kind, value }) => `${kind} ${value}`).join(', ') ?? '';
  narrator.expectTrue(identifiers.includes(an.cmnd), 'The profile holds the alias');
  narrator.shows(
    textTable(
      [['Hồ sơ', 'Profile']],
      [
        ['Họ tên', profile.identity?.name ?? ''],
        ['Ngày sinh', profile.identity?.birthDate ?? ''],
        ['Giấy tờ', identifiers],
        ['Mức xác minh', profile.level],
        ['Điện thoại OTP', profile.phones.map(({ masked }) => masked).join(', ')],
      ],
    ),
  );
  const { value: page } = narrator.expectAccepted(
    await core.profiles.loginHistory(accountId, {}, fresh),
    'login history',
  );
  narrator.expectTrue(page.items[0]?.outcome === 'loggedIn', 'The newest entry is the login');
  narrator.shows(
    textTable(
      [
        ['Thời điểm', 'Kết quả', 'Phương thức', 'Mức', 'Mạng'],
        ['Time', 'Outcome', 'Method', 'Level', 'Network'],
      ],
      page.items.map((item) => [
        vietnamTime(item.at),
        item.outcome,
        item.method,
        item.level ?? '',
        item.origin?.network ?? '',
      ]),
    ),
  );
}

async function isAudited({ core }: DemoWorld, narrator: Narrator, accountId: string): Promise<void> {
  narrator.title('Kiểm tra: dinhdanh audit replay', 'Audit: every act, replayed from the log');
  const { value: replay } = narrator.expectAccepted(await core.audit.replay(accountId), 'replay');
  narrator.expectTrue(replay.events[0]?.type.startsWith('Registered.') === true, 'The first event is Registered');
  narrator.expectTrue(
    replay.events.some(({ type }) => type.startsWith('LoggedIn.')),
    'The login is in the history',
  );
  narrator.shows(replayAsTable(replay));
  narrator.title('Kiểm tra: dinhdanh audit explain --level', 'Audit: which evidence gives the level');
  const { value: explained } = narrator.expectAccepted(await core.audit.explainLevel(accountId), 'explain');
  narrator.expectTrue(explained.level === 'IAL2', 'The level is IAL2');
  narrator.expectTrue(
    explained.grants.some(
      ({ decides, evidence }) => decides && evidence.some(({ source }) => source === 'subscriberRegistry'),
    ),
    'The carrier’s answer gives the level',
  );
  narrator.shows(explainAsTable(explained));
}
