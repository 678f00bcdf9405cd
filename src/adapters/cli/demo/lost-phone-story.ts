import { replayAsTable } from '../replay-view.js';
import type { DemoWorld } from './demo-world.js';
import type { Narrator } from './narrator.js';
import { demoPassword, registerByMobile } from './registering.js';

const newPhone = '0950000011';
const strangersPhone = '0950000015';

/** A citizen loses the phone that codes go to. */
export async function tellLostPhone(world: DemoWorld, narrator: Narrator): Promise<void> {
  const { core, caller } = world;
  const an = world.person('an');
  narrator.title('Có tài khoản', 'Having an account');
  const { accountId } = await registerByMobile(world, narrator, an);

  narrator.title('Mất số điện thoại nhận OTP', 'The phone that codes go to is lost');
  const first = await core.logins.start({ personId: an.personId, password: demoPassword }, caller);
  const { loginToken } = narrator.expectAccepted(first, 'password').value;
  narrator.says(
    `Mật khẩu đúng, nhưng ${an.phone} đã mất: không đọc được OTP.`,
    'The password is right, and the code cannot be read.',
  );
  narrator.says(
    `Thử thay bằng ${strangersPhone}, thuê bao của người khác.`,
    'First another person’s phone: the code comes back, and the carrier says no.',
  );
  narrator.expectAccepted(await core.lostPhone.start(loginToken, strangersPhone, caller), 'code to another’s phone');
  const refused = await core.lostPhone.confirm(loginToken, world.code(strangersPhone), caller);
  narrator.expectRefused(refused, 'phone.subscriberMismatch', ['checkSubscription', 'counter'], 'another’s phone');

  narrator.title('Thay bằng số thuê bao chính chủ', 'Replacing it by a phone in one’s own name');
  const sent = narrator.expectAccepted(
    await core.lostPhone.start(loginToken, newPhone, caller),
    'code to the new phone',
  );
  narrator.says(`OTP gửi tới ${sent.value.sentTo}: ${world.code(newPhone)}`, 'The code that came to the new phone.');
  const changed = await core.lostPhone.confirm(loginToken, world.code(newPhone), caller);
  const { value } = narrator.expectAccepted(changed, 'the new phone');
  narrator.expectTrue(value.status === 'changed' && value.next === 'logIn', 'The change is in force at once');
  narrator.says(
    `Nhà mạng xác nhận chính chủ; ${value.masked} nhận OTP từ nay. Mọi phiên đã kết thúc.`,
    'The carrier confirms the owner; codes go there now, and every session is over.',
  );
  narrator.expectRefused(
    await core.logins.confirm(loginToken, world.code(an.phone), caller),
    'login.expired',
    [],
    'the login before',
  );

  narrator.title('Đăng nhập bằng số mới', 'Logging in by the new phone');
  const again = await core.logins.start({ personId: an.personId, password: demoPassword }, caller);
  const login = narrator.expectAccepted(again, 'password').value;
  narrator.expectTrue(login.sentTo === value.masked, 'The code goes to the new phone');
  const opened = await core.logins.confirm(login.loginToken, world.code(newPhone), caller);
  const { session } = narrator.expectAccepted(opened, 'the code').value;
  narrator.expectTrue(session.accountId === accountId, 'It is the same account');
  const { value: replay } = narrator.expectAccepted(await core.audit.replay(accountId), 'replay');
  narrator.expectTrue(
    replay.events.some(({ type }) => type.startsWith('OtpPhoneChanged.')),
    'The change is in the history',
  );
  narrator.shows(replayAsTable(replay));
}
