import type { Rule } from '../../domain/kernel/rule.js';

const portal = (section: string): Rule['source'] => ({ document: 'badinh2022', section });
const design = (section: string): Rule['source'] => ({ document: 'design', section });

/** What holds for looking at accounts: the owner's screens, and the auditor's replay. */
export const auditRules: readonly Rule[] = [
  {
    id: 'READ-YOUR-WRITES',
    statement: 'A reader who names the position of an act sees that act, or is told to ask again.',
    source: portal('3.1. Thông tin định danh'),
  },
  {
    id: 'REBUILD-BESIDE',
    statement:
      'A read model is rebuilt beside the live one under traffic; readers see the old one until the new one is whole, and miss nothing.',
    source: design('Projections'),
  },
  {
    id: 'REPLAY-SILENT',
    statement: 'Replaying and rebuilding send no message and ask no counterparty.',
    source: design('Projections'),
  },
  {
    id: 'AUDIT-ENVELOPE',
    statement: 'A replay tells of every event who acted, when, through what, under which policy, and what followed.',
    source: design('Streams and events'),
  },
  {
    id: 'AUDIT-AS-OF',
    statement: 'As of a time, a replay knows what was recorded by then, and nothing that came later.',
    source: design('What it is'),
  },
  {
    id: 'AUDIT-EFFECTIVE',
    statement: 'As in effect at a time, a replay knows what had happened by then, also what was recorded later.',
    source: design('What it is'),
  },
  {
    id: 'AUDIT-EXPLAIN',
    statement: 'The level of an account at a time is explained by the evidence of the events that gave it.',
    source: design('Level'),
  },
];
