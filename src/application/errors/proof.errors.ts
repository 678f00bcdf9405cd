import type { CatalogueEntry } from './catalogue-entry.js';

const refused = (code: string, vi: string, en: string): CatalogueEntry => ({ code, kind: 'refused', vi, en });

/** Refusals of certificates that verify, of signing on a phone or in an app, and of VNeID. */
export const proofErrors: readonly CatalogueEntry[] = [
  refused(
    'certificate.noPersonId',
    'Chứng thư số không chứa số CMND, CCCD hoặc số định danh cá nhân.',
    'The certificate carries no CMND, citizen card or personal number.',
  ),
  refused(
    'certificate.severalPersons',
    'Chứng thư số chứa số giấy tờ của nhiều người.',
    'The certificate carries the numbers of several persons.',
  ),
  refused(
    'certificate.noTaxCode',
    'Chứng thư số không chứa mã số thuế của doanh nghiệp.',
    'The certificate carries no tax code of an enterprise.',
  ),
  refused(
    'certificate.severalOrganisations',
    'Chứng thư số chứa mã số thuế của nhiều tổ chức.',
    'The certificate carries the tax codes of several organisations.',
  ),
  refused(
    'certificate.personInOrganisation',
    'Đây là chứng thư số của cá nhân thuộc tổ chức: chỉ đăng ký được tài khoản công dân, không đăng ký được tài khoản tổ chức.',
    'This certificate belongs to a person in an organisation: it registers the citizen, never the organisation.',
  ),
  refused(
    'certificate.personIdFormat',
    'Số CMND/CCCD trong chứng thư số không đúng định dạng: phải có 9 hoặc 12 chữ số.',
    'The CMND, citizen card or personal number in the certificate is malformed: it has to have 9 or 12 digits.',
  ),
  refused(
    'certificate.taxCodeFormat',
    'Mã số thuế trong chứng thư số không đúng định dạng.',
    'The tax code in the certificate is malformed.',
  ),
  refused(
    'certificate.taxCodeCheckDigit',
    'Mã số thuế trong chứng thư số sai chữ số kiểm tra.',
    'The check digit of the tax code in the certificate is wrong.',
  ),
  refused(
    'certificate.numberMissing',
    'Chứng thư số có loại giấy tờ nhưng không có số.',
    'The certificate names a kind of number but carries no number.',
  ),
  refused(
    'certificate.tooManyNumbers',
    'Chứng thư số chứa quá nhiều số giấy tờ.',
    'The certificate carries too many numbers.',
  ),
  refused(
    'certificate.nameMissing',
    'Chứng thư số không có tên chủ thể.',
    'The certificate does not say its holder’s name.',
  ),
  refused(
    'certificate.nameTooLong',
    'Tên chủ thể trong chứng thư số quá dài.',
    'The holder’s name in the certificate is too long.',
  ),
  refused(
    'certificate.nameCharacters',
    'Tên chủ thể trong chứng thư số chứa ký tự ẩn hoặc ký tự điều khiển.',
    'The holder’s name in the certificate has invisible or control characters.',
  ),
  refused(
    'certificate.nameLookalike',
    'Tên chủ thể trong chứng thư số chứa ký tự dễ nhầm lẫn với chữ cái khác.',
    'The holder’s name in the certificate has characters that look like other letters.',
  ),
  refused(
    'certificate.severalNames',
    'Chứng thư số chứa nhiều tên chủ thể khác nhau.',
    'The certificate carries several different names of its holder.',
  ),
  refused(
    'proof.redirectNotAllowed',
    'Địa chỉ quay về sau khi xác thực không nằm trong danh sách được phép.',
    'The address to come back to after authenticating is not on the list of allowed ones.',
  ),
  {
    code: 'proof.wrongInput',
    kind: 'invalid',
    vi: 'Thông tin gửi lên không phải là kết quả ký số hoặc đăng nhập đang được chờ.',
    en: 'What was sent is not the signature or login that is waited for.',
  },
  refused(
    'signing.expired',
    'Yêu cầu ký đã hết hạn. Vui lòng gửi lại yêu cầu ký.',
    'The request to sign has run out. Please ask for it again.',
  ),
  refused(
    'signing.wrongState',
    'Phiên đăng nhập dịch vụ ký số không thuộc yêu cầu này. Vui lòng thực hiện lại.',
    'The login at the signing service does not belong to this request. Please do it again.',
  ),
  refused('signing.userRefused', 'Bạn đã từ chối ký.', 'You refused to sign.'),
  refused(
    'signing.unknownSubscriber',
    'Thuê bao hoặc tài khoản này chưa có chứng thư số.',
    'This subscription or account has no certificate.',
  ),
  refused('signing.wrongPin', 'Mã PIN ký số không đúng.', 'The signing PIN was wrong.'),
  refused(
    'signing.busy',
    'Thiết bị đang chờ xác nhận một yêu cầu ký khác. Vui lòng hoàn tất yêu cầu đó trước.',
    'The phone is waiting for another request to be confirmed. Please finish that one first.',
  ),
  refused('signing.failed', 'Ký số không thành công. Vui lòng thử lại.', 'Signing did not succeed. Please try again.'),
  refused(
    'eid.expired',
    'Phiên đăng nhập VNeID đã hết hạn. Vui lòng đăng nhập VNeID lại.',
    'The VNeID login has run out. Please log in to VNeID again.',
  ),
  refused(
    'eid.wrongState',
    'Phiên đăng nhập VNeID không thuộc yêu cầu này. Vui lòng thực hiện lại.',
    'The VNeID login does not belong to this request. Please do it again.',
  ),
  refused(
    'eid.invalidCode',
    'VNeID không chấp nhận lần đăng nhập này. Vui lòng đăng nhập VNeID lại.',
    'VNeID does not accept this login. Please log in to VNeID again.',
  ),
  refused(
    'eid.nonceMismatch',
    'Kết quả đăng nhập VNeID không khớp với yêu cầu. Vui lòng đăng nhập VNeID lại.',
    'The answer of VNeID does not fit the request. Please log in to VNeID again.',
  ),
  refused('eid.locked', 'Tài khoản định danh điện tử (VNeID) đang bị khóa.', 'The VNeID account is locked.'),
  refused(
    'eid.notForSubject',
    'Tài khoản VNeID này không đại diện cho đối tượng đã chọn.',
    'This VNeID account does not stand for the chosen subject.',
  ),
];
