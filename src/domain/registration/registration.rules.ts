import type { Rule } from '../kernel/rule.js';

const portal = (section: string): Rule['source'] => ({ document: 'badinh2022', section });
const bca = (section: string): Rule['source'] => ({ document: 'bca', section });
const xuanhoa = (section: string): Rule['source'] => ({ document: 'xuanhoa', section });
const design = (section: string): Rule['source'] => ({ document: 'design', section });

const mobile = '1.1. Đăng ký tài khoản bằng Thuê bao di động';
const insurance = '1.2. Đăng ký tài khoản bằng Mã số BHXH';
const post = 'Bước 2, Đăng ký thông qua tài khoản Bưu điện Việt Nam';
const process = 'ADR 0070 (A registration is a process in a stream of its own)';
const handles = 'ADR 0071 (What continues a process is kept nowhere)';
const codes = 'ADR 0072 (One-time codes and budgets of guesses)';
const pinning = 'ADR 0073 (The password is pinned with the account)';
const shared = 'ADR 0074 (A CMND that two people hold)';

/** What holds while a subject registers. */
export const registrationRules: readonly Rule[] = [
  {
    id: 'CONSENT-REQUIRED',
    statement: 'No registration starts without consent to the terms in force; their edition and digest are recorded.',
    source: bca('(2) Hình thức đăng ký tài khoản bằng Sim ký số, màn hình Thông tin người đăng ký'),
  },
  {
    id: 'FORM-WHOLE',
    statement: 'Every field of the form that is wrong or missing is named, not only the first.',
    source: portal(`${mobile}, Bước 3`),
  },
  {
    id: 'MOB-ORDER',
    statement:
      'By mobile subscription a duplicate is told before a code is sent; the code comes before the carrier is asked, and the password comes last.',
    source: portal(`${mobile}, Bước 3 đến Bước 5`),
  },
  {
    id: 'MOB-CARRIER-MATCH',
    statement:
      'The carrier has to confirm number, name and date of birth of the subscriber; one that differs ends the registration.',
    source: portal(`${mobile} (thuê bao đã được đăng ký chính chủ)`),
  },
  {
    id: 'NOT-AVAILABLE-NO-MATCH',
    statement: 'What a register does not know is not a match, and not a mismatch either: the registration waits.',
    source: design('Registry answers are evidence'),
  },
  {
    id: 'BHXH-REGISTER-ID',
    statement: 'By social insurance the account is looked for under the number that the register returned.',
    source: portal(`${insurance}, Bước 3 (Chú ý)`),
  },
  {
    id: 'BHXH-LINKED-ID',
    statement:
      'Where the register holds only the other kind of number, the population register has to link the two; its answer is recorded.',
    source: design('Order for mobile, BHXH and VNPost'),
  },
  {
    id: 'BHXH-NO-ORACLE',
    statement: 'Who enters another person’s number is refused without being told whether an account exists.',
    source: portal(`${insurance}, Bước 3 (Chú ý)`),
  },
  {
    id: 'VNPOST-ACTIVATION',
    statement:
      'A VNPost registration is activated by a code or by a link, sent to the phone or address that Vietnam Post holds.',
    source: xuanhoa(post),
  },
  {
    id: 'VNPOST-LINK-ONCE',
    statement: 'An activation link works once and for its time, and proves the address it was sent to.',
    source: xuanhoa(post),
  },
  {
    id: 'CERT-DIGITS',
    statement: 'In a certificate the digits decide what a number is, not the prefix it stands under.',
    source: design('Person and enterprise'),
  },
  {
    id: 'CERT-ONE-HOLDER',
    statement: 'A certificate that names several persons or several organisations registers none of them.',
    source: design('Person and enterprise'),
  },
  {
    id: 'CERT-READABLE',
    statement:
      'A certificate with a number that is malformed, of the kind the subject registers by, is refused whatever else it carries.',
    source: design('Person and enterprise'),
  },
  {
    id: 'CERT-NAME',
    statement:
      'A name that the eye cannot tell from another (look-alike letters, invisible or direction characters, two names) is refused.',
    source: design('Person and enterprise'),
  },
  {
    id: 'CERT-PERSON-IN-ORG',
    statement: 'The certificate of a person in an organisation registers the citizen, never the organisation.',
    source: design('Person and enterprise'),
  },
  {
    id: 'AGENCY-DIRECTORY',
    statement:
      'An agency registers under the code that the directory gives for what its certificate or VNeID carries; not listed is refused.',
    source: design('Agency'),
  },
  {
    id: 'PROOF-ONCE',
    statement: 'A challenge is over once an answer to it was looked at; a verifier that is silent leaves it standing.',
    source: design('One subject, one account'),
  },
  {
    id: 'EID-STATE',
    statement: 'A redirect from VNeID or SmartCA counts only for the registration that sent the person there.',
    source: design('Ports'),
  },
  {
    id: 'COUNTER-OFFICER',
    statement: 'A registration in person is opened and proved by an officer, whose id and papers’ digest are recorded.',
    source: portal('1.3. Đăng ký tài khoản bằng Sim ký số, Bước 4 (tài khoản đăng ký trực tiếp)'),
  },
  {
    id: 'EVIDENCE-RECORDED',
    statement:
      'Every answer that counts is on an event: who was asked, when, and what came back, attribute by attribute.',
    source: design('Registry answers are evidence'),
  },
  {
    id: 'SILENCE-NO-REFUSAL',
    statement:
      'A counterparty or store that does not answer refuses nobody: nothing is lost, and the same call may be made again.',
    source: design('Registry answers are evidence'),
  },
  {
    id: 'ALIAS-ATTESTED',
    statement: 'An identifier is claimed when a source attests it, never because somebody typed it.',
    source: design('Person and enterprise'),
  },
  {
    id: 'CMND-NO-PROOF',
    statement:
      'Two people who hold one CMND are told apart by their personal numbers; the second is not refused for the first.',
    source: design(shared),
  },
  {
    id: 'REG-IN-ORDER',
    statement: 'Steps are taken in the order of the policy row; an answer to another step changes nothing.',
    source: design(process),
  },
  {
    id: 'REG-RESUMES',
    statement: 'Each step is recorded before the next is asked for, so a registration goes on after a restart.',
    source: design(process),
  },
  {
    id: 'REG-EXPIRES',
    statement: 'A registration that is not pinned in time is over; time does nothing to one that is.',
    source: design(process),
  },
  {
    id: 'REG-ENDED-FINAL',
    statement: 'A registration that is over answers the same for ever, to whoever holds it.',
    source: design(process),
  },
  {
    id: 'REG-HANDLE',
    statement: 'What continues a registration is given to the person and kept nowhere: the log has its digest.',
    source: design(handles),
  },
  {
    id: 'REG-PINNED',
    statement:
      'Account id, keys and password are fixed once, when all proofs are in; retries and twins get what was fixed first.',
    source: design(pinning),
  },
  {
    id: 'REG-SENT-ONCE',
    statement: 'A code, a link or a SIM prompt is sent once, and again only when somebody asks for it.',
    source: design(codes),
  },
  {
    id: 'OTP-BOUND',
    statement: 'A code is good once, for its purpose, process and phone, and for three minutes.',
    source: design(codes),
  },
  {
    id: 'OTP-COUNT-FIRST',
    statement: 'A try is counted before it is compared; a new code voids the old one and buys no further tries.',
    source: design(codes),
  },
  {
    id: 'OTP-GUESSES-APART',
    statement: 'Wrong codes of registrations are counted per phone and network, apart from those of logins.',
    source: design(codes),
  },
  {
    id: 'NO-SESSION-AFTER-REGISTRATION',
    statement: 'Registering opens no session; logging in comes next.',
    source: bca('(4) Hình thức đăng ký tài khoản bằng VNPT SmartCA, bước cuối'),
  },
];
