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
];
