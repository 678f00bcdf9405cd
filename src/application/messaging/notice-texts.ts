/** What an owner is told, and what to do if it was not them. */
export interface NoticeText {
  /** Unaccented and short: with portal, account, time and advice it has to fit one SMS. */
  readonly sms: string;
  readonly vi: { readonly subject: string; readonly what: string };
  readonly en: { readonly subject: string; readonly what: string };
  readonly advice: keyof typeof advices;
}

export const advices = {
  counter: {
    sms: 'Neu khong phai ban, hay den quay ho tro ngay.',
    vi: 'Nếu không phải bạn thực hiện, hãy đến quầy hỗ trợ ngay và mang theo giấy tờ tùy thân.',
    en: 'If this was not you, go to a service counter at once with your identity papers.',
  },
  password: {
    sms: 'Neu khong phai ban, hay doi mat khau ngay.',
    vi: 'Nếu không phải bạn thực hiện, hãy đổi mật khẩu ngay, kết thúc các phiên đăng nhập khác và báo cho bộ phận hỗ trợ.',
    en: 'If this was not you, change the password at once, end the other sessions and tell the support desk.',
  },
  complaint: {
    sms: 'Neu khong dong y, hay khieu nai tai quay ho tro.',
    vi: 'Nếu bạn không yêu cầu hoặc không đồng ý, hãy gửi khiếu nại trên Cổng hoặc đến quầy hỗ trợ.',
    en: 'If this was not your wish, file a complaint on the portal or go to a service counter.',
  },
} as const;

const notice = (
  advice: NoticeText['advice'],
  sms: string,
  vi: readonly [subject: string, what: string],
  en: readonly [subject: string, what: string],
): NoticeText => ({
  advice,
  sms,
  vi: { subject: vi[0], what: vi[1] },
  en: { subject: en[0], what: en[1] },
});

/** By template. Each is told of one account, at one time. */
export const noticeTexts = {
  methodAdded: notice(
    'counter',
    'them cach dang nhap moi',
    ['đã thêm phương thức đăng nhập', 'đã được thêm một phương thức đăng nhập'],
    ['login method added', 'was given another login method'],
  ),
  methodRemoved: notice(
    'counter',
    'xoa mot cach dang nhap',
    ['đã xóa phương thức đăng nhập', 'đã bị xóa một phương thức đăng nhập'],
    ['login method removed', 'lost a login method'],
  ),
  phoneAdded: notice(
    'counter',
    'them so nhan OTP',
    ['đã thêm số nhận OTP', 'đã được thêm một số điện thoại nhận OTP'],
    ['OTP phone added', 'was given another phone that receives codes'],
  ),
  phoneRemoved: notice(
    'counter',
    'xoa mot so nhan OTP',
    ['đã xóa số nhận OTP', 'đã bị xóa một số điện thoại nhận OTP'],
    ['OTP phone removed', 'lost a phone that receives codes'],
  ),
  defaultPhoneSet: notice(
    'counter',
    'doi so nhan OTP mac dinh',
    ['đã đổi số nhận OTP mặc định', 'đã đổi số điện thoại nhận OTP mặc định'],
    ['default OTP phone changed', 'sends its codes to another one of its phones'],
  ),
  phoneChangeCancelled: notice(
    'counter',
    'huy yeu cau doi so nhan OTP',
    ['đã hủy đổi số nhận OTP', 'đã hủy yêu cầu đổi số điện thoại nhận OTP'],
    ['change of OTP phone cancelled', 'keeps its OTP phone: the change was cancelled'],
  ),
  passwordChanged: notice(
    'counter',
    'doi mat khau',
    ['đã đổi mật khẩu', 'đã đổi mật khẩu, mọi phiên đăng nhập đã kết thúc'],
    ['password changed', 'has a new password, and its sessions were ended'],
  ),
  passwordReset: notice(
    'counter',
    'dat lai mat khau',
    ['đã đặt lại mật khẩu', 'đã đặt lại mật khẩu, mọi phiên đăng nhập đã kết thúc'],
    ['password reset', 'had its password reset, and its sessions were ended'],
  ),
  contactChanged: notice(
    'counter',
    'doi thong tin lien he',
    ['đã đổi thông tin liên hệ', 'đã đổi thông tin liên hệ'],
    ['contact changed', 'has a new contact address'],
  ),
  identityChanged: notice(
    'counter',
    'cap nhat thong tin dinh danh',
    ['đã cập nhật thông tin định danh', 'đã được cập nhật thông tin định danh từ cơ sở dữ liệu'],
    ['identity updated', 'had its identity updated from a register'],
  ),
  loginLocked: notice(
    'password',
    'bi khoa dang nhap vi nhap sai',
    ['tạm khóa đăng nhập', 'bị tạm khóa đăng nhập bằng mật khẩu vì nhập sai nhiều lần'],
    ['login locked', 'was locked for logins by password after too many wrong tries'],
  ),
  loginUnlocked: notice(
    'counter',
    'duoc mo khoa dang nhap',
    ['đã mở khóa đăng nhập', 'đã được mở khóa đăng nhập bằng mật khẩu'],
    ['login unlocked', 'was unlocked for logins by password'],
  ),
  loginDisavowed: notice(
    'counter',
    'ket thuc moi phien dang nhap',
    [
      'đã kết thúc mọi phiên đăng nhập',
      'đã kết thúc mọi phiên vì một lần đăng nhập được báo là không phải của chủ tài khoản',
    ],
    ['all sessions ended', 'had all sessions ended, because a login was said not to be its owner’s'],
  ),
  accountMerged: notice(
    'complaint',
    'da duoc hop nhat',
    ['đã hợp nhất tài khoản', 'đã được hợp nhất với một tài khoản khác của cùng chủ thể'],
    ['accounts merged', 'was merged with another account of the same person'],
  ),
  mergeReversed: notice(
    'complaint',
    'da duoc tach tro lai',
    ['đã tách tài khoản', 'đã được tách khỏi một tài khoản từng hợp nhất'],
    ['merge undone', 'was separated again from an account that it had been merged with'],
  ),
  accountSuspended: notice(
    'complaint',
    'bi tam khoa',
    ['tài khoản bị tạm khóa', 'bị cán bộ tạm khóa'],
    ['account suspended', 'was suspended by an officer'],
  ),
  accountReinstated: notice(
    'complaint',
    'duoc mo lai',
    ['tài khoản được mở lại', 'đã được mở lại'],
    ['account reinstated', 'was opened again'],
  ),
  accountClosed: notice(
    'complaint',
    'da cham dut',
    ['tài khoản đã chấm dứt', 'đã chấm dứt'],
    ['account closed', 'was closed'],
  ),
} as const satisfies Record<string, NoticeText>;

export type NoticeTemplate = keyof typeof noticeTexts;
