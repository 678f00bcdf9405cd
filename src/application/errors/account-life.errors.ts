import type { CatalogueEntry } from './catalogue-entry.js';

const refused = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'refused', vi, en });

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
];
