import { makeBlindIndex } from '../../../src/adapters/crypto/blind-index.js';
import { makeDigests } from '../../../src/adapters/crypto/digests.js';
import { parsePersonId, personIdOf } from '../../../src/domain/values/person-id.js';
import { testKey } from '../../support/secret-key.js';

// Claims are found by these digests for ever: computed once with another implementation of HMAC.
it('the claim key of a personal number never changes', () => {
  const read = parsePersonId('079188000423');
  if (!read.ok) throw new Error(read.refusal.code);
  const index = makeBlindIndex({ peppers: [{ version: 'p1', key: testKey(1) }], tagKey: testKey(9) });
  expect(index.keys(personIdOf(read.value))).toEqual([
    {
      kind: 'personalNumber',
      digest: '12e2642bb349481489f9176f39546a3b15279934ff08c3ad7a1e76e0cd5743dc',
      pepper: 'p1',
      normaliser: 1,
    },
  ]);
});

it('the keyed digest of a code never changes', () => {
  expect(makeDigests(testKey(3)).keyed('otp', '123456')).toBe(
    '091855f358f206eacb8cfe4dec2cfed5d8344f32821aedd93f8be3da37ed927d',
  );
});

it('refuses a blind index without a pepper, or with two of one version', () => {
  const pepper = { version: 'p1', key: testKey(1) };
  expect(() => makeBlindIndex({ peppers: [], tagKey: testKey(9) })).toThrow('needs a pepper');
  expect(() => makeBlindIndex({ peppers: [pepper, pepper], tagKey: testKey(9) })).toThrow('one version');
});
