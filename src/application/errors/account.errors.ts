import type { CatalogueEntry } from './catalogue-entry.js';

const refused = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'refused', vi, en });
const conflict = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'conflict', vi, en });
const notFound = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'notFound', vi, en });

/** Refusals of the account: what its state does not allow. */
export const accountErrors: readonly CatalogueEntry[] = [
  notFound('account.notOpen', 'Không có tài khoản này.', 'There is no such account.'),
  conflict('account.alreadyRegistered', 'Tài khoản này đã được đăng ký.', 'This account is registered already.'),
  refused(
    'account.suspended',
    'Tài khoản đang bị tạm khóa. Vui lòng liên hệ quầy giao dịch.',
    'The account is suspended. Please turn to a service counter.',
  ),
  refused(
    'account.absorbed',
    'Tài khoản này đã được hợp nhất vào một tài khoản khác.',
    'This account was merged into another one.',
  ),
  refused('account.closed', 'Tài khoản đã chấm dứt.', 'The account is closed.'),
  refused('account.notClosed', 'Tài khoản chưa chấm dứt.', 'The account is not closed.'),
  refused('account.notSuspended', 'Tài khoản không bị tạm khóa.', 'The account is not suspended.'),
  refused(
    'account.claimsMissing',
    'Không thể mở tài khoản khi chưa có giấy tờ nào được xác thực.',
    'No account opens without an identifier that was attested.',
  ),
  notFound('method.unknown', 'Tài khoản không có phương thức xác thực này.', 'The account does not have this method.'),
  conflict(
    'method.alreadyAdded',
    'Chứng thư số này đã được thêm vào tài khoản.',
    'This certificate was added to the account already.',
  ),
  refused(
    'method.wasRemoved',
    'Phương thức này đã bị xóa. Vui lòng thực hiện lại từ đầu để thêm mới.',
    'This method was removed. Please start again to add a new one.',
  ),
  refused(
    'method.lastWayIn',
    'Không thể xóa phương thức đăng nhập cuối cùng của tài khoản.',
    'The last method that lets you in can’t be removed.',
  ),
  refused(
    'method.notInForce',
    'Chứng thư số hoặc phương thức này không còn hiệu lực.',
    'This certificate or method is not valid at this time.',
  ),
  refused(
    'method.certificateNotBound',
    'Chứng thư số này chưa được gắn với tài khoản.',
    'This certificate is not bound to the account.',
  ),
  refused(
    'method.passwordNotAllowed',
    'Chỉ tài khoản đăng ký bằng thuê bao di động hoặc mã số BHXH mới đăng nhập được bằng mật khẩu.',
    'Only accounts registered by mobile subscription or social-insurance code log in by password.',
  ),
  notFound('phone.unknown', 'Tài khoản không có số điện thoại này.', 'The account does not have this phone.'),
  conflict('phone.alreadyAdded', 'Số điện thoại này đã có trong tài khoản.', 'The account has this phone already.'),
  refused(
    'phone.isDefault',
    'Hãy chọn một số điện thoại khác làm mặc định trước khi xóa số này.',
    'Make another phone the default before you remove this one.',
  ),
  conflict(
    'phone.changePending',
    'Đang có một yêu cầu đổi số điện thoại chưa hoàn tất.',
    'A change of the OTP phone is already under way.',
  ),
  notFound(
    'phone.noChangePending',
    'Không có yêu cầu đổi số điện thoại nào như vậy đang chờ.',
    'No such change of the OTP phone is under way.',
  ),
  refused(
    'phone.changeTooEarly',
    'Chưa đến thời điểm việc đổi số điện thoại có hiệu lực.',
    'The change of the OTP phone does not take effect yet.',
  ),
  conflict(
    'phone.changeEnded',
    'Yêu cầu đổi số điện thoại này đã hoàn tất hoặc đã bị hủy.',
    'This change of the OTP phone was completed or cancelled.',
  ),
  refused(
    'phone.wasRemoved',
    'Số điện thoại này đã bị xóa. Vui lòng thực hiện lại từ đầu để thêm mới.',
    'This phone was removed. Please start again to add a new one.',
  ),
  conflict(
    'password.replaced',
    'Mật khẩu này đã được thay bằng mật khẩu khác.',
    'This password was replaced by another one in the meantime.',
  ),
  conflict(
    'contact.emailChanged',
    'Địa chỉ email đã thay đổi sau khi liên kết được gửi. Vui lòng yêu cầu liên kết mới.',
    'The e-mail address has changed since the link was sent. Please ask for a new link.',
  ),
  {
    code: 'login.locked',
    kind: 'busy',
    vi: 'Đăng nhập bằng mật khẩu đang tạm khóa. Vui lòng thử lại sau hoặc dùng phương thức khác.',
    en: 'Logging in by password is locked for now. Please try later or use another method.',
  },
  {
    code: 'login.stale',
    kind: 'unauthenticated',
    vi: 'Mật khẩu, số điện thoại hoặc tình trạng của tài khoản vừa thay đổi. Vui lòng đăng nhập lại.',
    en: 'The password, a phone or the standing of the account has just changed. Please log in again.',
  },
  refused(
    'merge.intoItself',
    'Không thể hợp nhất một tài khoản vào chính nó.',
    'An account can’t be merged into itself.',
  ),
  conflict(
    'merge.spent',
    'Yêu cầu hợp nhất này đã được xử lý và không thể dùng lại.',
    'This merge was decided before and can’t be used again.',
  ),
  conflict(
    'merge.openMerges',
    'Tài khoản còn yêu cầu hợp nhất chưa hoàn tất.',
    'The account has merges of its own that are not decided yet.',
  ),
  refused(
    'merge.notAbsorbed',
    'Tài khoản không ở trạng thái hợp nhất theo yêu cầu này.',
    'The account was not merged by this request.',
  ),
];
