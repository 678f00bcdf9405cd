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
