import { createPublicKey, verify } from 'node:crypto';
import { authorityIds } from '../../../../src/adapters/sandbox/pki/authority-definitions.js';
import { type KeyKind, sandboxKey } from '../../../../src/adapters/sandbox/pki/keys.js';
import { certificatesOf } from '../../../../src/adapters/sandbox/pki/population-certificates.js';
import { rememberedPrimes } from '../../../../src/adapters/sandbox/pki/remembered-primes.js';
import { primesOf, rsaKeyOf } from '../../../../src/adapters/sandbox/pki/rsa-keys.js';
import { castOfOrganisations, castOfPeople } from '../../../../src/adapters/sandbox/population/cast.js';

const data = Buffer.from('what is signed');

describe('keys of the sandbox', () => {
  it.each(['p256', 'rsa2048', 'ed25519'] as const)('of kind %s sign, and are what their name says', (kind) => {
    const key = sandboxKey('of a test', kind);
    const publicKey = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
    expect(verify(kind === 'ed25519' ? null : 'sha256', data, publicKey, key.sign(data))).toBe(true);
    expect(sandboxKey('of a test', kind)).toBe(key);
    expect(Buffer.from(sandboxKey('of another', kind).spki).equals(key.spki)).toBe(false);
  });

  it.each([
    ['p256', 'f89cc5b0ff168731'],
    ['rsa2048', '6f02c10203010001'],
    ['ed25519', '3c1e78e5bd59154a'],
  ] as readonly (readonly [KeyKind, string])[])('of kind %s are the same for ever', (kind, end) => {
    const { spki } = sandboxKey('of a test', kind);
    expect(Buffer.from(spki.subarray(-8)).toString('hex')).toBe(end);
  });

  it('need no search for primes that is remembered wrong, or for somebody of the cast', () => {
    const held = [...castOfPeople, ...castOfOrganisations].flatMap(certificatesOf);
    const names = [
      ...authorityIds.map((id) => `authority/${id}`),
      ...held.filter(({ key }) => key.kind === 'rsa2048').map(({ body }) => `certificate/${body.serial}`),
    ];
    expect(Object.keys(rememberedPrimes)).toEqual(names);
    for (const [name, offsets] of Object.entries(rememberedPrimes)) expect(primesOf(name)).toEqual(offsets);
  });

  it('are of 2048 bits when they are RSA', () => {
    for (const name of ['a', 'b', 'c'])
      expect(rsaKeyOf(name).asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65_537n });
  });
});
