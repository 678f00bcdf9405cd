import type { EmailAddress } from './email.js';
import type { PersonId } from './person-id.js';
import type { PersonName } from './person-name.js';
import { localPhone, type Phone } from './phone.js';

/** Three digits, four stars, three digits, of the number as people write it: `095****001`. */
export function maskPhone(phone: Phone): string {
  const local = localPhone(phone);
  return `${local.slice(0, 3)}****${local.slice(-3)}`;
}

/** Only the last three digits: the first ones tell the province, sex and year of birth. */
export const maskPersonId = (id: PersonId): string => '*'.repeat(id.value.length - 3) + id.value.slice(-3);

/** The first character, three stars whatever the length, and the domain: `n***@example.vn`. */
export function maskEmail(email: EmailAddress): string {
  const at = email.lastIndexOf('@');
  return `${at > 1 ? email.charAt(0) : ''}***${email.slice(at)}`;
}

/** Initials: `N. V. Đ.` */
export const maskName = (name: PersonName): string =>
  name.display
    .split(' ')
    .map((word) => /\p{L}\p{M}*/u.exec(word)?.[0])
    .filter((initial) => initial !== undefined)
    .map((initial) => `${initial}.`)
    .join(' ');
