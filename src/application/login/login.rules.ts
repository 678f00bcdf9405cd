import type { Rule } from '../../domain/kernel/rule.js';

const portal = (section: string): Rule['source'] => ({ document: 'badinh2022', section });
const design = (section: string): Rule['source'] => ({ document: 'design', section });

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
    statement: 'A login that was begun with a password since replaced ends.',
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
      'Refused logins are recorded beside the account, two events at most for a factor, a window and a process.',
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
];
