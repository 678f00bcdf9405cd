import type { CatalogueEntry } from './catalogue-entry.js';

const refused = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'refused', vi, en });

/** Why a verifier did not accept a signature. Every failure is named; the first in this order decides the message. */
export const signatureErrors: readonly CatalogueEntry[] = [
  refused(
    'signature.invalid',
    'Chữ ký số không hợp lệ hoặc không đọc được. Vui lòng ký lại.',
    'The signature is not valid or cannot be read. Please sign again.',
  ),
  refused(
    'signature.wrongChallenge',
    'Chữ ký số không thuộc về yêu cầu này. Vui lòng bắt đầu ký lại.',
    'The signature belongs to another request. Please start signing again.',
  ),
  refused(
    'certificate.untrusted',
    'Chứng thư số không do tổ chức được chấp nhận cho đối tượng này cấp.',
    'The certificate does not come from an authority that is accepted for this subject.',
  ),
  refused('certificate.notYetValid', 'Chứng thư số chưa đến ngày có hiệu lực.', 'The certificate is not valid yet.'),
  refused(
    'certificate.expired',
    'Chứng thư số đã hết hạn. Vui lòng gia hạn hoặc dùng chứng thư số khác.',
    'The certificate has expired. Please renew it or use another one.',
  ),
  refused(
    'certificate.revoked',
    'Chứng thư số đã bị thu hồi. Vui lòng liên hệ tổ chức cấp chứng thư số.',
    'The certificate has been revoked. Please contact the authority that issued it.',
  ),
];
