import { valueErrors } from '../../../src/application/errors/values.errors.js';
import { valueRules } from '../../../src/domain/values/values.rules.js';

describe('the catalogue of values', () => {
  it('has each code and each rule once', () => {
    expect(new Set(valueErrors.map(({ code }) => code)).size).toBe(valueErrors.length);
    expect(new Set(valueRules.map(({ id }) => id)).size).toBe(valueRules.length);
  });

  it('speaks both languages in sentences', () => {
    for (const { code, vi, en } of valueErrors) {
      expect([code, vi]).toEqual([code, expect.stringMatching(/^\p{Lu}.*\.$/u)]);
      expect([code, en]).toEqual([code, expect.stringMatching(/^[A-Z].*\.$/)]);
    }
  });

  it('names rules in upper case with hyphens', () => {
    for (const { id } of valueRules) expect(id).toMatch(/^[A-Z0-9]+(?:-[A-Z0-9]+)+$/);
  });
});
