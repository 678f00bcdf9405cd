import type { RegistrationView, StartRegistration } from '../../../application/registration/registration-api.js';
import type { DemoPerson, DemoWorld } from './demo-world.js';
import type { Narrator } from './narrator.js';

export const demoPassword = 'Trăng-Sáng#2026-rằm';

type Form = Omit<StartRegistration, 'subject' | 'consent'>;

export const startForm = ({ core, caller }: DemoWorld, form: Form) =>
  core.registrations.start({ ...form, subject: 'citizen', consent: core.registrations.terms() }, caller);

export const typed = ({ personId, name, birthDate, phone }: DemoPerson) => ({ personId, name, birthDate, phone });

/** From the code in the SMS to the account. */
export async function confirmAndSetPassword(
  world: DemoWorld,
  narrator: Narrator,
  started: RegistrationView,
  phone: string,
): Promise<RegistrationView> {
  const { core, caller } = world;
  const code = world.code(phone);
  narrator.says(`Mã OTP trong hộp thư của ${phone}: ${code}`, `The code read from the inbox of ${phone}`);
  const confirmed = await core.registrations.submit(started.registrationId, { kind: 'otp', code }, caller);
  const { value } = narrator.expectAccepted(confirmed, 'OTP');
  if (value.status === 'registered') return value;
  narrator.expectTrue(value.due?.step === 'password', 'After the code the password is due');
  const finished = await core.registrations.submit(
    started.registrationId,
    { kind: 'password', password: demoPassword, confirmation: demoPassword },
    caller,
  );
  return narrator.expectAccepted(finished, 'password').value;
}

export async function registerByMobile(
  world: DemoWorld,
  narrator: Narrator,
  person: DemoPerson,
): Promise<{ readonly accountId: string }> {
  const outcome = await startForm(world, { method: 'mobileSubscriber', ...typed(person) });
  const { value } = narrator.expectAccepted(outcome, 'mobile subscription');
  narrator.says(
    `${person.name} điền biểu mẫu, đồng ý điều khoản; OTP gửi tới số thuê bao.`,
    'The form is filled in, the terms agreed to; a code goes to the phone.',
  );
  return told(narrator, await confirmAndSetPassword(world, narrator, value, person.phone));
}

export function told(narrator: Narrator, { account, status }: RegistrationView): { readonly accountId: string } {
  narrator.expectTrue(status === 'registered' && account !== null, 'The registration ends with an account');
  const { accountId = '', level = '', next = '' } = account ?? {};
  narrator.expectTrue(next === 'logIn', 'Registering opens no session');
  narrator.says(
    `Tài khoản ${accountId}, mức ${level}. Chưa mở phiên nào: bước tiếp theo là đăng nhập.`,
    'The account; no session was opened, logging in comes next.',
  );
  return { accountId };
}
