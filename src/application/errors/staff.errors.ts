import type { CatalogueEntry } from './catalogue-entry.js';

const refused = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'refused', vi, en });
const invalid = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'invalid', vi, en });

/** Refusals of staff acts and of cases. */
export const staffErrors: readonly CatalogueEntry[] = [
  {
    code: 'staff.forbidden',
    kind: 'forbidden',
    vi: 'Vai trò của cán bộ không được thực hiện thao tác này.',
    en: 'This role may not do that.',
  },
  invalid(
    'staff.markMissing',
    'Phải ghi căn cứ và số hồ sơ, mỗi mục không quá 200 ký tự.',
    'A ground and a ticket number have to be given, of at most 200 characters each.',
  ),
  refused(
    'staff.sameOfficer',
    'Cán bộ khác phải phê duyệt yêu cầu này.',
    'Another officer has to approve this request.',
  ),
  { code: 'case.unknown', kind: 'notFound', vi: 'Không có hồ sơ này.', en: 'There is no such case.' },
  { code: 'case.exists', kind: 'conflict', vi: 'Hồ sơ này đã được mở.', en: 'This case was opened already.' },
  { code: 'case.decided', kind: 'conflict', vi: 'Hồ sơ này đã được quyết định.', en: 'This case was decided already.' },
  refused(
    'case.expired',
    'Hồ sơ này đã quá thời hạn quyết định. Vui lòng lập yêu cầu mới.',
    'The time to decide this case is over. Please ask anew.',
  ),
  invalid(
    'complaint.textInvalid',
    'Nội dung khiếu nại phải có từ 1 đến 4000 ký tự; các mục khác không quá 200 ký tự.',
    'A complaint has between 1 and 4000 characters of text; its other fields at most 200.',
  ),
  {
    code: 'complaint.tooMany',
    kind: 'busy',
    vi: 'Đã có quá nhiều khiếu nại được gửi từ mạng này. Vui lòng thử lại sau hoặc đến quầy hỗ trợ.',
    en: 'Too many complaints came from this network. Please try later, or go to a service counter.',
  },
  invalid(
    'recovery.needsMissing',
    'Phải chọn số điện thoại mới, mật khẩu mới hoặc cả hai.',
    'A new phone, a new password or both have to be asked for.',
  ),
  invalid(
    'recovery.papersMissing',
    'Phải ghi loại giấy tờ mà cán bộ đã kiểm tra.',
    'The papers that were checked have to be named.',
  ),
];
