import type { CatalogueEntry } from './catalogue-entry.js';

const refused = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'refused', vi, en });

const invalid = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'invalid', vi, en });

/** Refusals of an owner's changes: lost phones, methods, passwords, contact. */
export const accountLifeErrors: readonly CatalogueEntry[] = [
  refused(
    'phone.subscriberMismatch',
    'Thông tin thuê bao của số điện thoại mới không khớp với thông tin định danh của tài khoản. Vui lòng kiểm tra lại thông tin cá nhân của thuê bao và ra quầy giao dịch của nhà mạng để thay đổi thông tin thuê bao.',
    'The subscription of the new phone is not in your name. Check its data, and have it put right at a counter of the carrier.',
  ),
  refused(
    'phone.subscriberNotAvailable',
    'Nhà mạng không có đủ thông tin để xác nhận thuê bao này là của bạn. Vui lòng kiểm tra và bổ sung thông tin thuê bao tại quầy giao dịch của nhà mạng.',
    'The carrier does not hold enough to confirm that this subscription is yours. Have its data completed at a counter of the carrier.',
  ),
  refused(
    'phone.cancelLinkInvalid',
    'Liên kết hủy đổi số điện thoại không đúng, đã hết hạn hoặc đã được dùng. Vui lòng đăng nhập để hủy, hoặc đến quầy hỗ trợ.',
    'The link to cancel the change is wrong, has run out, or was used. Log in to cancel, or go to a service counter.',
  ),
  refused(
    'method.certificateOfAnother',
    'Chứng thư số này không phải của chủ tài khoản: thông tin định danh không trùng khớp.',
    'This certificate is not of the account’s owner: its identity is another one.',
  ),
  refused(
    'method.eidOfAnother',
    'Tài khoản VNeID này không phải của chủ tài khoản: số định danh không trùng khớp.',
    'This VNeID account is not of the account’s owner: its number is another one.',
  ),
  {
    code: 'method.certificateTaken',
    kind: 'conflict',
    vi: 'Chứng thư số này đang được gắn với một tài khoản khác.',
    en: 'This certificate is bound to another account.',
  },
  refused(
    'method.additionExpired',
    'Yêu cầu thêm phương thức xác thực đã hết hạn hoặc đã được xử lý. Vui lòng thực hiện lại.',
    'The request to add a method has run out or was dealt with. Please start again.',
  ),
  {
    code: 'method.noAccount',
    kind: 'notFound',
    vi: 'Chưa có tài khoản nào của chủ thể này. Vui lòng đăng ký tài khoản.',
    en: 'The holder has no account yet. Please register.',
  },
  refused(
    'method.consentNeedsLogin',
    'Tài khoản không có số điện thoại nhận OTP. Vui lòng đăng nhập rồi thêm phương thức trong mục quản lý tài khoản.',
    'The account has no phone for codes. Please log in and add the method in the account’s settings.',
  ),
  {
    code: 'password.wrongCurrent',
    kind: 'invalid',
    vi: 'Mật khẩu hiện tại không đúng.',
    en: 'The current password is wrong.',
  },
  {
    code: 'password.reused',
    kind: 'invalid',
    vi: 'Mật khẩu này đã được dùng gần đây. Vui lòng chọn mật khẩu khác.',
    en: 'This password was used recently. Please choose another one.',
  },
  {
    code: 'recovery.tooMany',
    kind: 'busy',
    vi: 'Đã yêu cầu lấy lại mật khẩu quá nhiều lần. Vui lòng chờ rồi thử lại, hoặc đến quầy giao dịch.',
    en: 'A new password was asked for too often. Please wait and try again, or go to a service counter.',
  },
  refused(
    'recovery.expired',
    'Yêu cầu lấy lại mật khẩu đã hết hạn hoặc đã được dùng. Vui lòng thực hiện lại.',
    'The request for a new password has run out or was used. Please start again.',
  ),
  refused(
    'contact.notEditable',
    'Thông tin định danh lấy từ cơ sở dữ liệu hoặc chứng thư số, không sửa được tại đây. Nếu có sai sót, vui lòng đến cơ quan quản lý dữ liệu đó.',
    'Identity data comes from registers or certificates and is not edited here. If something is wrong, have it put right where it is kept.',
  ),
  invalid(
    'contact.emailRequired',
    'Tài khoản doanh nghiệp phải có địa chỉ thư điện tử.',
    'The account of an enterprise keeps an e-mail address.',
  ),
  invalid(
    'contact.emailMissing',
    'Tài khoản chưa có địa chỉ thư điện tử để xác nhận.',
    'The account has no e-mail address to verify.',
  ),
  refused(
    'contact.linkInvalid',
    'Liên kết xác nhận thư điện tử không đúng, đã hết hạn hoặc đã được dùng. Vui lòng đăng nhập và yêu cầu liên kết mới.',
    'The link that verifies the address is wrong, has run out, or was used. Log in and ask for a new one.',
  ),
  invalid(
    'contact.phoneFormat',
    'Số điện thoại liên hệ không đúng định dạng.',
    'The contact phone is not a Vietnamese phone number.',
  ),
  invalid(
    'contact.addressFormat',
    'Địa chỉ không được để trống, có ký tự lạ hoặc dài quá 300 ký tự.',
    'An address is one line of text of at most 300 characters.',
  ),
];
