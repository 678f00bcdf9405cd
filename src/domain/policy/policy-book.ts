import { type EidLevel, type Ial, lowerIal } from '../assurance/levels.js';
import type { Brand } from '../kernel/brand.js';
import type { Instant } from '../kernel/instant.js';
import { parsed, type Parsed, unparsed } from '../kernel/refusal.js';
import type { AddPolicy, LoginPolicy, MethodPolicy, PolicyColumn, PolicyEdition, RegisterPolicy } from './edition.js';
import { type IdentityMethod, identityMethods, type SubjectKind } from './methods.js';
import { checkNumbers } from './number-checks.js';
import { checkRows, type RowsRefusal } from './row-checks.js';

/** Editions that have been checked: oldest first, each with an id of its own, none of which contradicts itself. */
export type PolicyBook = Brand<{ readonly editions: readonly [PolicyEdition, ...PolicyEdition[]] }, 'PolicyBook'>;

export type PolicyBookRefusal =
  'policy.book.empty' | 'policy.book.order' | 'policy.book.duplicateEdition' | RowsRefusal | 'policy.edition.number';

/**
 * Checks and binds editions. Refused with the first thing wrong: no edition at all, one that is not in force later than
 * the one before it, an id used twice, a row or a number that cannot be (the facts name edition, row and problem).
 */
export function makePolicyBook(editions: readonly PolicyEdition[]): Parsed<PolicyBook, PolicyBookRefusal> {
  const [first, ...later] = editions;
  if (first === undefined) return unparsed('policy.book.empty');
  const ids = new Set<string>();
  let previous: PolicyEdition | undefined;
  for (const edition of editions) {
    const { id } = edition;
    if (ids.has(id)) return unparsed('policy.book.duplicateEdition', { edition: id });
    ids.add(id);
    if (previous !== undefined && previous.inForceFrom >= edition.inForceFrom)
      return unparsed('policy.book.order', { edition: id, after: previous.id });
    previous = edition;
    const rows = checkRows(edition);
    if (!rows.ok) return rows;
    const numbers = checkNumbers(edition);
    if (!numbers.ok) return numbers;
  }
  return parsed({ editions: [first, ...later] } as unknown as PolicyBook);
}

/**
 * The edition in force: the newest that is in force from `at` or earlier. Before the first edition nothing was open, and
 * no rule can be borrowed from later law: `policy.beforeFirstEdition`.
 */
export function editionAt(book: PolicyBook, at: Instant): Parsed<PolicyEdition, 'policy.beforeFirstEdition'> {
  const edition = book.editions.findLast(({ inForceFrom }) => inForceFrom <= at);
  if (edition !== undefined) return parsed(edition);
  const [{ id, inForceFrom }] = book.editions;
  return unparsed('policy.beforeFirstEdition', { at, edition: id, inForceFrom });
}

/**
 * The edition that an event names, whatever is in force by now: what a registration goes on under to its end, and what a
 * replay reads "as the law stood". Editions are therefore never taken out of a book that has decided something.
 */
export function editionById(book: PolicyBook, id: string): Parsed<PolicyEdition, 'policy.unknownEdition'> {
  const edition = book.editions.find((one) => one.id === id);
  return edition === undefined ? unparsed('policy.unknownEdition', { edition: id }) : parsed(edition);
}

/** The row of a method for a subject; none: closed in every column. */
export const methodPolicy = (
  edition: PolicyEdition,
  method: IdentityMethod,
  subject: SubjectKind,
): MethodPolicy | undefined => edition.methods.find((row) => row.method === method && row.subject === subject);

/** The methods open to a subject in one column, in the order of `identityMethods`. */
export const openMethods = (
  edition: PolicyEdition,
  subject: SubjectKind,
  column: PolicyColumn,
): readonly IdentityMethod[] =>
  identityMethods.filter((method) => methodPolicy(edition, method, subject)?.[column] !== undefined);

/** May this subject register by this method? Refused with what is open instead. */
export const canRegister = (
  edition: PolicyEdition,
  method: IdentityMethod,
  subject: SubjectKind,
): Parsed<RegisterPolicy, 'policy.methodNotOpen'> => openColumn(edition, method, subject, 'register');

/** May this method be added to an account of this subject? Refused with what is open instead. */
export const canAdd = (
  edition: PolicyEdition,
  method: IdentityMethod,
  subject: SubjectKind,
): Parsed<AddPolicy, 'policy.methodNotOpen'> => openColumn(edition, method, subject, 'add');

/** May an account of this subject be logged in to by this method? Refused with what is open instead. */
export const canLogin = (
  edition: PolicyEdition,
  method: IdentityMethod,
  subject: SubjectKind,
): Parsed<LoginPolicy, 'policy.methodNotOpen'> => openColumn(edition, method, subject, 'login');

/** What a column gives: its own level, or by VNeID no more than the level of the VNeID account is worth. */
export const levelEarned = (edition: PolicyEdition, column: { readonly level: Ial }, eidLevel?: EidLevel): Ial =>
  eidLevel === undefined ? column.level : lowerIal(column.level, edition.eidLevels[eidLevel]);

function openColumn<C extends PolicyColumn>(
  edition: PolicyEdition,
  method: IdentityMethod,
  subject: SubjectKind,
  column: C,
): Parsed<NonNullable<MethodPolicy[C]>, 'policy.methodNotOpen'> {
  const policy = methodPolicy(edition, method, subject)?.[column];
  if (policy !== undefined && policy !== null) return parsed(policy as NonNullable<MethodPolicy[C]>);
  const open = openMethods(edition, subject, column);
  return unparsed('policy.methodNotOpen', { method, subject, edition: edition.id, column, open });
}
