import type { Rule } from '../kernel/rule.js';

const portal = (section: string): Rule['source'] => ({ document: 'badinh2022', section });
const design = (section: string): Rule['source'] => ({ document: 'design', section });

const claims = 'ADR 0011 (One subject, one account by claims)';

/** What holds in the life of one account. */
export const accountRules: readonly Rule[] = [
  {
    id: 'ONE-ACCOUNT',
    statement: 'No identifier ever leads to two live accounts.',
    source: portal('1.1. Đăng ký tài khoản bằng Thuê bao di động, Bước 3 (Chú ý)'),
  },
  {
    id: 'FIRST-EVENT-DECIDES',
    statement:
      'The first event of an account decides its registration for good: registered, superseded, or refused as a duplicate.',
    source: design(claims),
  },
  {
    id: 'ACCOUNT-NEEDS-CLAIM',
    statement: 'No account opens without an identifier that was claimed for it.',
    source: design(claims),
  },
  {
    id: 'LEVEL-FOLD',
    statement:
      'The level of an account is the highest of its methods in force at the time asked about; it is never stored.',
    source: design('Level'),
  },
  {
    id: 'LEVEL-EXPIRY',
    statement: 'The end of a method’s validity lowers the level without an event.',
    source: design('Level'),
  },
  {
    id: 'SESSION-LEVEL-LOWER',
    statement: 'A session has the lower of the account’s level and that of the method it was opened by.',
    source: design('Level'),
  },
  {
    id: 'LAST-WAY-IN',
    statement:
      'A method is removed only while another one, in force, still lets the owner in; what a reversed merge had brought goes in any case.',
    source: design('Level'),
  },
  {
    id: 'REMOVED-STAYS-REMOVED',
    statement: 'A removed method, a removed phone, an ended phone change and a replaced password never come back.',
    source: design('Level'),
  },
  {
    id: 'DEFAULT-PHONE-GUARD',
    statement:
      'The default OTP phone is removed only after another one was made the default; what a reversed merge had brought goes in any case.',
    source: design('Level'),
  },
  {
    id: 'PHONE-CHANGE-DELAY',
    statement:
      'One change of OTP phone runs at a time; it takes effect when its delay is over, and not if it was cancelled.',
    source: design('Lost phone'),
  },
  {
    id: 'PASSWORD-LOGIN-ONLY',
    statement:
      'Only an account that registered by mobile subscription or social insurance, and keeps that method, has a password.',
    source: portal('2.1. Đăng nhập tài khoản bằng CMT/CCCD, a) Điều kiện'),
  },
  {
    id: 'OTP-PHONE-CHOICE',
    statement: 'The OTP of a login goes to the default phone or to another one that the account already has.',
    source: portal('2.1. Đăng nhập tài khoản bằng CMT/CCCD, Bước 3 (Chú ý)'),
  },
  {
    id: 'LOGIN-STALE-PASSWORD',
    statement: 'A login that was proved with a password which has since been replaced is refused.',
    source: design('Budgets of guesses'),
  },
  {
    id: 'LOGIN-LOCK',
    statement: 'A lock stops logins by password until it ends; it never stops a certificate or VNeID.',
    source: design('Budgets of guesses'),
  },
  {
    id: 'CERT-PRESENTED',
    statement: 'A login by certificate needs the very certificate that is bound to the account, while it is valid.',
    source: portal('2.3. Đăng nhập tài khoản bằng Sim ký số, a) Điều kiện'),
  },
  {
    id: 'EMAIL-LINK-ADDRESS',
    statement: 'A verifying link is good only for the address that it was sent to.',
    source: design('Emails'),
  },
  {
    id: 'MERGE-ONE-APPEND',
    statement:
      'A merge is one event on the absorbed account; its identifiers stay claimed by it, its password is dropped.',
    source: design('Sync and merge'),
  },
  {
    id: 'MERGE-SPENT',
    statement: 'A merge id counts once: refused, or committed for one survivor, also after it was reversed.',
    source: design(claims),
  },
  {
    id: 'MERGE-SETTLED-FIRST',
    statement: 'An account with an open merge of its own is neither absorbed nor closed.',
    source: design(claims),
  },
  {
    id: 'MERGE-REVERSIBLE',
    statement: 'A merge can be reversed: the absorbed account lives again, with what it had but its password.',
    source: design('Sync and merge'),
  },
  {
    id: 'SUSPENDED-HOLDS',
    statement: 'A suspended account can do nothing and keeps its identifiers.',
    source: design(claims),
  },
  {
    id: 'ABSORBED-NOT-CLOSED',
    statement: 'An absorbed account is closed only after the account that its subject lives on in.',
    source: design(claims),
  },
  {
    id: 'CLOSED-FINAL',
    statement: 'A closed account never opens again; its identifiers are free for a new one.',
    source: design(claims),
  },
  {
    id: 'ERASE-AFTER-CLOSE',
    statement: 'Personal data is erased only of a closed account.',
    source: design('Personal data is sealed'),
  },
];
