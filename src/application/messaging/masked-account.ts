import type { IdentityProfile } from '../../domain/account/identity-profile.js';
import { maskPersonId } from '../../domain/values/mask.js';
import { parsePersonId } from '../../domain/values/person-id.js';

/** What messages call an account: the end of its first identifier, e.g. `*********088`. */
export const maskedAccount = ({ identifiers }: Pick<IdentityProfile, 'identifiers'>): string => {
  const [first] = identifiers;
  if (first === undefined) return '***';
  const person = parsePersonId(first.value);
  return person.ok ? maskPersonId(person.value) : `***${first.value.slice(-3)}`;
};
