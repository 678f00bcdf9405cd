import { makePasswordStrength } from '../../../src/adapters/crypto/password-strength.js';
import { seconds } from '../../../src/domain/kernel/instant.js';
import { accepted, caller, goodPassword, openCore, refused, upToPassword } from '../../support/core-harness.js';

const given = (password: string, confirmation = password) => ({ kind: 'password', password, confirmation }) as const;

describe('the password of a registration', () => {
  it.each([
    ['differs from its confirmation', given(goodPassword, 'Trong-veo 2027!'), 'password.confirmation'],
    ['does not meet the rules', given('trong-veo 2026'), 'password.rules'],
    ['is made of the person’s own number', given('X-001090990001-x!'), 'password.blocked'],
  ])('that %s is refused, and another may be given', async (_what, input, code) => {
    const harness = openCore();
    const { registrations } = harness.core;
    const registrationId = await upToPassword(harness, harness.sandbox.cast.an);
    const head = await harness.ports.eventStore.head();
    expect(refused(await registrations.submit(registrationId, input, caller)).code).toBe(code);
    expect(await harness.ports.eventStore.head()).toBe(head);
    accepted(await registrations.submit(registrationId, given(goodPassword), caller));
  });

  it('is judged with the blocklist and the person’s own words', async () => {
    const harness = openCore({ ports: () => ({ passwordStrength: makePasswordStrength() }) });
    const { registrations } = harness.core;
    const registrationId = await upToPassword(harness, harness.sandbox.cast.an);
    for (const blocked of ['Password1!', 'NguyenMinhAn1990!'])
      expect(refused(await registrations.submit(registrationId, given(blocked), caller)).code).toBe('password.blocked');
  });

  it('is the same in another normal form', async () => {
    const harness = openCore();
    const registrationId = await upToPassword(harness, harness.sandbox.cast.an);
    const composed = 'Mật-khẩu đẹp 2026'.normalize('NFC');
    accepted(
      await harness.core.registrations.submit(registrationId, given(composed, composed.normalize('NFD')), caller),
    );
  });

  it('waits while the hasher is busy: nothing is written', async () => {
    let busy = true;
    const harness = openCore({
      ports: ({ passwordHasher }) => ({
        passwordHasher: {
          ...passwordHasher,
          hash: async (password) => (busy ? { kind: 'busy', retryAfterMs: seconds(2) } : passwordHasher.hash(password)),
        },
      }),
    });
    const registrationId = await upToPassword(harness, harness.sandbox.cast.an);
    const head = await harness.ports.eventStore.head();
    expect(await harness.core.registrations.submit(registrationId, given(goodPassword), caller)).toEqual({
      kind: 'unavailable',
      code: 'password.busy',
      retryAfterMs: 2_000,
    });
    expect(await harness.ports.eventStore.head()).toBe(head);
    busy = false;
    accepted(await harness.core.registrations.submit(registrationId, given(goodPassword), caller));
  });
});
