import type { CatalogueEntry, ErrorKind } from '../../../application/errors/catalogue-entry.js';

/** The only place where a code of the catalogue meets a number of HTTP. */
const byKind: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  refused: 422,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  pending: 409,
  busy: 429,
  unavailable: 503,
  corrupt: 500,
  bug: 500,
};

/** Where HTTP says it more exactly than the kind does. */
const byCode: Readonly<Record<string, number>> = {
  'request.mediaType': 415,
  'request.tooLarge': 413,
  'registration.duplicate': 409,
  'idempotency.running': 409,
  'password.busy': 503,
};

export const statusOf = ({ code, kind }: CatalogueEntry): number => byCode[code] ?? byKind[kind];

/** What went wrong, by kind: the `title` of a problem, the same for every occurrence. */
export const titles: Readonly<Record<ErrorKind, { readonly vi: string; readonly en: string }>> = {
  invalid: { vi: 'Thông tin gửi lên không hợp lệ', en: 'What was sent is not valid' },
  refused: { vi: 'Yêu cầu không được chấp nhận', en: 'The request is refused' },
  unauthenticated: { vi: 'Chưa xác thực được', en: 'Not authenticated' },
  forbidden: { vi: 'Không có quyền thực hiện', en: 'Not allowed' },
  notFound: { vi: 'Không tìm thấy', en: 'Not found' },
  conflict: { vi: 'Dữ liệu đã thay đổi', en: 'Changed in the meantime' },
  pending: { vi: 'Đang được xử lý', en: 'Being processed' },
  busy: { vi: 'Quá nhiều yêu cầu', en: 'Too many requests' },
  unavailable: { vi: 'Dịch vụ tạm thời gián đoạn', en: 'Temporarily unavailable' },
  corrupt: { vi: 'Lỗi hệ thống', en: 'System error' },
  bug: { vi: 'Lỗi hệ thống', en: 'System error' },
};
