import type { CatalogueEntry } from './catalogue-entry.js';

const refused = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'refused', vi, en });

/** Why a verifier did not accept a signature. Every failure is named; the first in this order decides the message. */
export const signatureErrors: readonly CatalogueEntry[] = [
  refused(
    'signature.tooLarge',
    'Dữ liệu chữ ký số gửi lên quá lớn. Vui lòng ký lại bằng công cụ ký số được hướng dẫn.',
    'What was sent is too large for a signature. Please sign again with one of the tools we name.',
  ),
  refused(
    'signature.unreadable',
    'Không đọc được chữ ký số gửi lên. Vui lòng ký lại bằng công cụ ký số được hướng dẫn.',
    'The signature cannot be read. Please sign again with one of the tools we name.',
  ),
  refused(
    'signature.notOneSigner',
    'Dữ liệu ký số phải có đúng một người ký.',
    'What is signed must have exactly one signer.',
  ),
  refused(
    'signature.signerUnknown',
    'Dữ liệu ký số không kèm chứng thư số của người ký. Vui lòng ký lại và đính kèm chứng thư số.',
    'The signature does not come with its signer’s certificate. Please sign again and include the certificate.',
  ),
  refused(
    'signature.attributesMissing',
    'Chữ ký số thiếu thông tin bắt buộc (loại nội dung, giá trị băm). Vui lòng ký lại bằng công cụ ký số được hướng dẫn.',
    'The signature lacks what it has to state (content type, digest). Please sign again with one of the tools we name.',
  ),
  refused(
    'signature.algorithmMismatch',
    'Các thuật toán ghi trong chữ ký số mâu thuẫn với nhau. Vui lòng ký lại bằng công cụ ký số được hướng dẫn.',
    'The algorithms that the signature names contradict each other. Please sign again with one of the tools we name.',
  ),
  refused(
    'signature.weakDigest',
    'Chữ ký số dùng thuật toán băm không còn an toàn (SHA-1, MD5). Vui lòng ký lại với SHA-256 trở lên.',
    'The signature uses a digest that is no longer safe (SHA-1, MD5). Please sign again with SHA-256 or better.',
  ),
  refused(
    'signature.weakKey',
    'Khóa của chứng thư số không đủ mạnh (RSA dưới 2048 bit). Vui lòng dùng chứng thư số khác.',
    'The key of the certificate is too weak (RSA below 2048 bits). Please use another certificate.',
  ),
  refused(
    'signature.unsupported',
    'Thuật toán hoặc khóa của chữ ký số không được hỗ trợ. Vui lòng dùng chứng thư số khác.',
    'The algorithm or key of the signature is not supported. Please use another certificate.',
  ),
  refused(
    'signature.invalid',
    'Chữ ký số không hợp lệ. Vui lòng ký lại.',
    'The signature is not valid. Please sign again.',
  ),
  refused(
    'signature.otherCertificate',
    'Chữ ký số được tạo cho một chứng thư số khác với chứng thư số gửi kèm. Vui lòng ký lại.',
    'The signature names another certificate than the one it came with. Please sign again.',
  ),
  refused(
    'signature.wrongChallenge',
    'Chữ ký số không thuộc về yêu cầu này. Vui lòng bắt đầu ký lại.',
    'The signature belongs to another request. Please start signing again.',
  ),
];
