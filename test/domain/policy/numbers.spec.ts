import type { PolicyEdition } from '../../../src/domain/policy/edition.js';
import { documentedEditions } from '../../../src/domain/policy/editions/documented-editions.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import { numberPaths, totalGuessCeiling } from '../../../src/domain/policy/number-checks.js';
import { levelEarned } from '../../../src/domain/policy/policy-book.js';
import { portalPasswordRules } from '../../../src/domain/values/password-rules.js';

const editions = [...documentedEditions, sandboxEdition];
const table = editions.map((edition) => [edition.id, edition] as const);

describe('numbers of an edition', () => {
  it.each(table)('[OTP-NUMBERS] in %s', (_id, { otp }) => {
    expect(otp).toMatchObject({ digits: 6, life: 180_000, tries: 5, resendAfter: 60_000 });
  });

  it.each(table)('[OTP-BUDGETS] in %s', (_id, { otp }) => {
    const fiveAnHour = { limit: 5, window: 3_600_000 };
    expect(otp.sendsPerPhone).toEqual({ registration: fiveAnHour, login: fiveAnHour });
  });

  it.each(table)('[GUESS-CEILING] in %s', (_id, { guesses }) => {
    expect(totalGuessCeiling).toBe(100);
    expect(guesses.totalPerAccount.limit).toBeLessThanOrEqual(totalGuessCeiling);
  });

  it.each(table)('[STEP-UP-FIVE] in %s', (_id, { sessions }) => {
    expect(sessions.stepUpWithin).toBe(300_000);
  });

  it.each(table)('[VNEID-LEVELS] in %s', (_id, edition) => {
    expect(levelEarned(edition, { level: 'IAL3' }, 'eid1')).toBe('IAL2');
    expect(levelEarned(edition, { level: 'IAL3' }, 'eid2')).toBe('IAL3');
    expect(levelEarned(edition, { level: 'IAL2' }, 'eid2')).toBe('IAL2');
    expect(levelEarned(edition, { level: 'IAL3' })).toBe('IAL3');
  });

  it.each(table)('the password rules in %s are the portal’s', (_id, { password }) => {
    expect(password).toBe(portalPasswordRules);
  });

  it.each(table)('[POLICY-NUMBERS-CITED] in %s', (_id, { numbersBasis }: PolicyEdition) => {
    expect(Object.keys(numbersBasis).sort()).toEqual([...numberPaths].sort());
    for (const { why } of Object.values(numbersBasis)) expect(why).not.toBe('');
    expect(
      Object.entries(numbersBasis)
        .filter(([, basis]) => basis.by === 'document')
        .map(([path]) => path),
    ).toEqual(['phoneChangeDelay', 'password']);
  });

  it('the sandbox opens what a laptop would run into, and keeps the rest', () => {
    expect(sandboxEdition.guesses.perNetwork.limit).toBeGreaterThanOrEqual(1_000_000);
    expect(sandboxEdition.otp.promptsPerNetwork.limit).toBeGreaterThanOrEqual(1_000_000);
    expect(sandboxEdition.guesses.registrationsPerNetwork.limit).toBeGreaterThanOrEqual(1_000_000);
    expect(sandboxEdition.guesses.passwordPerAccount).toEqual(documentedEditions[0]?.guesses.passwordPerAccount);
  });
});
