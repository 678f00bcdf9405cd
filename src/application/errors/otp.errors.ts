import type { CatalogueEntry } from './catalogue-entry.js';

/** Refusals of captchas, one-time codes and activation mails. */
export const otpErrors: readonly CatalogueEntry[] = [
  {
    code: 'captcha.wrong',
    kind: 'invalid',
    vi: 'Mã xác thực (captcha) không đúng, đã hết hạn hoặc đã được dùng. Vui lòng làm lại.',
    en: 'The captcha is wrong, has run out, or was used before. Please solve a new one.',
  },
  {
    code: 'otp.wrong',
    kind: 'invalid',
    vi: 'Mã OTP không đúng. Vui lòng kiểm tra tin nhắn mới nhất.',
    en: 'The code is wrong. Please check the newest message.',
  },
  {
    code: 'otp.expired',
    kind: 'refused',
    vi: 'Mã OTP đã hết hạn hoặc không còn dùng được. Vui lòng nhấn "Gửi lại OTP".',
    en: 'The code has run out or can’t be used any more. Please ask for a new one.',
  },
  {
    code: 'otp.exhausted',
    kind: 'refused',
    vi: 'Bạn đã nhập sai mã OTP quá số lần cho phép. Vui lòng thực hiện lại từ đầu.',
    en: 'Too many wrong codes. Please start again.',
  },
  {
    code: 'otp.tooManyFromNetwork',
    kind: 'busy',
    vi: 'Đã có quá nhiều yêu cầu gửi mã hoặc ký số từ mạng này. Vui lòng chờ rồi thử lại, hoặc dùng mạng khác.',
    en: 'Too many codes or signatures were asked for from this network. Please wait and try again, or use another network.',
  },
  {
    code: 'otp.tooManySends',
    kind: 'busy',
    vi: 'Đã gửi quá nhiều mã hoặc liên kết đến số điện thoại hay địa chỉ này. Vui lòng chờ rồi thử lại.',
    en: 'Too many codes or links were sent to this phone or address. Please wait and try again.',
  },
  {
    code: 'otp.tooManyGuesses',
    kind: 'busy',
    vi: 'Có quá nhiều lần nhập sai mã OTP của số điện thoại này hoặc từ mạng của bạn. Vui lòng thử lại sau.',
    en: 'Too many wrong codes for this phone or from your network. Please try again later.',
  },
  {
    code: 'otp.phoneUnreachable',
    kind: 'refused',
    vi: 'Không gửi được tin nhắn đến số điện thoại này. Vui lòng kiểm tra lại số điện thoại.',
    en: 'No message can be sent to this phone. Please check the number.',
  },
  {
    code: 'email.unreachable',
    kind: 'refused',
    vi: 'Không gửi được thư đến địa chỉ này. Vui lòng kiểm tra lại địa chỉ thư điện tử.',
    en: 'No mail can be sent to this address. Please check it.',
  },
];
