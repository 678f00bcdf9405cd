import type { CatalogueEntry } from './catalogue-entry.js';

const refused = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'refused', vi, en });

/**
 * Why the certificate behind a signature is not accepted (RFC 5280 §6). All that is wrong is named, in this order; what
 * begins with `issuer` is wrong with a certificate above the person's own.
 */
export const certificateErrors: readonly CatalogueEntry[] = [
  refused(
    'certificate.malformed',
    'Chứng thư số không đọc được hoặc không đúng chuẩn.',
    'The certificate cannot be read, or is not made as the standard asks.',
  ),
  refused(
    'certificate.tooComplex',
    'Chuỗi chứng thư số gửi kèm quá phức tạp để kiểm tra. Vui lòng ký lại bằng công cụ ký số được hướng dẫn.',
    'The certificates that came along are too many or too complex to check. Please sign again with one of the tools we name.',
  ),
  refused(
    'certificate.selfSigned',
    'Chứng thư số do chính người ký tự tạo, không do tổ chức chứng thực cấp.',
    'The signer made the certificate themselves; no authority issued it.',
  ),
  refused(
    'certificate.badSignature',
    'Chữ ký của tổ chức cấp trên chứng thư số không hợp lệ: chứng thư số đã bị sửa hoặc là giả mạo.',
    'The issuer’s signature on the certificate is not valid: the certificate was changed or forged.',
  ),
  refused(
    'certificate.weakDigest',
    'Chứng thư số được ký bằng thuật toán băm không còn an toàn. Vui lòng liên hệ tổ chức cấp để đổi chứng thư số.',
    'The certificate was signed with a digest that is no longer safe. Please ask its authority for a new one.',
  ),
  refused(
    'certificate.weakKey',
    'Khóa của tổ chức cấp chứng thư số quá ngắn để được tin cậy. Vui lòng liên hệ tổ chức cấp để đổi chứng thư số.',
    'The key that signed the certificate is too weak to be trusted. Please ask its authority for a new one.',
  ),
  refused(
    'certificate.unsupportedAlgorithm',
    'Chứng thư số được ký bằng thuật toán không được hỗ trợ.',
    'The certificate was signed with an algorithm that is not supported.',
  ),
  refused(
    'certificate.untrusted',
    'Chứng thư số không do tổ chức được chấp nhận cho đối tượng này cấp.',
    'The certificate does not come from an authority that is accepted for this subject.',
  ),
  refused(
    'certificate.issuerNotAuthority',
    'Chứng thư số được ký bởi một chứng thư số không có quyền cấp chứng thư số.',
    'The certificate was signed by one that may not issue certificates.',
  ),
  refused(
    'certificate.issuerKeyUsage',
    'Khóa ký chứng thư số này không được phép dùng để cấp chứng thư số.',
    'The key that signed the certificate may not be used to issue certificates.',
  ),
  refused(
    'certificate.pathLength',
    'Chuỗi chứng thư số có nhiều cấp hơn mức tổ chức chứng thực gốc cho phép.',
    'The chain of authorities is longer than one of them allows.',
  ),
  refused(
    'certificate.expired',
    'Chứng thư số đã hết hạn. Vui lòng gia hạn hoặc dùng chứng thư số khác.',
    'The certificate has expired. Please renew it or use another one.',
  ),
  refused('certificate.notYetValid', 'Chứng thư số chưa đến ngày có hiệu lực.', 'The certificate is not valid yet.'),
  refused(
    'certificate.issuerExpired',
    'Chứng thư số của tổ chức cấp đã hết hạn. Vui lòng liên hệ tổ chức cấp chứng thư số.',
    'The certificate of the issuing authority has expired. Please contact the authority.',
  ),
  refused(
    'certificate.issuerNotYetValid',
    'Chứng thư số của tổ chức cấp chưa đến ngày có hiệu lực.',
    'The certificate of the issuing authority is not valid yet.',
  ),
  refused(
    'certificate.revoked',
    'Chứng thư số đã bị thu hồi. Vui lòng liên hệ tổ chức cấp chứng thư số.',
    'The certificate has been revoked. Please contact the authority that issued it.',
  ),
  refused(
    'certificate.isAuthority',
    'Đây là chứng thư số của tổ chức chứng thực, không dùng để đăng ký hoặc đăng nhập.',
    'This is the certificate of an authority; it does not register anybody or log anybody in.',
  ),
  refused(
    'certificate.keyUsage',
    'Chứng thư số không được cấp để ký số. Vui lòng dùng chứng thư số ký.',
    'The certificate was not issued for signing. Please use one that was.',
  ),
  refused(
    'certificate.extendedKeyUsage',
    'Chứng thư số được cấp cho mục đích khác (ví dụ máy chủ web), không dùng được cho cá nhân, tổ chức ký số.',
    'The certificate was issued for another purpose (a web server, for example), not for people or organisations to sign with.',
  ),
  refused(
    'certificate.nameConstraints',
    'Tên trong chứng thư số nằm ngoài phạm vi mà tổ chức cấp được phép cấp.',
    'A name in the certificate lies outside what its authority may certify.',
  ),
  refused(
    'certificate.policyMapping',
    'Chứng thư số của tổ chức cấp có ánh xạ chính sách không hợp lệ.',
    'The certificate of an authority maps certificate policies in a way that is not allowed.',
  ),
  refused(
    'certificate.policy',
    'Chứng thư số không được cấp theo chính sách chứng thư được chấp nhận.',
    'The certificate was not issued under a certificate policy that is accepted.',
  ),
  refused(
    'certificate.criticalExtension',
    'Chứng thư số có phần mở rộng bắt buộc mà hệ thống không hiểu.',
    'The certificate has a critical extension that is not understood.',
  ),
];
