import type { CatalogueEntry } from './catalogue-entry.js';

const refused = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'refused', vi, en });

/** What the authority answered is unusable: the person can do nothing but try later or take another way. */
const bad = (name: string, vi: string, en: string): CatalogueEntry =>
  refused(
    `revocation.${name}`,
    `Chưa xác minh được chứng thư số có bị thu hồi hay không: ${vi}. Vui lòng thử lại sau.`,
    `It could not be established whether the certificate was revoked: ${en}. Please try again later.`,
  );

/** Whether a certificate was revoked, and why that could not be established. `certificate.revoked` has its entry among signatures. */
export const revocationErrors: readonly CatalogueEntry[] = [
  refused(
    'certificate.suspended',
    'Chứng thư số đang bị tạm dừng. Vui lòng liên hệ tổ chức cấp chứng thư số.',
    'The certificate is suspended. Please contact the authority that issued it.',
  ),
  refused(
    'revocation.issuerRevoked',
    'Chứng thư số của tổ chức cấp đã bị thu hồi. Vui lòng liên hệ tổ chức cấp chứng thư số.',
    'The certificate of the issuing authority has been revoked. Please contact the authority.',
  ),
  bad('unknown', 'tổ chức cấp không biết chứng thư số này', 'its authority does not know it'),
  bad('malformed', 'câu trả lời của tổ chức cấp không đọc được', 'the answer of its authority cannot be read'),
  bad('wrongCertificate', 'câu trả lời nói về chứng thư số khác', 'the answer is about another certificate'),
  bad(
    'incomplete',
    'danh sách thu hồi chỉ nói về một số lý do',
    'the lists of its authority speak of some reasons only',
  ),
  bad('wrongResponder', 'câu trả lời do nơi khác ký', 'somebody else signed the answer'),
  bad(
    'responderNotDelegated',
    'nơi trả lời không được tổ chức cấp ủy quyền',
    'the responder was not delegated by the authority',
  ),
  bad('responderExpired', 'chứng thư số của nơi trả lời đã hết hạn', 'the certificate of the responder has expired'),
  bad('responderRevoked', 'chứng thư số của nơi trả lời đã bị thu hồi', 'the certificate of the responder was revoked'),
  bad(
    'responderUnchecked',
    'chưa biết chứng thư số của nơi trả lời có bị thu hồi hay không',
    'nothing says whether the certificate of the responder was revoked',
  ),
  bad('badSignature', 'chữ ký trên câu trả lời không hợp lệ', 'the signature of the answer is not valid'),
  bad('weakSignature', 'chữ ký trên câu trả lời quá yếu', 'the signature of the answer is too weak'),
  bad('wrongNonce', 'câu trả lời thuộc về yêu cầu khác', 'the answer belongs to another question'),
  bad('fromTheFuture', 'thời điểm của câu trả lời chưa tới', 'the answer is of a time to come'),
  bad('stale', 'câu trả lời đã quá cũ', 'the answer is too old'),
  bad('noSource', 'không có nơi nào để hỏi về chứng thư số này', 'there is nobody to ask about it'),
  bad('noAnswer', 'tổ chức cấp tạm thời không phản hồi', 'its authority does not answer for now'),
];
