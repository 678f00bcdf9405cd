import type { CatalogueEntry } from './catalogue-entry.js';

/** Refusals of the policy: of what is not open, and of editions that cannot be bound into a book. */
export const policyErrors: readonly CatalogueEntry[] = [
  {
    code: 'policy.methodNotOpen',
    kind: 'refused',
    vi: 'Phương thức này hiện không dành cho đối tượng đã chọn. Vui lòng chọn phương thức khác.',
    en: 'This method is not open to the chosen subject at this time. Please choose another one.',
  },
  {
    code: 'policy.beforeFirstEdition',
    kind: 'refused',
    vi: 'Tại thời điểm này chưa có quy định nào có hiệu lực.',
    en: 'No rules were in force at that time.',
  },
  {
    code: 'policy.unknownEdition',
    kind: 'notFound',
    vi: 'Không tìm thấy phiên bản quy định được nêu.',
    en: 'There is no policy edition of that name.',
  },
  {
    code: 'policy.book.empty',
    kind: 'invalid',
    vi: 'Bộ quy định phải có ít nhất một phiên bản.',
    en: 'A policy book needs at least one edition.',
  },
  {
    code: 'policy.book.order',
    kind: 'invalid',
    vi: 'Các phiên bản quy định phải xếp theo ngày hiệu lực tăng dần.',
    en: 'Policy editions must be in order, each in force later than the one before it.',
  },
  {
    code: 'policy.book.duplicateEdition',
    kind: 'invalid',
    vi: 'Có hai phiên bản quy định trùng tên.',
    en: 'Two policy editions have the same name.',
  },
  {
    code: 'policy.edition.duplicateRow',
    kind: 'invalid',
    vi: 'Một phiên bản quy định chỉ được nêu mỗi phương thức một lần cho mỗi đối tượng.',
    en: 'A policy edition may name each method only once for each subject.',
  },
  {
    code: 'policy.edition.row',
    kind: 'invalid',
    vi: 'Một dòng trong phiên bản quy định tự mâu thuẫn.',
    en: 'A row of the policy edition contradicts itself.',
  },
  {
    code: 'policy.edition.number',
    kind: 'invalid',
    vi: 'Một con số trong phiên bản quy định không hợp lệ.',
    en: 'A number of the policy edition cannot be.',
  },
];
