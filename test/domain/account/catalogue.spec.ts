import { accountErrors } from '../../../src/application/errors/account.errors.js';
import { claimErrors } from '../../../src/application/errors/claim.errors.js';
import { accountRules } from '../../../src/domain/account/account.rules.js';
import { claimRules } from '../../../src/domain/claim/claim.rules.js';

const errors = [...accountErrors, ...claimErrors];
const rules = [...accountRules, ...claimRules];

describe('the catalogue of accounts and claims', () => {
  it('has each code and each rule once', () => {
    expect(new Set(errors.map(({ code }) => code)).size).toBe(errors.length);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('speaks both languages in sentences', () => {
    for (const { code, vi, en } of errors) {
      expect([code, vi]).toEqual([code, expect.stringMatching(/^\p{Lu}.*\.$/u)]);
      expect([code, en]).toEqual([code, expect.stringMatching(/^[A-Z].*\.$/)]);
    }
  });
});
