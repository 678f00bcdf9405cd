import type { CatalogueEntry } from './catalogue-entry.js';

const refused = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'refused', vi, en });
const notFound = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'notFound', vi, en });
const invalid = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'invalid', vi, en });

/** What `dinhdanh sign` says; no server answers any of these. */
export const tokenErrors: readonly CatalogueEntry[] = [
  invalid(
    'token.moduleUnreadable',
    'Không nạp được thư viện PKCS#11. Vui lòng kiểm tra đường dẫn và cài đặt trình điều khiển của USB ký số.',
    'The PKCS#11 module cannot be loaded. Please check its path, and that the driver of the token is installed.',
  ),
  notFound(
    'token.notPresent',
    'Không tìm thấy USB ký số. Vui lòng cắm USB ký số rồi thử lại.',
    'There is no token. Please plug it in and try again.',
  ),
  notFound(
    'token.notFound',
    'Không có USB ký số nào đúng với khe cắm hoặc nhãn đã chọn.',
    'No token has the slot or the label that was asked for.',
  ),
  invalid(
    'token.several',
    'Có nhiều USB ký số. Vui lòng chọn một bằng --slot hoặc --token-label.',
    'There are several tokens. Please choose one with --slot or --token-label.',
  ),
  notFound(
    'token.noCertificate',
    'USB ký số không chứa chứng thư số nào của người dùng.',
    'The token holds no certificate of a person or an organisation.',
  ),
  notFound(
    'token.certificateNotFound',
    'USB ký số không chứa chứng thư số đã chọn.',
    'The token does not hold the certificate that was asked for.',
  ),
  invalid(
    'token.severalCertificates',
    'USB ký số chứa nhiều chứng thư số. Vui lòng chọn một bằng --certificate hoặc --key-label.',
    'The token holds several certificates. Please choose one with --certificate or --key-label.',
  ),
  refused(
    'token.noPrivateKey',
    'USB ký số không chứa khóa bí mật của chứng thư số này.',
    'The token does not hold the private key of this certificate.',
  ),
  invalid(
    'token.pinNeeded',
    'Cần mã PIN: chạy lệnh trong cửa sổ dòng lệnh, hoặc dùng --pin-env hay --pin-file.',
    'A PIN is needed: run the command in a terminal, or use --pin-env or --pin-file.',
  ),
  invalid(
    'token.pinUnreadable',
    'Không đọc được mã PIN từ biến môi trường hoặc tệp đã chỉ định.',
    'The PIN cannot be read from the environment variable or file that was named.',
  ),
  refused(
    'token.pinWrong',
    'Mã PIN không đúng. Nhập sai nhiều lần sẽ khóa USB ký số.',
    'The PIN is wrong. Too many wrong ones lock the token.',
  ),
  refused('token.pinLength', 'Mã PIN quá ngắn hoặc quá dài.', 'The PIN is too short or too long.'),
  refused(
    'token.pinLocked',
    'Mã PIN của USB ký số đã bị khóa. Vui lòng liên hệ tổ chức cấp chứng thư số.',
    'The PIN of the token is locked. Please contact the authority that issued it.',
  ),
  refused(
    'token.pinExpired',
    'Mã PIN đã hết hạn. Vui lòng đổi mã PIN bằng phần mềm của USB ký số.',
    'The PIN has expired. Please change it with the software of the token.',
  ),
  refused(
    'token.pinNotSet',
    'USB ký số chưa có mã PIN. Vui lòng đặt mã PIN bằng phần mềm của USB ký số.',
    'The token has no PIN yet. Please set one with the software of the token.',
  ),
  refused('token.cancelled', 'Đã hủy ký.', 'The signing was cancelled.'),
  refused(
    'token.mechanismMissing',
    'USB ký số không hỗ trợ thuật toán ký này. Vui lòng thử --padding hoặc --hash khác.',
    'The token does not offer this way of signing. Please try another --padding or --hash.',
  ),
  refused(
    'token.keyUnsupported',
    'Không hỗ trợ loại khóa của chứng thư số này.',
    'The kind of key of this certificate is not supported.',
  ),
  refused(
    'token.failed',
    'USB ký số báo lỗi. Vui lòng rút ra, cắm lại rồi thử lại.',
    'The token reported an error. Please pull it out, plug it in again and try once more.',
  ),
];
