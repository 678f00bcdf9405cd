import type { Rule } from '../kernel/rule.js';

const portal = (section: string): Rule['source'] => ({ document: 'badinh2022', section });
const design = (section: string): Rule['source'] => ({ document: 'design', section });
const standard = (section: string): Rule['source'] => ({ document: 'standard', section });

const personalNumber = standard('Nghị định 137/2015/NĐ-CP, Điều 13; Thông tư 07/2016/TT-BCA, Phụ lục');
const numberingPlan = standard('Bảng chuyển đổi mã mạng 11 số về 10 số, Bộ Thông tin và Truyền thông, 15/9/2018');

/** What holds for identifiers and values, wherever they come from. */
export const valueRules: readonly Rule[] = [
  {
    id: 'ID-TEXT',
    statement:
      'An identifier is text, never a number; white space, dots, dashes, invisible and full-width characters do not change it.',
    source: design('Identifiers'),
  },
  {
    id: 'ID-RAW',
    statement: 'Every parsed value keeps the text it was read from and the version of the normaliser that read it.',
    source: design('Identifiers'),
  },
  {
    id: 'PN-FORMAT',
    statement: 'A personal number is exactly 12 digits and has no check digit.',
    source: personalNumber,
  },
  {
    id: 'PN-MEANING',
    statement: 'A personal number tells province of registration, sex and year of birth of its holder.',
    source: personalNumber,
  },
  {
    id: 'PN-PROVINCE',
    statement: 'An unknown province code is a warning, never a refusal: people born abroad carry a country code.',
    source: personalNumber,
  },
  {
    id: 'PN-CROSS',
    statement:
      'A stated year of birth or sex that contradicts the personal number is reported, attribute by attribute.',
    source: personalNumber,
  },
  {
    id: 'CMND-FORMAT',
    statement: 'A CMND is exactly 9 digits; with 12 digits it is a personal number.',
    source: design('Person'),
  },
  {
    id: 'PERSONID-LENGTH',
    statement:
      'What is typed as "Số CMT/CCCD" is a CMND with 9 digits and a personal number with 12; nothing else is read.',
    source: portal('1.1. Đăng ký tài khoản bằng Thuê bao di động, Bước 3'),
  },
  {
    id: 'MST-FORMAT',
    statement: 'A tax code has 10 digits, with a serial that is not all zeros.',
    source: standard('Cấu trúc mã số thuế, Thông tư 105/2020/TT-BTC'),
  },
  {
    id: 'MST-CHECK',
    statement:
      'The tenth digit of a tax code is its check digit; where the formula gives 10 the number was never issued.',
    source: standard('Cấu trúc mã số thuế, Thông tư 105/2020/TT-BTC'),
  },
  {
    id: 'MST-BRANCH',
    statement: 'A branch has 13 digits, written 10-3, is a subject of its own, and is never number 000.',
    source: standard('Cấu trúc mã số thuế, Thông tư 105/2020/TT-BTC'),
  },
  {
    id: 'MST-PERSON',
    statement: 'A tax code of 12 digits is a person, never the key of an enterprise.',
    source: standard('Thông tư 86/2024/TT-BTC: số định danh cá nhân thay cho mã số thuế'),
  },
  {
    id: 'ORG-FORMS',
    statement: 'Both written forms of an agency code are one code, kept in the form that begins with the top level.',
    source: standard('QCVN 102:2016/BTTTT; Quyết định 20/2020/QĐ-TTg'),
  },
  {
    id: 'ORG-LEVELS',
    statement: 'An agency code with a third level but no second is refused, since it would read as another agency.',
    source: design('Identifiers'),
  },
  {
    id: 'BHXH-FORMAT',
    statement: 'A social-insurance code is exactly 10 digits, leading zeros kept.',
    source: portal('1.2. Đăng ký tài khoản bằng Mã số BHXH'),
  },
  {
    id: 'PHONE-E164',
    statement: 'A phone is kept in E.164, whether it was written with 0, 84, +84 or 0084.',
    source: standard('ITU-T E.164'),
  },
  {
    id: 'PHONE-MOBILE',
    statement: 'Only Vietnamese mobile numbers of people are read; the prefix does not tell the carrier.',
    source: portal('1.1. Đăng ký tài khoản bằng Thuê bao di động'),
  },
  {
    id: 'PHONE-MIGRATION',
    statement:
      'A mobile number of eleven digits from before 2018 becomes its number of ten, and its old prefix is recorded.',
    source: numberingPlan,
  },
  {
    id: 'NAME-CHARACTERS',
    statement: 'A name is Latin letters with their marks, spaces, apostrophes, hyphens and dots, displayed in NFC.',
    source: design('Identifiers'),
  },
  {
    id: 'NAME-TONE',
    statement:
      'Names that differ only in case or in the place of a tone mark match exactly; i and y are different letters.',
    source: design('Identifiers'),
  },
  {
    id: 'NAME-FOLDED',
    statement: 'Names that differ only in accents, or in đ and d, match on the folded tier and not on the exact one.',
    source: design('Registry answers are evidence'),
  },
  {
    id: 'DOB-PARTIAL',
    statement:
      'A date of birth is a year, a year and month, or a day; a less exact one is compatible with a more exact one.',
    source: design('Identifiers'),
  },
  {
    id: 'DOB-DAYFIRST',
    statement:
      'A typed date is dd/mm/yyyy, on the calendar; any other order or a single digit is refused, never guessed.',
    source: portal('1.1. Đăng ký tài khoản bằng Thuê bao di động, Bước 3 (Ngày sinh dd/mm/yyyy)'),
  },
  {
    id: 'EMAIL-FORMAT',
    statement: 'An e-mail address is a dot-atom and a host name in ASCII; only its domain is lower-cased.',
    source: standard('RFC 5321'),
  },
  {
    id: 'PW-PORTAL',
    statement:
      'A portal password has 8 characters or more, with a lower-case and an upper-case letter, a digit and a special character.',
    source: portal('1.1. Đăng ký tài khoản bằng Thuê bao di động, Bước 5 (Chú ý quy tắc đặt mật khẩu)'),
  },
  {
    id: 'PW-VNEID',
    statement:
      'A VNeID password has 8 to 20 characters, with a lower-case and an upper-case letter, a digit and one of !@#$%^*().',
    source: { document: 'vneid', section: 'Đăng ký tài khoản ứng dụng VNeID, Bước 5' },
  },
  {
    id: 'PW-NFC',
    statement:
      'A password is counted, hashed and compared in NFC; its refusal names every unmet requirement and never the password.',
    source: design('Password'),
  },
  {
    id: 'MASK-PHONE',
    statement: 'A phone is shown as three digits, four stars and three digits.',
    source: portal('1.1. Đăng ký tài khoản bằng Thuê bao di động, Bước 4 (Xác thực mã OTP)'),
  },
  {
    id: 'MASK-PERSON',
    statement:
      'Shown masked, a person id keeps its last three digits, an e-mail address its first letter and domain, a name its initials.',
    source: design('Identifiers'),
  },
  {
    id: 'CERT-KEY',
    statement: 'A certificate is identified by issuer, serial number and key together.',
    source: design('Identifiers'),
  },
  {
    id: 'CLAIM-TEXT',
    statement:
      'The text that is digested for a claim begins with the kind: equal digits of two kinds have unrelated digests.',
    source: design('One subject, one account'),
  },
];
