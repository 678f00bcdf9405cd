import { maxCertificates } from '../../../src/adapters/pki/proof/limits.js';
import { signatureText } from '../../../src/adapters/remote-signing/signature-text.js';
import { type ForgedCertificate, forgeCertificate } from '../pki/support/forged-certificate.js';
import { basicConstraints } from '../pki/support/forged-extensions.js';
import { forgeKey } from '../pki/support/forged-keys.js';
import { forgeName } from '../pki/support/forged-names.js';

const now = Date.UTC(2026, 10, 21);
const key = forgeKey();
const make = (name: string, ca: boolean, issuer?: ForgedCertificate): ForgedCertificate => {
  const subject = forgeName([['CN', name]]);
  const times = { notBefore: now - 1_000, notAfter: now + 1_000 };
  return forgeCertificate({
    subject,
    key,
    issuer: issuer ?? { key, name: subject },
    ...times,
    extensions: [basicConstraints(ca)],
  });
};
const base64 = ({ der }: ForgedCertificate): string => Buffer.from(der).toString('base64');

const root = make('Root', true);
const upper = make('Upper', true, root);
const issuing = make('Issuing', true, upper);
const signer = make('Signer', false, issuing);
const others = Array.from({ length: 26 }, (_, n) => make(`Other ${n}`, true, root));
const chain = (issuers: readonly string[]): unknown => {
  const text = signatureText(Uint8Array.of(1), signer.der, issuers) ?? '{}';
  return (JSON.parse(text) as { chain?: unknown }).chain;
};

describe('the issuers that go along with a bare signature', () => {
  it('are all there are, where a verifier reads so many', () => {
    expect(chain([base64(root), base64(issuing)])).toEqual([base64(root), base64(issuing)]);
  });

  it('are those of the signer, where all authorities there are were configured', () => {
    const known = [...others.slice(0, 13), root, issuing, ...others.slice(13), upper, issuing].map(base64);
    expect(known.length).toBeGreaterThan(maxCertificates);
    expect(chain([...known, 'AAAA'])).toEqual([issuing, upper, root].map(base64));
  });

  it('are never more than a verifier reads', () => {
    const namesakes = Array.from({ length: 30 }, () => base64(make('Issuing', true, upper)));
    const given = namesakes.map((text, n) => Buffer.concat([Buffer.from(text, 'base64'), Buffer.alloc(n)]));
    expect(chain(given.map((der) => der.toString('base64')))).toHaveLength(8);
  });
});
