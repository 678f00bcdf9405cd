import type { Rule } from '../kernel/rule.js';

const staff: Rule['source'] = { document: 'design', section: 'ADR 0097 (Acts of staff)' };
const erasure: Rule['source'] = { document: 'design', section: 'ADR 0098 (Two officers, and what erasing reaches)' };

/** What holds for cases and for what staff do with accounts. */
export const caseRules: readonly Rule[] = [
  {
    id: 'STAFF-ROLE',
    statement: 'Each act of staff is open to the roles that the staff policy names, and to nobody else.',
    source: staff,
  },
  {
    id: 'STAFF-MARK',
    statement: 'Each act of staff names the officer, the role, a ground and a ticket.',
    source: staff,
  },
  {
    id: 'STAFF-JOURNAL',
    statement: 'What staff read of an account, and do with it, is recorded in its staff journal before it happens.',
    source: staff,
  },
  {
    id: 'STAFF-SUSPEND',
    statement: 'Suspending and closing an account end its sessions.',
    source: staff,
  },
  {
    id: 'STAFF-UNLOCK',
    statement: 'Unlocking a login forgives the wrong guesses together with the lock.',
    source: staff,
  },
  {
    id: 'STAFF-UNLOCK-TOLD',
    statement:
      'An officer who unlocks is told where the lock of a disowned login stands until there is a new password.',
    source: staff,
  },
  {
    id: 'STAFF-STANDING',
    statement:
      'A suspended account still holds its identifiers against a new registration; a closed or erased one does not.',
    source: staff,
  },
  {
    id: 'STAFF-TWO',
    statement: 'Erasing and reversing a merge are asked for by one officer and approved by another, within a week.',
    source: erasure,
  },
  {
    id: 'CASE-ONCE',
    statement: 'A case is opened once and decided once; the same decision again is the same.',
    source: staff,
  },
  {
    id: 'CASE-COMPLAINT-BLIND',
    statement: 'A complaint is taken from anybody, and its answer tells nothing of any account.',
    source: staff,
  },
  {
    id: 'CASE-OPEN-LIST',
    statement:
      'Officers find the cases that nobody has decided: complaints by how long they wait, requests by how soon they lapse; a lapsed one is not listed.',
    source: staff,
  },
  {
    id: 'CASE-RECOVERY',
    statement:
      'A counter gives an account a new phone or password after an officer has seen papers, and a new phone only with a code from it.',
    source: { document: 'badinh2022', section: '2.2. Trường hợp mất số điện thoại nhận OTP' },
  },
  {
    id: 'ERASE-REACH',
    statement:
      'Erasing closes the account first, then destroys the keys of the account, the registration that led to it, its complaints, and the accounts it absorbed.',
    source: erasure,
  },
  {
    id: 'ERASE-TRACELESS',
    statement:
      'After erasing, passwords, sessions, snapshots and unsent messages of the account are gone, and what is left shows “erased”.',
    source: erasure,
  },
  {
    id: 'ERASE-REPEATABLE',
    statement: 'An erasure that was interrupted is finished by approving it again.',
    source: erasure,
  },
];
