import { execFileSync } from 'node:child_process';
import { createPublicKey, hash, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifySignature } from '../../../src/adapters/pki/algorithms/verify-signature.js';
import { joseAlgorithm } from '../../../src/adapters/pki/algorithms/jose-algorithm.js';
import { readProof } from '../../../src/adapters/pki/proof/read-proof.js';
import { Pkcs11SigningTool, type SigningRequest } from '../../../src/adapters/pkcs11/signing-tool.js';
import type { TokenCertificate } from '../../../src/adapters/pkcs11/token-certificates.js';
import { skipped } from '../../support/skip.js';
import type { ForgedCertificate } from '../pki/support/forged-certificate.js';
import { makeSoftToken, noSoftToken, type SoftToken } from './support/soft-token.js';
import { authority, holder } from './support/token-holders.js';

const challenge = 'qL0uJf0aB3mYb7cVxJv0sZk2h1w9n8m7l6k5j4h3g2E=';
const tool = new Pkcs11SigningTool();
const givenPin = (pin: string) => async () => ({ ok: true as const, pin: Buffer.from(pin) });
const nobodyLooks = (): void => undefined;

const suite = (token: SoftToken, people: Readonly<Record<'rsa' | 'ec' | 'p384', ForgedCertificate>>): void => {
  const request = (more: Partial<SigningRequest>): SigningRequest => ({
    module: token.module,
    tokenLabel: token.label,
    challenge,
    format: 'raw',
    ...more,
  });
  const signed = async (more: Partial<SigningRequest>): Promise<string> => {
    const answer = await tool.sign(request(more), givenPin(token.pin), nobodyLooks);
    if (!answer.ok) throw new Error(`${answer.code} ${JSON.stringify(answer.facts)}`);
    return answer.value;
  };
  const refusal = async (more: Partial<SigningRequest>, pin = token.pin) => {
    const answer = await tool.sign(request(more), givenPin(pin), nobodyLooks);
    return answer.ok ? undefined : answer.code;
  };

  it('is listed with holder, validity and authority, without a PIN and without the authorities on it', async () => {
    const listed = await tool.list({ module: token.module, tokenLabel: token.label });
    const about = ({ holder, issuer, label, id }: TokenCertificate) => [holder, issuer, label, id];
    expect(listed.ok && listed.value.map(about).sort()).toEqual([
      ['LÊ THỊ BÌNH', 'Mây Xanh CA', 'Ký số', '02'],
      ['NGUYỄN VĂN AN', 'Mây Xanh CA', 'rsa', '01'],
      ['PHẠM VĂN CƯỜNG', 'Mây Xanh CA', 'không khóa', '04'],
      ['TRẦN VĂN DŨNG', 'Mây Xanh CA', 'p384', '03'],
    ]);
    const [first] = listed.ok ? listed.value : [];
    expect(new Date(first?.validUntil ?? 0).getTime()).toBeGreaterThan(Date.now());
  });

  it.each([
    ['RS256', '01', {}],
    ['RS384', '01', { hash: 'sha384' }],
    ['RS512', '01', { hash: 'sha512' }],
    ['PS256', '01', { pss: true }],
    ['PS512', '01', { pss: true, hash: 'sha512' }],
    ['ES256', '02', { hash: 'sha512' }],
    ['ES384', '03', {}],
  ] as const)('signs %s in the raw form, which our verifier takes', async (name, certificate, choice) => {
    const proof = JSON.parse(await signed({ certificate, choice }));
    expect(proof).toMatchObject({ format: 'raw', algorithm: name, chain: [authorityText] });
    const algorithm = joseAlgorithm(name);
    if (typeof algorithm === 'string') throw new Error(algorithm);
    const { publicKey } = new X509Certificate(Buffer.from(proof.certificate, 'base64'));
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const signature = Buffer.from(proof.signature, 'base64');
    expect(verifySignature({ algorithm, spki, data: Buffer.from(challenge), signature })).toBe('valid');
    expect(verifySignature({ algorithm, spki, data: Buffer.from(`${challenge}!`), signature })).toBe('invalid');
  });

  it('signs the digests of origin and nonce in the Web eID form', async () => {
    const origin = 'https://portal.example';
    const proof = JSON.parse(await signed({ certificate: '02', format: 'web-eid', origin }));
    expect(proof).toMatchObject({ format: 'web-eid:1.0', algorithm: 'ES256' });
    const data = Buffer.concat([hash('sha256', origin, 'buffer'), hash('sha256', challenge, 'buffer')]);
    const key = createPublicKey({ key: Buffer.from(people.ec.key.spki), format: 'der', type: 'spki' });
    const signature = Buffer.from(proof.signature, 'base64');
    expect(verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  });

  it.each([
    ['RSA', '01', {}],
    ['RSA with PSS', '01', { pss: true }],
    ['P-256', '02', {}],
    ['P-384', '03', {}],
  ] as const)('signs CMS with %s, which `openssl cms -verify` takes', async (_what, certificate, choice) => {
    const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-cms-'));
    try {
      const file = (name: string, content: string | Uint8Array): string => {
        writeFileSync(join(directory, name), content);
        return join(directory, name);
      };
      const proof = file('proof.der', Buffer.from(await signed({ certificate, choice, format: 'cms' }), 'base64'));
      const root = file('root.pem', new X509Certificate(authority.der).toString());
      const verifying = [
        'cms',
        '-verify',
        '-binary',
        '-inform',
        'DER',
        '-in',
        proof,
        '-CAfile',
        root,
        '-purpose',
        'any',
      ];
      const content = (text: string): string => file('content', text);
      const openssl = (text: string): string =>
        execFileSync('openssl', [...verifying, '-content', content(text)], { stdio: 'pipe', encoding: 'utf8' });
      expect(openssl(challenge)).toBe(challenge);
      expect(() => openssl(`${challenge}!`)).toThrow(/CMS Verification failure/);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it.each(['cms', 'raw', 'web-eid'] as const)(
    'signs proofs that our reader takes, and only for this challenge: %s',
    async (format) => {
      const origin = 'https://portal.example';
      for (const certificate of ['01', '02', '03']) {
        const proof = await signed({ certificate, format, origin });
        expect(readProof(proof, { challenge, origin })).toMatchObject({ kind: 'read', format, failures: [] });
        const other = readProof(proof, { challenge: `${challenge}!`, origin });
        expect(other.failures).toEqual([format === 'cms' ? 'signature.wrongChallenge' : 'signature.invalid']);
      }
    },
  );

  it('chooses by serial number, fingerprint, id or label, whatever the case and the colons', async () => {
    const { serial, der } = people.ec;
    const fingerprint = new X509Certificate(der).fingerprint256;
    const ways = [{ certificate: serial.toUpperCase() }, { certificate: fingerprint }, { keyLabel: 'Ký số' }];
    for (const way of [...ways, { certificate: 'Ký số' }, { certificate: '02' }])
      expect(JSON.parse(await signed(way)).certificate).toBe(Buffer.from(der).toString('base64'));
  });

  it('shows the certificate before it asks for the PIN, and wipes the PIN after', async () => {
    const order: string[] = [];
    const pin = Buffer.from(token.pin);
    await tool.sign(
      request({ certificate: '02' }),
      async () => {
        order.push('PIN');
        return { ok: true, pin };
      },
      ({ holder }) => order.push(holder),
    );
    expect(order).toEqual(['LÊ THỊ BÌNH', 'PIN']);
    expect([...pin]).toEqual(Array.from({ length: pin.length }, () => 0));
  });

  it('says what is wrong, and never the PIN', async () => {
    expect(await refusal({ certificate: '02' }, '999999')).toBe('token.pinWrong');
    expect(await refusal({ certificate: '02' }, '1')).toMatch(/^token\.pin(Wrong|Length)$/);
    expect(await refusal({})).toBe('token.severalCertificates');
    expect(await refusal({ certificate: 'ff' })).toBe('token.certificateNotFound');
    expect(await refusal({ certificate: '04' })).toBe('token.noPrivateKey');
    expect(await refusal({ tokenLabel: 'no such' })).toBe('token.notFound');
    expect(await refusal({ slot: 4_000_000_000 })).toBe('token.notFound');
    expect(await refusal({ module: join(tmpdir(), 'no-such-module.so') })).toBe('token.moduleUnreadable');
    expect(await refusal({ module: process.execPath })).toBe('token.moduleUnreadable');
    const wrong = await tool.sign(request({ certificate: '02' }), givenPin('135791'), nobodyLooks);
    expect(JSON.stringify(wrong)).not.toContain('135791');
  });

  it('lists what there is to choose from', async () => {
    const answer = await tool.sign(request({}), givenPin(token.pin), nobodyLooks);
    expect(answer).toMatchObject({
      ok: false,
      facts: { certificates: expect.arrayContaining([expect.stringContaining('NGUYỄN VĂN AN')]) },
    });
  });

  it('is one of several tokens, and empty ones say so', async () => {
    token.addToken('second');
    const asked = { module: token.module, challenge, format: 'raw' as const };
    const several = await tool.sign(asked, givenPin(token.pin), nobodyLooks);
    expect(several).toMatchObject({ ok: false, code: 'token.several' });
    const empty = await tool.sign({ ...asked, tokenLabel: 'second' }, givenPin(token.pin), nobodyLooks);
    expect(empty).toMatchObject({ ok: false, code: 'token.noCertificate' });
  });

  const authorityText = Buffer.from(authority.der).toString('base64');
};

describe('a token of SoftHSM2', () => {
  if (noSoftToken !== undefined) {
    skipped('signs, and says what is wrong', noSoftToken);
    return;
  }
  const token = makeSoftToken('Người dùng');
  const people = {
    rsa: holder('NGUYỄN VĂN AN', 'rsa2048'),
    ec: holder('LÊ THỊ BÌNH', 'p256'),
    p384: holder('TRẦN VĂN DŨNG', 'p384'),
  };
  token.put(people.rsa, { id: '01', label: 'rsa' });
  token.put(people.ec, { id: '02', label: 'Ký số' });
  token.put(people.p384, { id: '03', label: 'p384' });
  token.put(holder('PHẠM VĂN CƯỜNG', 'p256'), { id: '04', label: 'không khóa', key: false });
  token.put(authority, { id: '05', label: 'CA', key: false });
  afterAll(() => token.remove());
  suite(token, people);
});
