import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import type { PasswordStrength } from '../../application/ports/password-strength.port.js';
import { normalisePassword } from '../../domain/values/password-rules.js';
import { folded, partsOfOwnWords } from './own-words.js';
import { RankedWords } from './ranked-words.js';
import { vietnameseWords } from './vietnamese-words.js';
import { wordMatchers } from './word-matchers.js';

/** Guesses below which a password has the score 0, 1, 2, 3: the thresholds of zxcvbn. */
const SCORE_LIMITS = [1e3, 1e6, 1e8, 1e10] as const;
/** What a guesser who tries this list can reach without being stopped by a lock: refused. */
const BLOCKED_BELOW = 1e6;
/** More text is not looked at: it cannot make a password weaker, and the estimate's time grows with it. */
const LONGEST_LOOKED_AT = 48;
/** What it costs a guesser to try accents, or one run of signs, in and around known words. */
const DISGUISE_FACTOR = 10;
const SIGNS = /(?:(?<sign>[\p{P}\p{S}])\k<sign>*)/gu;

/**
 * Estimates how many guesses a password withstands, against common passwords, words, names, dates, keyboard runs and the
 * person's own data (zxcvbn's method). Accents, spaces and signs between the parts are seen through. Below a million
 * guesses it is blocked: an attacker who spreads few guesses over many accounts gets that far. Takes under a millisecond
 * of the event loop, and about 100 more and 10 MB at the first call.
 */
export function makePasswordStrength(): PasswordStrength {
  let own = new RankedWords();
  let estimator: ZxcvbnFactory | undefined;

  const makeEstimator = (): ZxcvbnFactory => {
    const common = new RankedWords(...Object.values(dictionary), vietnameseWords);
    const options = { graphs: adjacencyGraphs, maxLength: LONGEST_LOOKED_AT };
    return new ZxcvbnFactory(
      options,
      wordMatchers(() => [common, own]),
    );
  };

  return {
    judge(password, ownWords) {
      estimator ??= makeEstimator();
      own = new RankedWords(partsOfOwnWords(ownWords));
      let guesses = Infinity;
      for (const [form, factor] of formsOf(password))
        guesses = Math.min(guesses, factor * estimator.check(form).guesses);
      own = new RankedWords();
      return { blocked: guesses < BLOCKED_BELOW, score: scoreOf(guesses) };
    },
  };
}

/** The password as it is, without accents, and without accents and signs; each with what its disguise is worth. */
function formsOf(password: string): ReadonlyMap<string, number> {
  const plain = normalisePassword(password).slice(0, LONGEST_LOOKED_AT);
  const bare = folded(plain);
  const closed = bare.replace(/\s/g, '');
  const joined = closed.replace(SIGNS, '');
  const runs = closed.match(SIGNS)?.length ?? 0;
  // Later entries of a map replace earlier ones of the same text: the cheapest comes last. Small letters alone are no
  // disguise that has to be seen through here: the estimate does that itself.
  return new Map([
    ...(joined === '' ? [] : ([[joined, DISGUISE_FACTOR ** runs]] as const)),
    ...(bare === plain.toLowerCase() ? [] : ([[bare, DISGUISE_FACTOR]] as const)),
    [plain, 1],
  ]);
}

function scoreOf(guesses: number): 0 | 1 | 2 | 3 | 4 {
  const [weak, fair, good, strong] = SCORE_LIMITS;
  if (guesses < weak) return 0;
  if (guesses < fair) return 1;
  if (guesses < good) return 2;
  return guesses < strong ? 3 : 4;
}
