import type { CatalogueEntry } from './catalogue-entry.js';

/** Refusals of passwords, logins, sessions, and of looking at one's own account. */
export const loginErrors: readonly CatalogueEntry[] = [
  {
    code: 'password.confirmation',
    kind: 'invalid',
    vi: 'Mật khẩu nhập lại không trùng khớp.',
    en: 'The two passwords differ.',
  },
  {
    code: 'password.blocked',
    kind: 'invalid',
    vi: 'Mật khẩu quá phổ biến hoặc chứa thông tin cá nhân của bạn. Vui lòng chọn mật khẩu khác.',
    en: 'The password is too common or made of your own data. Please choose another one.',
  },
  {
    code: 'password.busy',
    kind: 'busy',
    vi: 'Hệ thống đang bận kiểm tra mật khẩu. Vui lòng thử lại sau ít giây.',
    en: 'The system is busy checking passwords. Please try again in a few seconds.',
  },
  {
    code: 'login.invalidCredentials',
    kind: 'unauthenticated',
    vi: 'Số CMND/CCCD hoặc mật khẩu không đúng.',
    en: 'The number or the password is wrong.',
  },
  {
    code: 'login.tooManyAttempts',
    kind: 'busy',
    vi: 'Có quá nhiều lần đăng nhập sai. Vui lòng thử lại sau hoặc đăng nhập bằng phương thức khác.',
    en: 'Too many failed logins. Please try again later, or log in by another method.',
  },
  {
    code: 'login.expired',
    kind: 'unauthenticated',
    vi: 'Lần đăng nhập này đã hết hạn hoặc đã được dùng. Vui lòng đăng nhập lại.',
    en: 'This login has run out or was used already. Please log in again.',
  },
  {
    code: 'session.invalid',
    kind: 'unauthenticated',
    vi: 'Phiên đăng nhập đã kết thúc. Vui lòng đăng nhập lại.',
    en: 'The session is over. Please log in again.',
  },
  {
    code: 'session.unknown',
    kind: 'notFound',
    vi: 'Không có phiên đăng nhập nào như vậy đang hoạt động.',
    en: 'There is no such live session.',
  },
  {
    code: 'session.tooOld',
    kind: 'unauthenticated',
    vi: 'Để thay đổi thông tin này, vui lòng đăng nhập lại ngay trước khi thực hiện.',
    en: 'To change this, log in again right before.',
  },
  {
    code: 'session.tooWeak',
    kind: 'unauthenticated',
    vi: 'Để thay đổi thông tin này, vui lòng đăng nhập bằng phương thức có mức xác minh cao nhất của tài khoản.',
    en: 'To change this, log in by the strongest method of the account.',
  },
  {
    code: 'account.unknown',
    kind: 'notFound',
    vi: 'Không tìm thấy tài khoản.',
    en: 'There is no such account.',
  },
];
