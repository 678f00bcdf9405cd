import type { CatalogueEntry } from './catalogue-entry.js';

/** Answers of an audit of evidence. */
export const evidenceErrors: readonly CatalogueEntry[] = [
  {
    code: 'evidence.unknown',
    kind: 'notFound',
    vi: 'Không có bằng chứng nào mang mã này.',
    en: 'No evidence is kept under this digest.',
  },
  {
    code: 'evidence.erased',
    kind: 'notFound',
    vi: 'Bằng chứng này đã bị xóa cùng với dữ liệu cá nhân của chủ thể.',
    en: 'This evidence was erased with the personal data of its subject.',
  },
  {
    code: 'evidence.changed',
    kind: 'corrupt',
    vi: 'Bằng chứng được lưu không khớp với mã của nó.',
    en: 'What is kept is not what its digest says.',
  },
];
