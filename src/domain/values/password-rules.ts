import type { Refusal } from '../kernel/refusal.js';

/** What a system asks of a password. Data: the policy edition says which rules are in force. */
export interface PasswordRules {
  /** Unicode characters (code points) after NFC, as is the maximum. */
  readonly minLength: number;
  readonly maxLength?: number;
  readonly needs: {
    readonly lower: boolean;
    readonly upper: boolean;
    readonly digit: boolean;
    readonly special: boolean;
  };
  /** The characters that count as special; without it every punctuation mark and symbol does. Others are not forbidden. */
  readonly specials?: string;
}

export type PasswordRequirement = 'characters' | 'minLength' | 'maxLength' | 'lower' | 'upper' | 'digit' | 'special';

/** The portal's rules. No maximum is stated there. */
export const portalPasswordRules: PasswordRules = {
  minLength: 8,
  needs: { lower: true, upper: true, digit: true, special: true },
};

/** VNeID's rules. */
export const vneidPasswordRules: PasswordRules = {
  minLength: 8,
  maxLength: 20,
  needs: { lower: true, upper: true, digit: true, special: true },
  specials: '!@#$%^*()',
};

/** In UTF-16 units. What no system states but every hasher needs: longer text is not read, and is no password. */
export const longestPassword = 4096;

/**
 * The form to hash and to compare: NFC, so that the same letters typed on another keyboard are the same password.
 * Text longer than `longestPassword` comes back as it is; no stored password equals it.
 */
export const normalisePassword = (password: string): string =>
  password.length > longestPassword ? password : password.normalize('NFC');

/** Every requirement that is not met, and the numbers behind them; never the password. `undefined`: acceptable. */
export function checkPassword(rules: PasswordRules, password: string): Refusal<'password.rules'> | undefined {
  const unmet = unmetRequirements(rules, password);
  if (unmet.length === 0) return undefined;
  return {
    code: 'password.rules',
    facts: {
      unmet,
      minLength: rules.minLength,
      maxLength: rules.maxLength ?? longestPassword,
      ...(rules.specials === undefined ? {} : { specials: rules.specials }),
    },
  };
}

function unmetRequirements(rules: PasswordRules, password: string): readonly PasswordRequirement[] {
  if (password.length > longestPassword) return ['maxLength'];
  const text = normalisePassword(password);
  const characters = [...text];
  const isSpecial = (character: string): boolean =>
    rules.specials === undefined ? /^[\p{P}\p{S}]$/u.test(character) : rules.specials.includes(character);
  const met: Readonly<Record<PasswordRequirement, boolean>> = {
    // Lone surrogates have no UTF-8 form: hashed, they would all be one character.
    characters: !/[\p{Cc}\p{Cs}]/u.test(text),
    minLength: characters.length >= rules.minLength,
    maxLength: rules.maxLength === undefined || characters.length <= rules.maxLength,
    lower: !rules.needs.lower || /\p{Ll}/u.test(text),
    upper: !rules.needs.upper || /[\p{Lu}\p{Lt}]/u.test(text),
    digit: !rules.needs.digit || /\p{Nd}/u.test(text),
    special: !rules.needs.special || characters.some(isSpecial),
  };
  return requirements.filter((requirement) => !met[requirement]);
}

const requirements: readonly PasswordRequirement[] = [
  'characters',
  'minLength',
  'maxLength',
  'lower',
  'upper',
  'digit',
  'special',
];
