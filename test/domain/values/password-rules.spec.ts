import fc from 'fast-check';
import { hostileText } from '../../../src/adapters/testing/arbitraries/hostile-text.js';
import { passwords } from '../../../src/adapters/testing/arbitraries/values.js';
import {
  checkPassword,
  longestPassword,
  normalisePassword,
  portalPasswordRules,
  vneidPasswordRules,
  type PasswordRules,
} from '../../../src/domain/values/password-rules.js';
import { runs } from '../../support/fc-runs.js';

const unmet = (rules: PasswordRules, password: string) => checkPassword(rules, password)?.facts['unmet'] ?? [];

const requirements = ['characters', 'minLength', 'maxLength', 'lower', 'upper', 'digit', 'special'];

describe("the portal's password rules", () => {
  it.each(['Mat-khau1', 'Đường 5!', 'ễỄ12345_', `Aa1!${'x'.repeat(500)}`, 'Aa1 Bb2€'])(
    '[PW-PORTAL] accept %j',
    (password) => {
      expect(checkPassword(portalPasswordRules, password)).toBeUndefined();
    },
  );

  it.each([
    ['', ['minLength', 'lower', 'upper', 'digit', 'special']],
    ['Aa1!xyz', ['minLength']],
    ['AA1!XYZĐ', ['lower']],
    ['aa1!xyzđ', ['upper']],
    ['Aaa!xyzt', ['digit']],
    ['Aa1xyzt9', ['special']],
    ['Aa1 xyzt', ['special']],
    ['đường phố', ['upper', 'digit', 'special']],
    ['Aa1!xyz\u0000', ['characters']],
    ['Aa1!xyz\uD800', ['characters']],
  ])('[PW-PORTAL] refuse %j for %j', (password, missing) => {
    expect(checkPassword(portalPasswordRules, password)).toEqual({
      code: 'password.rules',
      facts: { unmet: missing, minLength: 8, maxLength: longestPassword },
    });
  });

  it('[PW-PORTAL] state no maximum; text beyond what a hasher takes is refused unread', () => {
    const valid = 'Aa1!';
    expect(unmet(portalPasswordRules, valid.repeat(longestPassword / 4))).toEqual([]);
    expect(unmet(portalPasswordRules, `${valid.repeat(longestPassword / 4)}x`)).toEqual(['maxLength']);
    expect(unmet(portalPasswordRules, 'a\u0301\u0323'.repeat(4_000_000))).toEqual(['maxLength']);
  });
});

describe("VNeID's password rules", () => {
  it.each([...'!@#$%^*()'])('[PW-VNEID] count %s as special', (special) => {
    expect(checkPassword(vneidPasswordRules, `Aa1xyzt${special}`)).toBeUndefined();
  });

  it.each([...'&-_+=?.,;:/|~`"\' €'])('[PW-VNEID] do not count %j as special, and do not forbid it', (other) => {
    expect(unmet(vneidPasswordRules, `Aa1xyzt${other}`)).toEqual(['special']);
    expect(checkPassword(vneidPasswordRules, `Aa1xyz!${other}`)).toBeUndefined();
  });

  it('[PW-VNEID] take 8 to 20 characters', () => {
    expect(unmet(vneidPasswordRules, 'Aa1!xyz')).toEqual(['minLength']);
    expect(unmet(vneidPasswordRules, `Aa1!${'x'.repeat(16)}`)).toEqual([]);
    expect(checkPassword(vneidPasswordRules, `Aa1!${'x'.repeat(17)}`)).toEqual({
      code: 'password.rules',
      facts: { unmet: ['maxLength'], minLength: 8, maxLength: 20, specials: '!@#$%^*()' },
    });
  });
});

describe('a password', () => {
  it('[PW-NFC] is counted in characters after NFC', () => {
    expect(unmet(vneidPasswordRules, 'Ễễ1!'.normalize('NFD'))).toEqual(['minLength']);
    expect(unmet(vneidPasswordRules, `Ễễ1!${'ễ'.repeat(16)}`.normalize('NFD'))).toEqual([]);
    expect(unmet(vneidPasswordRules, `Aa1!${'🙂'.repeat(4)}`)).toEqual([]);
    expect(unmet(vneidPasswordRules, `Aa1!${'🙂'.repeat(3)}`)).toEqual(['minLength']);
  });

  it('[PW-NFC] is the same password in either normal form, and normalising twice changes nothing', () => {
    fc.assert(
      fc.property(passwords(), (password) => {
        expect(normalisePassword(password.normalize('NFD'))).toBe(normalisePassword(password));
        expect(normalisePassword(normalisePassword(password))).toBe(normalisePassword(password));
        expect(checkPassword(portalPasswordRules, password)).toBeUndefined();
        expect(checkPassword(vneidPasswordRules, password)).toBeUndefined();
      }),
      { numRuns: runs },
    );
  });

  it('[PW-NFC] of any text is checked without a throw, and its refusal does not tell it', () => {
    fc.assert(
      fc.property(hostileText(), (password) => {
        for (const rules of [portalPasswordRules, vneidPasswordRules]) {
          const refusal = checkPassword(rules, password);
          expect(checkPassword(rules, normalisePassword(password))).toEqual(refusal);
          if (refusal === undefined) continue;
          const { unmet: missing, ...numbers } = refusal.facts;
          expect(requirements).toEqual(expect.arrayContaining(missing as string[]));
          expect({ ...numbers, unmet: [] }).toEqual({ ...checkPassword(rules, '')?.facts, unmet: [] });
        }
      }),
      { numRuns: runs },
    );
  });

  it('[PW-NFC] asks for nothing that the rules do not need', () => {
    const lax: PasswordRules = { minLength: 4, needs: { lower: false, upper: false, digit: false, special: false } };
    expect(checkPassword(lax, 'xxxx')).toBeUndefined();
    expect(unmet(lax, 'xxx')).toEqual(['minLength']);
  });
});
