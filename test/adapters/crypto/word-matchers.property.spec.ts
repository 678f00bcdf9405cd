import { type Disguise, RankedWords } from '../../../src/adapters/crypto/ranked-words.js';
import { wordMatchers } from '../../../src/adapters/crypto/word-matchers.js';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import fc from 'fast-check';
import { runs } from '../../support/fc-runs.js';

describe('a search for words', () => {
  const words = new RankedWords(['rong', 'vang', 'rongvang'], ['vang', 'ron', '']);
  const at: ReadonlyMap<string, readonly Disguise[]> = new Map([['@', [{ letter: 'a', substitution: '@' }]]]);

  it('finds all that begin at a place, with their best ranks', () => {
    expect(words.startingAt('rongvang', 0).map(({ word, end, rank }) => [word, end, rank])).toEqual([
      ['ron', 2, 2],
      ['rong', 3, 1],
      ['rongvang', 7, 3],
    ]);
    expect(words.startingAt('rongvang', 4).map(({ word, rank }) => [word, rank])).toEqual([['vang', 1]]);
  });

  it('finds nothing in no words, in no text and past the end', () => {
    expect(new RankedWords().startingAt('rong', 0)).toEqual([]);
    expect(words.startingAt('', 0)).toEqual([]);
    expect(words.startingAt('vang', 4)).toEqual([]);
  });

  it('sees through disguises, and says which', () => {
    expect(words.startingAt('v@ng', 0)).toEqual([]);
    expect(words.startingAt('v@ng', 0, at)).toEqual([
      { end: 3, word: 'vang', rank: 1, worn: [{ letter: 'a', substitution: '@' }] },
    ]);
  });
});

describe("in zxcvbn's place", () => {
  const own = ['minh', 'tranvanminh', '0423', '1988', 'minhtv'];
  const original = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const lists = [new RankedWords(...Object.values(dictionary)), new RankedWords(own)];
  const ours = new ZxcvbnFactory(
    { graphs: adjacencyGraphs },
    wordMatchers(() => lists),
  );

  it.each(['P@ssw0rd2024', 'xK7#pQ2m', 'drowssap', 'M1nhTV@88', 'İstanbul1!', 'correct horse battery staple', ''])(
    'estimates %j as zxcvbn does',
    (password) => {
      expect(ours.check(password).guesses).toBe(original.check(password, own).guesses);
    },
  );

  it('never estimates more guesses than zxcvbn', () => {
    const piece = fc.oneof(
      fc.constantFrom(...own, 'password', 'dragon', 'qwerty', 'letmein', '2024', 'nimda'),
      fc.string({ unit: fc.constantFrom(...'aeiost@4310!57$7#_- ABZđệ'), maxLength: 4 }),
    );
    const disguised = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(disguised, fc.nat(), (text, place) => {
        const at = text.length === 0 ? 0 : place % text.length;
        const password = text.slice(0, at) + text.slice(at).replace('a', '@').replace('o', '0').toUpperCase();
        expect(ours.check(password).guesses).toBeLessThanOrEqual(original.check(password, own).guesses);
      }),
      { numRuns: runs },
    );
  });
});
