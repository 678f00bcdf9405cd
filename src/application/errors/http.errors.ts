import type { CatalogueEntry } from './catalogue-entry.js';

/** What can be wrong with a request before any use case sees it, or after all of them. */
export const httpErrors: readonly CatalogueEntry[] = [
  {
    code: 'request.malformed',
    kind: 'invalid',
    vi: 'Không đọc được yêu cầu: nội dung không phải là JSON hợp lệ hoặc địa chỉ bị sai.',
    en: 'The request cannot be read: its body is not valid JSON, or its address is broken.',
  },
  {
    code: 'request.invalid',
    kind: 'invalid',
    vi: 'Yêu cầu có trường bị thiếu, thừa hoặc sai kiểu. Các trường được nêu tên kèm theo.',
    en: 'Fields of the request are missing, unknown or of the wrong type. They are named.',
  },
  {
    code: 'request.mediaType',
    kind: 'invalid',
    vi: 'Nội dung yêu cầu phải là JSON (Content-Type: application/json).',
    en: 'The body of the request has to be JSON (Content-Type: application/json).',
  },
  {
    code: 'request.tooLarge',
    kind: 'invalid',
    vi: 'Nội dung yêu cầu quá lớn.',
    en: 'The body of the request is too large.',
  },
  {
    code: 'request.unknownRoute',
    kind: 'notFound',
    vi: 'Không có địa chỉ này. Danh sách địa chỉ có tại /docs.',
    en: 'There is nothing at this address. The addresses are listed at /docs.',
  },
  {
    code: 'request.staffMissing',
    kind: 'unauthenticated',
    vi: 'Chức năng này chỉ dành cho cán bộ đã đăng nhập bằng tài khoản cán bộ.',
    en: 'This is for members of staff, logged in as such.',
  },
  {
    code: 'request.bearerMissing',
    kind: 'unauthenticated',
    vi: 'Bạn cần đăng nhập. Vui lòng gửi mã phiên trong tiêu đề Authorization: Bearer.',
    en: 'You have to be logged in. Send the session’s token in the header Authorization: Bearer.',
  },
  {
    code: 'request.failed',
    kind: 'bug',
    vi: 'Đã xảy ra lỗi ngoài dự kiến. Vui lòng thử lại sau.',
    en: 'Something unexpected went wrong. Please try again later.',
  },
  {
    code: 'sandbox.loginRefused',
    kind: 'refused',
    vi: 'Trang đăng nhập của sandbox không nhận người này. Danh sách người dùng có tại /sandbox/people.',
    en: 'The sandbox’s login page does not know this person. The people are listed at /sandbox/people.',
  },
  {
    code: 'sandbox.noCertificate',
    kind: 'notFound',
    vi: 'Người hoặc tổ chức này của sandbox không có USB ký số.',
    en: 'This person or organisation of the sandbox holds no USB token.',
  },
  {
    code: 'history.unreadable',
    kind: 'corrupt',
    vi: 'Không đọc được lịch sử đã lưu của tài khoản. Vui lòng liên hệ bộ phận hỗ trợ.',
    en: 'The stored history of the account cannot be read. Please turn to the support desk.',
  },
  {
    code: 'time.format',
    kind: 'invalid',
    vi: 'Thời điểm không đúng định dạng. Hãy viết theo ISO 8601, ví dụ 2026-11-21 hoặc 2026-11-21T10:30.',
    en: 'The time is not in a known form. Write it in ISO 8601, such as 2026-11-21 or 2026-11-21T10:30.',
  },
];
