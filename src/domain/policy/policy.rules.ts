import type { Rule } from '../kernel/rule.js';

const portal = (section: string): Rule['source'] => ({ document: 'badinh2022', section });
const bca = (section: string): Rule['source'] => ({ document: 'bca', section });
const xuanhoa = (section: string): Rule['source'] => ({ document: 'xuanhoa', section });
const vneid = (section: string): Rule['source'] => ({ document: 'vneid', section });
const decree69 = (section: string): Rule['source'] => ({ document: 'nd69', section });
const design = (section: string): Rule['source'] => ({ document: 'design', section });

const mobile = '1.1. Đăng ký tài khoản bằng Thuê bao di động';
const insurance = '1.2. Đăng ký tài khoản bằng Mã số BHXH';
const sim = '1.3. Đăng ký tài khoản bằng Sim ký số';
const token = '1.4. Đăng ký tài khoản bằng USB ký số';
const adr = 'ADR 0010 (Policy as dated editions)';

/** Which method is open for whom, when, in which steps, and what it earns: what the editions of the policy say. */
export const policyRules: readonly Rule[] = [
  {
    id: 'MOB-CITIZEN-ONLY',
    statement: 'Only citizens, civil servants among them, register by mobile subscription.',
    source: portal(`${mobile} (Chỉ dành cho CBCC, công dân)`),
  },
  {
    id: 'BHXH-CITIZEN-ONLY',
    statement: 'Only citizens register by social-insurance code.',
    source: xuanhoa('Bước 2, Đăng ký thông qua tài khoản bằng mã BHXH (chỉ dành cho công dân)'),
  },
  {
    id: 'VNPOST-CITIZEN-ONLY',
    statement: 'Only citizens register by a VNPost account.',
    source: xuanhoa('Bước 2, Đăng ký thông qua tài khoản Bưu điện Việt Nam (chỉ dành cho công dân)'),
  },
  {
    id: 'VNPOST-NO-CIVIL-SERVANT',
    statement: 'A declared civil servant is refused by VNPost, and by no other method.',
    source: vneid('Đăng ký tài khoản dịch vụ công bằng thuê bao di động, ghi chú dưới mức IAL2'),
  },
  {
    id: 'USB-SUBJECTS',
    statement: 'While the portal issues accounts, a USB token registers citizens, enterprises and agencies.',
    source: portal(`${token}, a) Đối tượng thực hiện`),
  },
  {
    id: 'SIM-SUBJECTS',
    statement:
      'A SIM certificate registers citizens first, enterprises from 2023, agencies from 2024-07 until portal accounts of organisations end.',
    source: bca('(2) Hình thức đăng ký tài khoản bằng Sim ký số'),
  },
  {
    id: 'SMARTCA-SUBJECTS',
    statement: 'SmartCA registers from 2023, citizens and enterprises; agencies in no documented edition.',
    source: bca('(4) Hình thức đăng ký tài khoản bằng VNPT SmartCA'),
  },
  {
    id: 'VNEID-SUBJECTS',
    statement: 'VNeID serves citizens from 2023, enterprises from 2024-07, agencies from 2025-07.',
    source: bca('Bước 2: Lựa chọn hình thức Đăng ký'),
  },
  {
    id: 'COLUMNS-APART',
    statement: 'Registering, adding and logging in are opened and closed apart, for each method and subject.',
    source: design(adr),
  },
  {
    id: 'MOB-IAL2',
    statement: 'A mobile subscription that the carrier confirmed earns IAL2.',
    source: portal(`${mobile}, Bước 5`),
  },
  {
    id: 'BHXH-IAL2',
    statement: 'A social-insurance record that its agency confirmed earns IAL2.',
    source: portal(`${insurance}, Bước 5`),
  },
  {
    id: 'VNPOST-IAL2',
    statement: 'A VNPost account earns IAL2.',
    source: portal('I. Đăng ký tài khoản, màn hình Chọn phương thức đăng ký (IAL2)'),
  },
  {
    id: 'USB-IAL3',
    statement: 'A certificate on a USB token earns IAL3.',
    source: portal(`${token}, Bước 4 (Chú ý)`),
  },
  { id: 'SIM-IAL3', statement: 'A certificate on a SIM earns IAL3.', source: portal(`${sim}, Bước 4 (Chú ý)`) },
  {
    id: 'SMARTCA-IAL3',
    statement: 'A certificate held by SmartCA earns IAL3.',
    source: vneid('Đăng ký tài khoản dịch vụ công bằng thuê bao di động, màn hình IAL3'),
  },
  {
    id: 'INPERSON-IAL3',
    statement: 'Registration in person earns IAL3, the level that certificates are measured by.',
    source: portal(`${sim}, Bước 4 (Chú ý)`),
  },
  {
    id: 'VNEID-LEVELS',
    statement: 'A VNeID account of level 1 is worth IAL2, one of level 2 is worth IAL3.',
    source: design('VNeID levels'),
  },
  {
    id: 'EMAIL-CITIZEN',
    statement: 'A citizen may leave out the e-mail address.',
    source: portal(`${sim}, Bước 5 (Chú ý)`),
  },
  {
    id: 'EMAIL-ENTERPRISE',
    statement: 'An enterprise must give an e-mail address, by whatever method it registers.',
    source: portal(`${token}, Bước 4 (Chú ý)`),
  },
  {
    id: 'EMAIL-AGENCY',
    statement: 'An agency may leave out the e-mail address.',
    source: portal(`${token}, Bước 2 (cơ quan nhà nước)`),
  },
  {
    id: 'CAPTCHA-ROWS',
    statement:
      'A captcha is asked at registration by mobile, social insurance, VNPost, SmartCA and an agency’s token, never by SIM or VNeID.',
    source: bca('(3) và (4), màn hình đăng ký'),
  },
  {
    id: 'LOGIN-CAPTCHA',
    statement: 'Logging in by identifier and password asks for a captcha from 2022-07, and did not before.',
    source: portal('2.2. Đổi số điện thoại nhận OTP, Bước 1'),
  },
  {
    id: 'MOB-STEPS',
    statement: 'By mobile: captcha, a look for an account, OTP, match with the carrier, then the password.',
    source: portal(`${mobile}, Bước 3 đến 5`),
  },
  {
    id: 'BHXH-STEPS',
    statement: 'By social insurance: captcha, match with the register, a look for an account, OTP, then the password.',
    source: portal(`${insurance}, Bước 3 đến 5`),
  },
  {
    id: 'BHXH-RETURNED-ID',
    statement: 'By social insurance, the number that the register returned decides, not the one that was typed.',
    source: portal(`${insurance}, Bước 3 (Chú ý)`),
  },
  {
    id: 'VNPOST-STEPS',
    statement: 'By VNPost: captcha, match, then activation by SMS code or e-mail link, and no password of the portal.',
    source: xuanhoa('Bước 2, Đăng ký thông qua tài khoản Bưu điện Việt Nam'),
  },
  {
    id: 'CERT-STEPS',
    statement:
      'By certificate: the holder signs, sees what the certificate says, and confirms; no OTP and no password.',
    source: portal(`${sim}, Bước 3 đến 5`),
  },
  {
    id: 'SIM-ADVICE-FIRST',
    statement:
      'A citizen who signs with a SIM is told of an account that exists before seeing what the certificate says.',
    source: portal(`${sim}, Bước 4`),
  },
  {
    id: 'CERT-KEYS',
    statement: 'A certificate is deduplicated by the person’s number, the enterprise’s tax code or the agency’s code.',
    source: portal(`${token}, Bước 4 (Chú ý)`),
  },
  {
    id: 'AGENCY-LOOKUP',
    statement: 'An agency’s code is looked up in the organisation directory, by certificate and by VNeID alike.',
    source: design('Agency'),
  },
  {
    id: 'CERT-ANCHORS',
    statement: 'Certificates of agencies chain to the Government’s hierarchy, those of all others to the public one.',
    source: design('Agency'),
  },
  {
    id: 'ALIASES-BY-EDITION',
    statement:
      'From 2022-07 the population register is asked for a person’s other numbers wherever a form was filled in.',
    source: design(adr),
  },
  {
    id: 'DUP-REMEDIES',
    statement: 'A person who has an account already is offered password recovery, the counter and a complaint.',
    source: portal(`${mobile}, Bước 3 (Chú ý)`),
  },
  {
    id: 'DUP-SMARTCA-ADD',
    statement: 'Where an account exists already, a certificate or VNeID may be added to it instead.',
    source: bca('(4) Hình thức đăng ký tài khoản bằng VNPT SmartCA, Trường hợp đã tồn tại tài khoản'),
  },
  {
    id: 'DUP-ORGANISATION',
    statement: 'An organisation is not offered password recovery: it has no password.',
    source: design(adr),
  },
  {
    id: 'LOGIN-PASSWORD',
    statement: 'Only accounts registered by mobile or social insurance log in by identifier, password and OTP.',
    source: portal('2.1. Đăng nhập tài khoản bằng CMT/CCCD, a) Điều kiện'),
  },
  {
    id: 'LOGIN-POST',
    statement: 'An account registered by VNPost logs in through VNPost.',
    source: portal('II. Đăng nhập tài khoản sử dụng'),
  },
  {
    id: 'OTP-NUMBERS',
    statement:
      'A code has 6 digits, lives 3 minutes, allows 5 tries and is sent again after 60 seconds at the earliest.',
    source: design('OTP'),
  },
  {
    id: 'OTP-BUDGETS',
    statement: 'A phone gets 5 codes an hour to register and 5 an hour to log in, counted apart.',
    source: design('OTP'),
  },
  {
    id: 'GUESS-CEILING',
    statement: 'No edition allows more than 100 wrong guesses at one account over all factors.',
    source: { document: 'standard', section: 'NIST SP 800-63B, rate limiting' },
  },
  {
    id: 'STEP-UP-FIVE',
    statement: 'Changing methods, password or contact needs an authentication of the last five minutes.',
    source: design('Level'),
  },
  {
    id: 'PORTAL-END-PERSONS',
    statement: 'From 2024-07-01 citizens register and log in by VNeID only.',
    source: decree69('điều khoản chuyển tiếp (tài khoản của cá nhân đến hết 30/6/2024)'),
  },
  {
    id: 'PORTAL-END-ORGANISATIONS',
    statement: 'From 2025-07-01 enterprises and agencies register and log in by VNeID only.',
    source: decree69('điều khoản chuyển tiếp (tài khoản của cơ quan, tổ chức đến hết 30/6/2025)'),
  },
  {
    id: 'POLICY-IN-FORCE',
    statement: 'A command is decided under the newest edition in force at its time; before the first, none.',
    source: design(adr),
  },
  {
    id: 'POLICY-REGISTRATION',
    statement: 'A registration goes on under the edition it started in, whatever comes into force meanwhile.',
    source: design(adr),
  },
  {
    id: 'POLICY-BOOK',
    statement: 'Editions that contradict themselves or one another are refused before anything is decided by them.',
    source: design(adr),
  },
  {
    id: 'POLICY-NUMBERS-CITED',
    statement: 'Every number of an edition says whether a document gave it or this project chose it, and why.',
    source: design(adr),
  },
];
