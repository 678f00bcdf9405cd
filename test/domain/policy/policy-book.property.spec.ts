import fc from 'fast-check';
import { instant } from '../../../src/domain/kernel/instant.js';
import type { PolicyColumn } from '../../../src/domain/policy/edition.js';
import { documentedEditions } from '../../../src/domain/policy/editions/documented-editions.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import { identityMethods, subjectKinds } from '../../../src/domain/policy/methods.js';
import {
  canAdd,
  canLogin,
  canRegister,
  editionAt,
  editionById,
  makePolicyBook,
  openMethods,
  type PolicyBook,
} from '../../../src/domain/policy/policy-book.js';
import { runs } from '../../support/fc-runs.js';

/** Books of any number of editions, in force from any instants. */
const books = fc
  .uniqueArray(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 12 })
  .map((starts) => [...starts].sort((a, b) => a - b))
  .map((starts): PolicyBook => {
    const book = makePolicyBook(
      starts.map((start) => ({ ...sandboxEdition, id: `from ${start}`, inForceFrom: instant(start) })),
    );
    if (!book.ok) throw new Error(book.refusal.code);
    return book.value;
  });
const instants = fc.integer({ min: -1_100, max: 1_100 }).map(instant);

/** Where in the book the edition in force stands; -1 before the first. */
const placeAt = (book: PolicyBook, at: number): number => {
  const edition = editionAt(book, instant(at));
  return edition.ok ? book.editions.indexOf(edition.value) : -1;
};

describe('the edition in force', () => {
  it('never goes back as time goes on', () => {
    fc.assert(
      fc.property(books, instants, instants, (book, one, other) => {
        expect(placeAt(book, Math.min(one, other))).toBeLessThanOrEqual(placeAt(book, Math.max(one, other)));
      }),
      { numRuns: runs },
    );
  });

  it('is in force already, and no newer one is', () => {
    fc.assert(
      fc.property(books, instants, (book, at) => {
        const edition = editionAt(book, at);
        const newer = book.editions.slice(placeAt(book, at) + 1);
        expect(newer.every(({ inForceFrom }) => inForceFrom > at)).toBe(true);
        if (!edition.ok) return;
        expect(edition.value.inForceFrom).toBeLessThanOrEqual(at);
        expect(editionById(book, edition.value.id)).toEqual(edition);
      }),
      { numRuns: runs },
    );
  });

  it('is the same in a book that was bound again, and in one that grew at its end', () => {
    fc.assert(
      fc.property(books, instants, (book, at) => {
        const later = { ...sandboxEdition, id: 'later', inForceFrom: instant(2_000) };
        for (const editions of [book.editions, [...book.editions, later]]) {
          const again = makePolicyBook(editions);
          expect(again.ok && placeAt(again.value, at)).toBe(placeAt(book, at));
        }
      }),
      { numRuns: runs },
    );
  });
});

describe('asking any edition', () => {
  const ask = { register: canRegister, add: canAdd, login: canLogin } as const;

  it('refuses exactly what it does not list as open', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...documentedEditions, sandboxEdition),
        fc.constantFrom(...identityMethods),
        fc.constantFrom(...subjectKinds),
        fc.constantFrom<PolicyColumn>('register', 'add', 'login'),
        (edition, method, subject, column) => {
          const open = openMethods(edition, subject, column);
          const answer = ask[column](edition, method, subject);
          expect(answer.ok).toBe(open.includes(method));
          if (!answer.ok) expect(answer.refusal.facts['open']).toEqual(open);
        },
      ),
      { numRuns: runs },
    );
  });
});
