import { signData } from '../../../../src/adapters/pki/algorithms/sign-data.js';
import { prepareCms, signCms } from '../../../../src/adapters/pki/proof/cms-writer.js';
import { skipped } from '../../../support/skip.js';
import { OpenSsl, opensslMissing } from './openssl.js';
import { makeSigner, pem } from './signers.js';

const content = Buffer.from('ehUfpDJtg2Hz0pDWuNWNbNtXw9mpmM1n3Rbqd2Q0VcE=');

// Ed25519 is not among them: `openssl cms` 3.0 cannot verify it.
const cases = [
  ['rsa', {}],
  ['rsa', { hash: 'sha512' }],
  ['rsa', { pss: true }],
  ['rsa', { pss: true, hash: 'sha384' }],
  ['p256', {}],
  ['p384', { hash: 'sha384' }],
  ['p521', {}],
] as const;

function interop(): void {
  const openssl = new OpenSsl();
  afterAll(() => openssl.remove());

  /** What openssl takes to have been signed; throws when it takes the CMS for none. */
  function opensslVerify(cms: Uint8Array, certificate: Uint8Array, detached: boolean): string {
    const [at, authority] = [openssl.file('cms.der', cms), openssl.file('ca.pem', pem('CERTIFICATE', certificate))];
    const options = ['-verify', '-binary', '-inform', 'DER', '-in', at, '-CAfile', authority, '-purpose', 'any'];
    return openssl
      .run('cms', ...options, ...(detached ? ['-content', openssl.file('content', content)] : []))
      .toString();
  }

  it.each(cases)('by %s (%j) is verified by openssl, attached and detached, by either name', (kind, choice) => {
    const { certificate, key } = makeSigner(kind);
    for (const detached of [false, true])
      for (const signer of ['issuerAndSerial', 'keyId'] as const) {
        const cms = signCms({
          content,
          certificate,
          key,
          detached,
          signer,
          signingTime: Date.UTC(2026, 2, 2),
          ...choice,
        });
        expect(opensslVerify(cms, certificate, detached)).toBe(content.toString());
      }
  });

  it('with other content, or another signature, is refused by openssl', () => {
    const { certificate, key } = makeSigner('p256');
    const other = signCms({ content: Buffer.from('other'), certificate, key, detached: true });
    expect(() => opensslVerify(other, certificate, true)).toThrow();
    const unsigned = prepareCms({ content, certificate });
    const wrong = unsigned.finish(signData(unsigned.algorithm, content, key));
    expect(() => opensslVerify(wrong, certificate, false)).toThrow();
  });
}

describe('a CMS of ours', () => {
  const reason = opensslMissing();
  if (reason === undefined) interop();
  else skipped('is verified by openssl', reason);

  it('is not made with a weak key', () => {
    const { certificate, key } = makeSigner('rsa1024');
    expect(() => signCms({ content, certificate, key })).toThrow('weakKey');
  });
});
