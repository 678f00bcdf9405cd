/** A sign, or several, that people write for a letter. */
export interface Disguise {
  readonly letter: string;
  readonly substitution: string;
}

export interface FoundWord {
  /** Index of its last character in the text. */
  readonly end: number;
  readonly word: string;
  /** 1 for what a guesser tries first. */
  readonly rank: number;
  /** The disguises it wears in the text; none where it stands there as it is. */
  readonly worn: readonly Disguise[];
}

/**
 * Words by likelihood, in sorted order: a search walks along a text only as long as some word still begins like it, so
 * that disguises cost little, however many there are.
 */
export class RankedWords {
  readonly #words: readonly string[];
  readonly #ranks: readonly number[];

  /** Each list has its likeliest word first; a word of several lists has its best rank. */
  constructor(...lists: readonly (readonly (string | number)[])[]) {
    const ranks = new Map<string, number>();
    for (const list of lists)
      list.forEach((word, index) => {
        const text = String(word);
        ranks.set(text, Math.min(ranks.get(text) ?? Infinity, index + 1));
      });
    ranks.delete('');
    this.#words = [...ranks.keys()].sort();
    this.#ranks = this.#words.map((word) => ranks.get(word) ?? 0);
  }

  /** All words that begin at `start` in a text of small letters. `disguises` are looked up by their first sign. */
  startingAt(text: string, start: number, disguises?: ReadonlyMap<string, readonly Disguise[]>): readonly FoundWord[] {
    const found: FoundWord[] = [];
    const walk = (low: number, high: number, depth: number, at: number, worn: readonly Disguise[]): void => {
      if (low === high) return;
      const word = this.#words[low] as string;
      if (word.length === depth && depth > 0) found.push({ end: at - 1, word, rank: this.#ranks[low] as number, worn });
      if (at >= text.length) return;
      const step = (letter: string, length: number, wearing: readonly Disguise[]): void => {
        const code = letter.charCodeAt(0);
        const from = this.#firstFrom(low, high, depth, code);
        walk(from, this.#firstFrom(from, high, depth, code + 1), depth + 1, at + length, wearing);
      };
      const sign = text.charAt(at);
      step(sign, 1, worn);
      for (const disguise of disguises?.get(sign) ?? []) {
        if (!text.startsWith(disguise.substitution, at)) continue;
        const known = worn.includes(disguise);
        step(disguise.letter, disguise.substitution.length, known ? worn : [...worn, disguise]);
      }
    };
    walk(0, this.#words.length, 0, start, []);
    return found;
  }

  /** Within words that are equal up to `depth`: the first whose next character is `code` or greater. */
  #firstFrom(low: number, high: number, depth: number, code: number): number {
    while (low < high) {
      const middle = (low + high) >>> 1;
      const word = this.#words[middle] as string;
      if (word.length > depth && word.charCodeAt(depth) >= code) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
