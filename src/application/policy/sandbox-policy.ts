import { sandboxEdition } from '../../domain/policy/editions/sandbox.js';
import { makePolicyBook, type PolicyBook } from '../../domain/policy/policy-book.js';

/** A book of the one edition that has everything open: for demos and tests, the law of no day. */
export function sandboxPolicy(): PolicyBook {
  const book = makePolicyBook([sandboxEdition]);
  if (!book.ok) throw new Error(`The sandbox edition contradicts itself: ${book.refusal.code}`);
  return book.value;
}
