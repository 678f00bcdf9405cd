import type { CatalogueEntry } from './catalogue-entry.js';

const silent = (port: string, vi: string, en: string): CatalogueEntry => ({
  code: `unavailable.${port}`,
  kind: 'unavailable',
  vi: `${vi} Chưa có gì bị mất; vui lòng thử lại sau.`,
  en: `${en} Nothing is lost; please try again later.`,
});

const store = (port: string): CatalogueEntry =>
  silent(port, 'Hệ thống lưu trữ tạm thời không phản hồi.', 'The storage does not answer for now.');

/** What to tell of a port that has no entry of its own: an embedding team names its own ports. */
export const silentPort = (code: string): CatalogueEntry => ({
  ...silent('', 'Một hệ thống liên quan tạm thời không phản hồi.', 'A system we depend on does not answer for now.'),
  code,
});

/** Answers of no single use case: repeated calls, and what does not answer. */
export const outcomeErrors: readonly CatalogueEntry[] = [
  {
    code: 'idempotency.keyInvalid',
    kind: 'invalid',
    vi: 'Khóa chống lặp (idempotency key) phải có từ 1 đến 255 ký tự.',
    en: 'An idempotency key has 1 to 255 characters.',
  },
  {
    code: 'idempotency.keyReused',
    kind: 'conflict',
    vi: 'Khóa chống lặp này đã được dùng cho một yêu cầu khác.',
    en: 'This idempotency key was used for another request.',
  },
  {
    code: 'idempotency.running',
    kind: 'pending',
    vi: 'Yêu cầu này đang được xử lý. Vui lòng chờ kết quả.',
    en: 'This very request is being worked on. Please wait for its outcome.',
  },
  store('eventStore'),
  store('readModels'),
  store('snapshots'),
  store('secretVault'),
  store('subjectKeys'),
  store('evidenceStore'),
  store('state'),
  silent(
    'subscriberRegistry',
    'Dữ liệu thuê bao của nhà mạng tạm thời không phản hồi.',
    'The subscriber data of the mobile carriers do not answer for now.',
  ),
  silent(
    'socialInsuranceRegistry',
    'Cơ sở dữ liệu bảo hiểm xã hội tạm thời không phản hồi.',
    'The social-insurance register does not answer for now.',
  ),
  silent(
    'populationRegistry',
    'Cơ sở dữ liệu quốc gia về dân cư tạm thời không phản hồi.',
    'The national population database does not answer for now.',
  ),
  silent(
    'postalAccounts',
    'Hệ thống của Bưu điện Việt Nam tạm thời không phản hồi.',
    'The system of Vietnam Post does not answer for now.',
  ),
  silent(
    'organisationDirectory',
    'Danh mục cơ quan tạm thời không phản hồi.',
    'The directory of agencies does not answer for now.',
  ),
  silent(
    'signatureVerifier',
    'Hệ thống kiểm tra chữ ký số tạm thời không phản hồi.',
    'The verification of signatures does not answer for now.',
  ),
  silent(
    'mobileSignatureService',
    'Dịch vụ ký số trên SIM tạm thời không phản hồi.',
    'The signing service of SIM cards does not answer for now.',
  ),
  silent('remoteSigningService', 'Dịch vụ VNPT SmartCA tạm thời không phản hồi.', 'SmartCA does not answer for now.'),
  silent('eidProvider', 'Hệ thống VNeID tạm thời không phản hồi.', 'VNeID does not answer for now.'),
  silent('smsSender', 'Chưa gửi được tin nhắn SMS.', 'The SMS could not be sent for now.'),
  silent('mailSender', 'Chưa gửi được thư điện tử.', 'The mail could not be sent for now.'),
  silent('captcha', 'Hệ thống mã xác thực tạm thời không phản hồi.', 'The captcha does not answer for now.'),
];
