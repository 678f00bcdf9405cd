import type { Rule } from '../../domain/kernel/rule.js';

const source: Rule['source'] = { document: 'design', section: 'ADR 0099 (What an owner is told)' };

/** What holds for telling owners of what happens to their accounts. */
export const noticeRules: readonly Rule[] = [
  {
    id: 'NOTICE-TOLD',
    statement: 'Every event of an account is told to its owner by SMS and mail, or the table of notices says why not.',
    source,
  },
  {
    id: 'NOTICE-TAKEN-AWAY',
    statement: 'A phone or address that is taken away hears of it.',
    source,
  },
  {
    id: 'NOTICE-ONCE',
    statement: 'A notice is sent once for each event and destination, through crashes, retries and replays.',
    source,
  },
  {
    id: 'NOTICE-OLD',
    statement: 'Events of more than 30 days ago are not told any more.',
    source,
  },
  {
    id: 'NOTICE-LINKS',
    statement:
      'No notice but those of a login and of a requested change of phone carries a link, and by mail only to a verified address.',
    source,
  },
  {
    id: 'NOTICE-ERASED',
    statement:
      'An erased subject gets nothing but the notice of the closing that came before, and nothing else is kept to write to.',
    source,
  },
  {
    id: 'NOTICE-LAST',
    statement:
      'The notice of a closing is sealed under a key of its own, destroyed once it was sent, refused or 30 days old: an erasure neither drops it nor finds it later.',
    source,
  },
];
