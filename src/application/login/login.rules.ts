import type { Rule } from '../../domain/kernel/rule.js';

const portal = (section: string): Rule['source'] => ({ document: 'badinh2022', section });
const design = (section: string): Rule['source'] => ({ document: 'design', section });

const assertions = 'ADR 0094 (Logging in by certificate, VNeID and VNPost)';
const locks = 'ADR 0095 (Locks, disavowals and the login history)';
const login = '2.1. Đăng nhập tài khoản bằng CMT/CCCD';
const handles = 'ADR 0071 (What continues a process is kept nowhere)';
const codes = 'ADR 0072 (One-time codes and budgets of guesses)';
const attempts = 'ADR 0075 (Refused logins in a stream of their own)';

/** What holds while somebody logs in, and for the session that it opens. */
export const loginRules: readonly Rule[] = [
  {
    id: 'LOGIN-MAY',
    statement: 'Only accounts that registered by mobile subscription or social insurance log in by password and code.',
    source: portal(`${login}, a) Điều kiện`),
  },
  {
    id: 'LOGIN-SAME-ANSWER',
    statement:
      'An unknown identifier, an account without a password and a wrong password get one answer, after the same work.',
    source: design(codes),
  },
  {
    id: 'LOGIN-COUNT-FIRST',
    statement: 'A guess is counted before it is compared; a right one, and one that nobody looked at, is given back.',
    source: design(codes),
  },
  {
    id: 'LOGIN-TOTAL',
    statement: 'Wrong guesses at an account have one total over all factors and over all its identifiers.',
    source: design(codes),
  },
  {
    id: 'LOGIN-OTHER-PHONE',
    statement: 'The code may go to another OTP phone of the account than the default one.',
    source: portal(`${login}, Bước 3 (Chú ý)`),
  },
  {
    id: 'LOGIN-LOCK-EVERY-STEP',
    statement: 'A lock is looked at in every step of a login, and told only to who knows the password.',
    source: design(codes),
  },
  {
    id: 'LOGIN-STALE',
    statement:
      'A login that was begun with a password since replaced, or before a phone of the account was given up, ends.',
    source: design(codes),
  },
  {
    id: 'LOGIN-EVENT-FIRST',
    statement: 'A login is recorded before its session exists: no session is without its event.',
    source: design('Sessions'),
  },
  {
    id: 'LOGIN-HISTORY-BOUND',
    statement:
      'Refused logins are recorded beside the account, two events at most for a method, a factor, a window and a process.',
    source: design(attempts),
  },
  {
    id: 'LOGIN-HISTORY-PROOFS',
    statement:
      'A refused login by certificate, VNeID or Vietnam Post stands in the history of the account it was at, where that is known.',
    source: design(attempts),
  },
  {
    id: 'SESSION-OPAQUE',
    statement: 'The token of a session is given out once; only its digest is kept.',
    source: design(handles),
  },
  {
    id: 'SESSION-ENDS',
    statement: 'A session ends when it is idle, when its time is over, and when its account does not stand any more.',
    source: design('Sessions'),
  },
  {
    id: 'SESSION-REVOCABLE',
    statement: 'The owner sees the sessions of the account and ends any of them; each end is recorded.',
    source: design('Sessions'),
  },
  {
    id: 'IDEMPOTENT-ONCE',
    statement:
      'A repeated call with one key, caller and payload gets the outcome of the first, and never a secret again.',
    source: design('Ports'),
  },
  {
    id: 'LOGIN-CERT-BOUND',
    statement:
      'A valid certificate that is bound to no account lets nobody in; its holder is told to add it where they have an account, and else to register.',
    source: portal('2.3. Đăng nhập tài khoản bằng Sim ký số, a) Điều kiện'),
  },
  {
    id: 'LOGIN-PROMPTS-NETWORK',
    statement:
      'From one network only so many codes of logins through VNPost are asked for, and so many SIMs lit up to log in or be added, whoever they belong to.',
    source: design(assertions),
  },
  {
    id: 'LOGIN-SIM-CODE',
    statement: 'The code that the portal shows stands on the phone as well, and a number lights up only so often.',
    source: design(assertions),
  },
  {
    id: 'LOGIN-EID-LEVEL',
    statement: 'A session by VNeID has what the level of the VNeID account is worth, and no more than the account.',
    source: design(assertions),
  },
  {
    id: 'LOGIN-EID-CONSENT',
    statement:
      'At the first login with VNeID an account found under the number gets VNeID only after its owner agreed, by a code to the default phone or by the account’s own login.',
    source: design(assertions),
  },
  {
    id: 'LOGIN-EID-NONE',
    statement: 'VNeID of a person without an account is told to register.',
    source: design(assertions),
  },
  {
    id: 'LOGIN-POST-CONTACT',
    statement:
      'A login through Vietnam Post goes to a phone of the account, or to its verified address, and only to one that Vietnam Post holds as well.',
    source: portal('II. Đăng nhập tài khoản sử dụng'),
  },
  {
    id: 'LOGIN-POST-SILENT',
    statement:
      'Whoever starts a login through Vietnam Post learns neither whether there is an account nor where a code went.',
    source: design(assertions),
  },
  {
    id: 'LOGIN-POST-ONE-FACTOR',
    statement: 'A login through Vietnam Post is an authentication of level 1: a code or a link, and nothing else.',
    source: { document: 'nd69', section: 'Điều 20' },
  },
  {
    id: 'LOGIN-TWO-FACTORS',
    statement: 'A certificate or VNeID is an authentication of level 2: two factors, and no biometrics that we see.',
    source: { document: 'nd69', section: 'Điều 20' },
  },
  {
    id: 'LOCK-ON-GUESSES',
    statement:
      'When wrong guesses spend a budget of an account, its factor is locked until the window ends: one event a window.',
    source: design(locks),
  },
  {
    id: 'LOCK-NOT-BY-RIGHT',
    statement: 'So many right logins at the same time as the budget allows all succeed, and lock nothing.',
    source: design(locks),
  },
  {
    id: 'LOCK-ONE-FACTOR',
    statement:
      'A stranger’s guesses slow down the guessed factor alone: certificate and VNeID of the owner still work.',
    source: design(locks),
  },
  {
    id: 'LOCK-SILENT',
    statement: 'While the password is locked it is not compared: a right guess gets the answer of a wrong one.',
    source: design(locks),
  },
  {
    id: 'DISAVOW-LINK',
    statement: 'Every notice of a login has a link "this was not me" that works once.',
    source: design(locks),
  },
  {
    id: 'DISAVOW-ENDS',
    statement: 'A disowned login ends with every other session of the account.',
    source: design(locks),
  },
  {
    id: 'DISAVOW-PASSWORD',
    statement: 'After a disowned login the password opens nothing until it is reset.',
    source: design(locks),
  },
  {
    id: 'HISTORY-WAYS-BACK',
    statement:
      'Wrong codes of a recovery and of a lost phone, and a new phone that the carriers do not confirm, stand in the account’s history.',
    source: design(attempts),
  },
  {
    id: 'HISTORY-KEPT',
    statement: 'The login history shows, and its read model keeps, what the policy says: five years.',
    source: design(locks),
  },
];
