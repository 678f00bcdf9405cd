import { type L33tMatch, MatcherBaseClass, type Matcher, type MatchOptions, type Options } from '@zxcvbn-ts/core';
import type { Disguise, FoundWord, RankedWords } from './ranked-words.js';

/** A single sign that may stand for a letter says nothing. */
const SHORTEST_DISGUISED = 2;

/**
 * zxcvbn's search for words (as they are, disguised, reversed) over sorted words, in place of its own, which looks up
 * every part of every undisguised variant of a password: milliseconds, for some passwords tens of them, where this takes
 * tens of microseconds. It finds all that zxcvbn's own finds, and undisguises without a limit.
 */
export function wordMatchers(words: () => readonly RankedWords[]): Record<string, Matcher> {
  class WordsAsTheyAre extends MatcherBaseClass {
    readonly #disguises: ReadonlyMap<string, readonly Disguise[]>;

    constructor(options: Options) {
      super(options);
      this.#disguises = bySign(options.l33tTable);
    }

    match({ password }: MatchOptions): L33tMatch[] {
      return search(words(), password, this.#disguises);
    }
  }

  class ReversedWords extends MatcherBaseClass {
    match({ password }: MatchOptions): L33tMatch[] {
      const last = password.length - 1;
      return search(words(), reversed(password)).map((match) => ({
        ...match,
        reversed: true,
        token: reversed(match.token),
        i: last - match.j,
        j: last - match.i,
      }));
    }
  }

  class Nothing extends MatcherBaseClass {
    match(): [] {
      return [];
    }
  }

  return {
    dictionary: matcher(WordsAsTheyAre),
    dictionaryReverse: matcher(ReversedWords),
    dictionaryL33t: matcher(Nothing),
    wordSequence: matcher(Nothing),
  };
}

/** zxcvbn scores the pattern `dictionary` itself. */
const matcher = (Matching: Matcher['Matching']): Matcher => ({ Matching, scoring: () => 0, feedback: () => null });

function search(
  lists: readonly RankedWords[],
  password: string,
  disguises?: ReadonlyMap<string, readonly Disguise[]>,
): L33tMatch[] {
  const lower = password.toLowerCase();
  // A few letters have a longer small form; then places in the one text are none in the other.
  const text = lower.length === password.length ? lower : password;
  const matches: L33tMatch[] = [];
  for (let start = 0; start < text.length; start += 1)
    for (const words of lists)
      for (const found of words.startingAt(text, start, disguises)) {
        const match = matchOf(found, password, start);
        if (!match.l33t || match.token.length >= SHORTEST_DISGUISED) matches.push(match);
      }
  return matches;
}

const matchOf = ({ end, word, rank, worn }: FoundWord, password: string, start: number): L33tMatch => ({
  pattern: 'dictionary',
  dictionaryName: 'words',
  i: start,
  j: end,
  token: password.slice(start, end + 1),
  matchedWord: word,
  rank,
  reversed: false,
  l33t: worn.length > 0,
  subs: [...worn],
  subDisplay: '',
});

function bySign(table: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, readonly Disguise[]> {
  const disguises = new Map<string, Disguise[]>();
  for (const [letter, substitutions] of Object.entries(table))
    for (const substitution of substitutions) {
      const first = substitution.charAt(0);
      disguises.set(first, [...(disguises.get(first) ?? []), { letter, substitution }]);
    }
  return disguises;
}

const reversed = (text: string): string => text.split('').reverse().join('');
