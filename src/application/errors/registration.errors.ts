import type { CatalogueEntry, ErrorKind } from './catalogue-entry.js';

const entry = (code: string, kind: ErrorKind, vi: string, en: string): CatalogueEntry => ({ code, kind, vi, en });

/** Refusals of a registration: of its form, its steps, and what registers say of the subject. */
export const registrationErrors: readonly CatalogueEntry[] = [
  entry(
    'form.invalid',
    'invalid',
    'Có thông tin chưa hợp lệ. Vui lòng kiểm tra các trường được nêu.',
    'Some fields are not right. Please check the fields that are named.',
  ),
  entry(
    'identifier.personalNumber.birthYear',
    'invalid',
    'Ngày sinh không khớp với năm sinh trong số định danh cá nhân. Vui lòng kiểm tra lại cả hai.',
    'The date of birth does not fit the year of birth in the personal number. Please check both.',
  ),
  entry(
    'identifier.socialInsuranceCode.missing',
    'invalid',
    'Bạn phải nhập mã số bảo hiểm xã hội.',
    'Enter your social-insurance code.',
  ),
  entry(
    'registration.activationMissing',
    'invalid',
    'Hãy chọn cách kích hoạt tài khoản: bằng tin nhắn SMS hoặc bằng thư điện tử.',
    'Choose how to activate the account: by SMS or by e-mail.',
  ),
  entry(
    'registration.redirectUriMissing',
    'invalid',
    'Thiếu địa chỉ để quay lại sau khi xác thực.',
    'The address to come back to after authenticating is missing.',
  ),
  entry(
    'registration.consentMissing',
    'refused',
    'Bạn cần đồng ý với Điều khoản sử dụng và Chính sách chia sẻ thông tin để đăng ký.',
    'To register you have to agree to the terms of use and the policy on sharing information.',
  ),
  entry(
    'registration.termsChanged',
    'conflict',
    'Điều khoản sử dụng đã được cập nhật. Vui lòng đọc và đồng ý với bản mới.',
    'The terms of use have changed. Please read the new ones and agree to them.',
  ),
  entry(
    'registration.tooMany',
    'busy',
    'Có quá nhiều lượt đăng ký từ mạng của bạn. Vui lòng thử lại sau.',
    'Too many registrations come from your network. Please try again later.',
  ),
  entry(
    'registration.unknown',
    'notFound',
    'Không tìm thấy lượt đăng ký này. Vui lòng đăng ký lại từ đầu.',
    'There is no such registration. Please start again.',
  ),
  entry(
    'registration.alreadyStarted',
    'conflict',
    'Lượt đăng ký này đã được bắt đầu.',
    'This registration was started already.',
  ),
  entry(
    'registration.expired',
    'refused',
    'Lượt đăng ký đã quá thời hạn. Vui lòng đăng ký lại từ đầu.',
    'The registration was not finished in time. Please start again.',
  ),
  entry(
    'registration.notExpired',
    'conflict',
    'Lượt đăng ký chưa hết thời hạn.',
    'The registration has not run out of time.',
  ),
  entry('registration.ended', 'conflict', 'Lượt đăng ký này đã kết thúc.', 'This registration is over.'),
  entry(
    'registration.stepNotDue',
    'conflict',
    'Chưa đến bước này. Vui lòng thực hiện các bước theo thứ tự.',
    'It is not the turn of this step. Please take the steps in their order.',
  ),
  entry(
    'registration.proofsMissing',
    'refused',
    'Chưa đủ các bước xác minh để hoàn tất đăng ký.',
    'Not all proofs are in that the registration needs.',
  ),
  entry(
    'registration.wrongInput',
    'invalid',
    'Thông tin gửi lên không thuộc bước đang thực hiện.',
    'What was sent does not answer the step that is due.',
  ),
  entry(
    'registration.nothingToResend',
    'refused',
    'Ở bước này không có mã hay liên kết nào để gửi lại.',
    'There is no code or link to send again at this step.',
  ),
  entry(
    'registration.linkInvalid',
    'refused',
    'Liên kết kích hoạt không đúng, đã hết hạn hoặc đã được sử dụng.',
    'The activation link is wrong, has run out, or was used before.',
  ),
  entry(
    'registration.identityMismatch',
    'refused',
    'Không đăng ký được tài khoản: thông tin bạn nhập không khớp với cơ sở dữ liệu được đối chiếu.',
    'The account cannot be registered: what you entered does not match the register it was compared with.',
  ),
  entry(
    'registration.identityNotAvailable',
    'refused',
    'Cơ sở dữ liệu được đối chiếu không có đủ thông tin để xác nhận bạn. Vui lòng bổ sung thông tin tại đơn vị quản lý.',
    'The register does not hold enough to confirm you. Please have your record completed where it is kept.',
  ),
  entry(
    'registration.civilServant',
    'refused',
    'Cán bộ, công chức, viên chức không đăng ký bằng tài khoản Bưu điện Việt Nam. Vui lòng chọn phương thức khác.',
    'Civil servants do not register by an account of Vietnam Post. Please choose another method.',
  ),
  entry(
    'registration.organisationUnknown',
    'refused',
    'Danh mục cơ quan không có cơ quan ghi trong chứng thư số hoặc tài khoản định danh điện tử này.',
    'The directory of agencies does not list the one that this certificate or VNeID account names.',
  ),
  entry(
    'registration.officerOnly',
    'forbidden',
    'Bước này chỉ do cán bộ tại quầy thực hiện.',
    'Only an officer at a counter can take this step.',
  ),
  entry(
    'registration.documentReferenceMissing',
    'invalid',
    'Hãy nhập số tham chiếu của giấy tờ đã kiểm tra.',
    'Enter the reference of the papers that were checked.',
  ),
];
