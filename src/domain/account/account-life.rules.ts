import type { Rule } from '../kernel/rule.js';

const portal = (section: string): Rule['source'] => ({ document: 'badinh2022', section });
const design = (section: string): Rule['source'] => ({ document: 'design', section });

const lostPhone = '2.2. Trường hợp mất số điện thoại nhận OTP';

/** What holds when an owner changes phones, methods, password or contact. */
export const accountLifeRules: readonly Rule[] = [
  {
    id: 'LOST-PHONE-FLOW',
    statement:
      'A lost OTP phone is replaced after the right password, a code to the new phone, and the carriers’ match with the account’s identity.',
    source: portal(lostPhone),
  },
  {
    id: 'LOST-PHONE-MATCH',
    statement:
      'The new phone’s subscription matches on number, name and date of birth; one that differs and one that cannot be told are two refusals.',
    source: portal(lostPhone),
  },
  {
    id: 'LOST-PHONE-VOIDS',
    statement: 'Replacing a lost phone ends every session, and voids every login and code that was under way.',
    source: design('ADR 0090 (A lost phone)'),
  },
  {
    id: 'LOST-PHONE-DELAY',
    statement:
      'Where the policy sets a delay, the old phone serves until it is over; the change is completed at the next use or by a sweep, once.',
    source: design('ADR 0090 (A lost phone)'),
  },
  {
    id: 'LOST-PHONE-CANCEL',
    statement: 'A change is cancelled by a login or a link to the verified address, never by the old phone.',
    source: design('ADR 0090 (A lost phone)'),
  },
  {
    id: 'LOST-PHONE-TOLD',
    statement: 'The old phone and the verified address are told of a change before it takes effect.',
    source: design('ADR 0090 (A lost phone)'),
  },
  {
    id: 'PHONE-ADD-OTP',
    statement: 'A further OTP phone is added by a code that it receives; it may serve several accounts.',
    source: portal('2.1. Đăng nhập tài khoản bằng CMT/CCCD, Bước 3 (Chú ý)'),
  },
  {
    id: 'METHOD-SAME-SUBJECT',
    statement:
      'A certificate or VNeID is added only to the account of the very subject it names; a personal number that differs outweighs a CMND that is the same.',
    source: portal('3.2. Thêm mới phương thức xác thực'),
  },
  {
    id: 'METHOD-ONE-ACCOUNT',
    statement: 'A certificate is bound to one account at a time: it is claimed before it is added.',
    source: design('ADR 0091 (Adding methods)'),
  },
  {
    id: 'METHOD-RENEWAL',
    statement: 'A renewed certificate finds the account by the identity it names, and is added beside the old one.',
    source: design('ADR 0091 (Adding methods)'),
  },
  {
    id: 'METHOD-CONSENT',
    statement:
      'What a duplicate is offered to add is added after the owner agreed: in a session, or by a code to the default phone bound to account and certificate.',
    source: { document: 'bca', section: 'VNPT SmartCA: kiểm tra đã tồn tại tài khoản' },
  },
  {
    id: 'METHOD-FRESH',
    statement: 'Phones, methods, password and contact are changed only after a fresh login by the strongest method.',
    source: design('Level'),
  },
  {
    id: 'PASSWORD-CHANGE',
    statement: 'The password is changed by whoever gives the current one, which counts as a guess; every session ends.',
    source: portal('3.3. Đổi mật khẩu'),
  },
  {
    id: 'PASSWORD-HISTORY',
    statement: 'None of the last passwords, as many as the policy remembers, is taken again; older hashes are deleted.',
    source: design('ADR 0092 (Recovering and remembering passwords)'),
  },
  {
    id: 'PASSWORD-RECOVER-SAME',
    statement: 'Asking for a new password gets one answer, whether or not there is such an account.',
    source: design('ADR 0092 (Recovering and remembering passwords)'),
  },
  {
    id: 'PASSWORD-RECOVER-CODE',
    statement:
      'A password is recovered by a code only to a phone whose subscription is the owner’s now, and only below level 3.',
    source: design('ADR 0092 (Recovering and remembering passwords)'),
  },
  {
    id: 'PASSWORD-RECOVER-PROOF',
    statement: 'A certificate or VNeID that the account has, in force, recovers its password at every level.',
    source: design('ADR 0092 (Recovering and remembering passwords)'),
  },
  {
    id: 'CONTACT-EDIT',
    statement:
      'Owners edit e-mail address, contact phone and address; what registers and certificates say of them is shown and never edited.',
    source: portal('3.1. Quản lý thông tin định danh'),
  },
  {
    id: 'CONTACT-NOT-OTP',
    statement: 'A contact phone receives no codes: changing it changes nothing of how the owner logs in.',
    source: design('ADR 0093 (Contact, and where each field comes from)'),
  },
  {
    id: 'CONTACT-ENTERPRISE-EMAIL',
    statement: 'The account of an enterprise always has an e-mail address.',
    source: portal('1.5. Đăng ký tài khoản bằng USB ký số (Chú ý)'),
  },
  {
    id: 'CONTACT-VERIFY',
    statement:
      'An address is verified by following, once, the link that was sent to it; changing it makes it unverified.',
    source: design('Emails'),
  },
  {
    id: 'PROFILE-PROVENANCE',
    statement:
      'Every field of a profile names the evidence that it rests on, its source and time, or that it was typed.',
    source: design('ADR 0093 (Contact, and where each field comes from)'),
  },
];
