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
    code: 'login.certificateUnbound',
    kind: 'unauthenticated',
    vi: 'Chứng thư số hợp lệ nhưng chưa được gắn với tài khoản nào. Vui lòng đăng ký tài khoản, hoặc đăng nhập bằng phương thức khác rồi thêm chứng thư số này.',
    en: 'The certificate is valid, and bound to no account. Please register, or log in another way and add it.',
  },
  {
    code: 'login.noAccount',
    kind: 'unauthenticated',
    vi: 'Chưa có tài khoản nào cho số định danh này. Vui lòng đăng ký tài khoản bằng VNeID.',
    en: 'There is no account for this number yet. Please register by VNeID.',
  },
  {
    code: 'login.otherSubject',
    kind: 'refused',
    vi: 'Tài khoản này thuộc đối tượng khác với đối tượng đã chọn.',
    en: 'This account belongs to another kind of subject than the one chosen.',
  },
  {
    code: 'login.consentOfAnother',
    kind: 'forbidden',
    vi: 'Chỉ chủ tài khoản mới được đồng ý thêm VNeID vào tài khoản đó.',
    en: 'Only the owner of the account can agree to add VNeID to it.',
  },
  {
    code: 'login.disavowLinkInvalid',
    kind: 'refused',
    vi: 'Liên kết đã được dùng hoặc đã hết hạn. Nếu tài khoản đang gặp nguy hiểm, vui lòng đến quầy hỗ trợ.',
    en: 'The link was used already or has run out. If your account is in danger, please go to a service counter.',
  },
  {
    code: 'session.invalid',
    kind: 'unauthenticated',
    vi: 'Phiên đăng nhập đã kết thúc. Vui lòng đăng nhập lại.',
    en: 'The session is over. Please log in again.',
  },
  {
    code: 'session.tooOld',
    kind: 'forbidden',
    vi: 'Để thực hiện thao tác này, bạn cần đăng nhập lại.',
    en: 'For this, log in again: your last login is too long ago.',
  },
  {
    code: 'session.tooWeak',
    kind: 'forbidden',
    vi: 'Để thực hiện thao tác này, bạn cần đăng nhập bằng phương thức có mức xác minh của tài khoản.',
    en: 'For this, log in by a method that gives the level your account has.',
  },
  {
    code: 'session.unknown',
    kind: 'notFound',
    vi: 'Không có phiên đăng nhập nào như vậy đang hoạt động.',
    en: 'There is no such live session.',
  },
  {
    code: 'account.unknown',
    kind: 'notFound',
    vi: 'Không tìm thấy tài khoản.',
    en: 'There is no such account.',
  },
];
