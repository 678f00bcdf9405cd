import type { Rule } from '../kernel/rule.js';

const source: Rule['source'] = { document: 'design', section: 'ADR 0011 (One subject, one account by claims)' };

/** What holds for the claim of an identifier, and for the protocol that makes and displaces claims. */
export const claimRules: readonly Rule[] = [
  {
    id: 'CLAIM-ONE-OWNER',
    statement: 'An identifier has at most one owner: the account of the last claim.',
    source,
  },
  {
    id: 'CLAIM-DISPLACE-TERMINAL',
    statement: 'A claim is displaced only after its owner’s own stream is superseded, refused or closed.',
    source,
  },
  {
    id: 'CLAIM-RELEASE-END',
    statement: 'A claim is given back only by its owner, and only after the owner’s own stream has ended.',
    source,
  },
  {
    id: 'CLAIM-PINNED',
    statement:
      'Account id and keys of a registration are fixed before its first claim; every retry and every twin uses them, without a CMND that turns out to be another person’s.',
    source,
  },
  {
    id: 'CLAIM-PENDING',
    statement:
      'A claim whose owner has not spoken yet is left alone for a while: the answer is pending, and not final.',
    source,
  },
  {
    id: 'CLAIM-FENCE',
    statement: 'A silent owner is superseded on its own stream before its claim is taken.',
    source,
  },
  {
    id: 'CLAIM-REFUSED-ONCE',
    statement: 'A refusal is recorded on the command’s own account before it is told, so that no repeat can register.',
    source,
  },
  {
    id: 'CLAIM-SAME-ANSWER',
    statement: 'A registration that is run again gives the same final answer.',
    source,
  },
  {
    id: 'CLAIM-FOLLOWS-MERGE',
    statement:
      'The claim of an absorbed account leads to its survivor; once the survivor is closed, the absorbed account is closed before its claim is taken.',
    source,
  },
  {
    id: 'CLAIM-ALIAS',
    statement:
      'A further identifier of a live account is claimed before it is recorded; one that an absorbed account has stays with that account.',
    source,
  },
  {
    id: 'CLAIM-RENEWED',
    statement:
      'While a pepper is replaced, every account that has not ended gets its identifiers claimed under the new one, and nobody is told.',
    source: { document: 'design', section: 'ADR 0032 (Claims are found by HMAC)' },
  },
  {
    id: 'CLAIM-NEVER-STUCK',
    statement: 'An identifier that no live account has can always be taken by a new registration.',
    source,
  },
];
