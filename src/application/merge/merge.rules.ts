import type { Rule } from '../../domain/kernel/rule.js';

const bca = 'Cập nhật thông tin tài khoản từ CSDLQG về dân cư';
const design = (section: string): Rule['source'] => ({ document: 'design', section });
const adr = 'ADR 0096 (Sync and merge)';

/** What holds when an account is brought up to date from the population register, and merged. */
export const mergeRules: readonly Rule[] = [
  {
    id: 'SYNC-BY-VNEID',
    statement: 'An account is updated from the population register only in a session that VNeID opened.',
    source: { document: 'bca', section: bca },
  },
  {
    id: 'SYNC-OWN-NUMBER',
    statement: 'The number typed is the person’s own, else no register is asked.',
    source: design(adr),
  },
  {
    id: 'SYNC-EVIDENCE',
    statement: 'Every answer of the register is recorded with its evidence and the fields that differed.',
    source: design(adr),
  },
  {
    id: 'SYNC-REFUSED-TOLD',
    statement:
      'A refused update is recorded beside the account, with the register’s answer where it was asked, two events a reason and window at most.',
    source: design(adr),
  },
  {
    id: 'SYNC-ALIAS',
    statement: 'The CMND that the register links is claimed for the account, unless another person’s account has it.',
    source: design(adr),
  },
  {
    id: 'SYNC-MERGE',
    statement: 'Older accounts of the person are absorbed only on equal personal numbers that the register confirmed.',
    source: { document: 'bca', section: bca },
  },
  {
    id: 'SYNC-IDEMPOTENT',
    statement: 'A sync that is repeated, or goes on after a crash, changes nothing twice.',
    source: design(adr),
  },
  {
    id: 'MERGE-LOOKUP-FOLLOWS',
    statement: 'From the moment of a merge every lookup of the absorbed account leads to the survivor.',
    source: design(adr),
  },
  {
    id: 'MERGE-NO-TAKEOVER',
    statement: 'The absorbed account’s password, phones and certificates let nobody into the survivor.',
    source: design(adr),
  },
  {
    id: 'MERGE-ACCEPT',
    statement:
      'A certificate or phone of an absorbed account comes to the survivor when its owner accepts it in a fresh, strong session, at the level of its own evidence.',
    source: design(adr),
  },
  {
    id: 'MERGE-NO-REVIVAL',
    statement: 'A merge brings no method or phone back that was removed on either side.',
    source: design(adr),
  },
  {
    id: 'MERGE-HISTORY',
    statement: 'The history of an absorbed account reads on from the survivor.',
    source: design(adr),
  },
  {
    id: 'MERGE-GIVES-BACK',
    statement:
      'A reversal takes from the survivor what had come from the absorbed account; identifiers stay where they were attested.',
    source: design(adr),
  },
  {
    id: 'MERGE-REVERSED-STAYS',
    statement: 'Two accounts whose merge was reversed are not merged again by a sync.',
    source: design(adr),
  },
];
