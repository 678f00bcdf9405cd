import type { Outcome } from '../../../src/application/outcome/outcome.js';
import { minutes } from '../../../src/domain/kernel/instant.js';
import { thief, typed } from '../../support/attackers.js';
import { type CoreHarness, formOf, openCore, register, solvedCaptcha } from '../../support/core-harness.js';

/** What somebody can tell one answer from another by; tokens and times of their own aside. */
const shapeOf = (outcome: Outcome<object>): unknown =>
  outcome.kind === 'accepted'
    ? { kind: 'accepted', fields: Object.keys(outcome.value).sort() }
    : { ...outcome, retryAfterMs: undefined };

/** Doors that take a number and nothing else that only its holder has. */
const doors: Readonly<Record<string, (harness: CoreHarness, personId: string) => Promise<Outcome<object>>>> = {
  'a wrong password': ({ core }, personId) => core.logins.start(typed(personId, 'Sai-roi 2026!'), thief),
  'a forgotten password': ({ core }, personId) =>
    core.passwordRecovery.start({ personId, captcha: solvedCaptcha }, thief),
  'a login through Vietnam Post': ({ core }, personId) => core.postalLogins.start({ personId }, thief),
  'a registration by somebody else’s social insurance': ({ core, sandbox }, personId) =>
    core.registrations.start({ ...formOf(sandbox.cast.ha, { method: 'socialInsurance' }), personId }, thief),
};

describe('somebody tries numbers, to learn who has an account', () => {
  it.each(Object.entries(doors))('%s answers a known and an unknown number alike', async (_door, knock) => {
    const harness = openCore();
    const { an, oanh } = harness.sandbox.cast;
    await register(harness, an);
    harness.clock.pass(minutes(2));
    const known = await knock(harness, an.personalNumber);
    const unknown = await knock(harness, oanh.personalNumber);
    await harness.core.passwordRecovery.idle();
    await harness.core.postalLogins.idle();
    expect(shapeOf(known)).toEqual(shapeOf(unknown));
  });

  it('what remains: registering by phone tells, as the portal’s guide has it, behind a captcha and a budget', async () => {
    const harness = openCore();
    const { an, oanh } = harness.sandbox.cast;
    await register(harness, an);
    const { registrations } = harness.core;
    const ask = (person: typeof an, captcha: string) => registrations.start(formOf(person, { captcha }), thief);
    expect(await ask(an, 'a machine')).toMatchObject({ code: 'captcha.wrong' });
    expect(await ask(an, solvedCaptcha)).toMatchObject({ code: 'registration.duplicate' });
    expect((await ask(oanh, solvedCaptcha)).kind).toBe('accepted');
  });
});
