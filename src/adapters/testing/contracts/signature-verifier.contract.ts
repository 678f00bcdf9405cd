import assert from 'node:assert/strict';
import type { CertificateHolder, SignatureResult, SignatureVerifier } from '../../../application/ports/signing.port.js';
import type { Instant } from '../../../domain/kernel/instant.js';
import type { Contract } from '../contract.js';
import { assertIsEvidence, outageCase, type MayFail } from './counterparty.js';

export interface SignatureVerifierSubject extends MayFail {
  readonly verifier: SignatureVerifier;
  /** A time at which the known certificate is in force. */
  readonly at: Instant;
  /** Signs with a valid certificate of the public hierarchy. */
  sign(challenge: string): Promise<string>;
  /** What must be read from that certificate. */
  readonly known: Pick<
    CertificateHolder,
    'name' | 'personIds' | 'taxCodes' | 'budgetCodes' | 'validFrom' | 'validUntil'
  >;
  /** Signs with another valid certificate of the same person. */
  signRenewed(challenge: string): Promise<string>;
  /** Changes what was signed, or the signature, without its form. */
  tamper(signature: string): string;
  /** Sets the clocks of whoever answers for certificates; verifications are asked for at the same time. */
  moveTo(time: Instant): void;
  /** Sign with certificates that must be refused. */
  signExpired(challenge: string): Promise<string>;
  signRevoked(challenge: string): Promise<string>;
  signNotYetValid(challenge: string): Promise<string>;
  /** By an authority outside the anchors that bears a trusted one's name. */
  signUntrusted(challenge: string): Promise<string>;
  /** With a valid certificate of the government hierarchy. */
  signGovernment(challenge: string): Promise<string>;
  /** Signs the origin as well, as Web eID does; for verifiers with the capability `web-eid`. */
  signAt?(challenge: string, origin: string): Promise<string>;
}

const challenge = 'ZGluaGRhbmg6IHdoYXQgdGhlIGNvbnRyYWN0IHNpZ25zMQ==';
const origin = 'https://portal.example';

async function verify(
  { verifier, at }: SignatureVerifierSubject,
  signature: string,
  request: Partial<Parameters<SignatureVerifier['verify']>[0]> = {},
): Promise<SignatureResult> {
  return verifier.verify({ challenge, origin, signature, anchors: 'public', at, ...request });
}

function assertRefused(result: SignatureResult, failure: string): void {
  assert.equal(result.kind, 'refused');
  assert.equal(result.failures[0], failure);
  assertIsEvidence(result);
}

/** What every verifier of signatures must do. Real certificates or not, the failures have these codes. */
export const signatureVerifierContract: Contract<SignatureVerifierSubject> = {
  port: 'signatureVerifier',
  cases: [
    {
      title: 'a good signature tells who the holder is, with the numbers as the certificate has them, as evidence',
      async run(subject) {
        const result = await verify(subject, await subject.sign(challenge));
        assert.equal(result.kind, 'verified');
        const { name, personIds, taxCodes, budgetCodes, validFrom, validUntil, summary, fingerprint } = result.holder;
        assert.deepEqual({ name, personIds, taxCodes, budgetCodes, validFrom, validUntil }, subject.known);
        assert.deepEqual(
          [Date.parse(summary.validFrom), Date.parse(summary.validUntil)],
          [validFrom as number, validUntil as number],
        );
        assert.ok(summary.issuer !== '' && summary.serial !== '');
        assert.match(fingerprint, /^[0-9a-f]{64}$/);
        assertIsEvidence(result);
      },
    },
    {
      title: 'a certificate has one fingerprint, a renewed one has another',
      async run(subject) {
        const results = await Promise.all(
          [await subject.sign(challenge), await subject.sign(challenge), await subject.signRenewed(challenge)].map(
            (signature) => verify(subject, signature),
          ),
        );
        const prints = results.map((result) => (result.kind === 'verified' ? result.holder.fingerprint : ''));
        assert.equal(prints[0], prints[1]);
        assert.notEqual(prints[0], prints[2]);
      },
    },
    {
      title: 'a signature over another challenge is refused',
      async run(subject) {
        const result = await verify(subject, await subject.sign('ZGluaGRhbmg6IHdoYXQgdGhlIGNvbnRyYWN0IHNpZ25zMg=='));
        assertRefused(result, 'signature.wrongChallenge');
      },
    },
    {
      title: 'a signature that was changed is refused',
      async run(subject) {
        assertRefused(await verify(subject, subject.tamper(await subject.sign(challenge))), 'signature.invalid');
      },
    },
    {
      title: 'text that is no signature is refused, however it is broken',
      async run(subject) {
        const good = await subject.sign(challenge);
        for (const text of [
          '',
          ' ',
          'null',
          'bm9uZQ',
          '{}',
          good.slice(0, good.length / 2),
          '\u0000',
          'ă'.repeat(5_000),
        ]) {
          assertRefused(await verify(subject, text), 'signature.unreadable');
        }
      },
    },
    {
      title: 'a certificate is in force from its first moment and until, not at, its last',
      async run(subject) {
        const signature = await subject.sign(challenge);
        const { validFrom, validUntil } = subject.known;
        const at = async (time: number) => {
          subject.moveTo(time as Instant);
          return verify(subject, signature, { at: time as Instant });
        };
        assert.equal((await at(validFrom)).kind, 'verified');
        assertRefused(await at(validFrom - 1_000), 'certificate.notYetValid');
        assert.equal((await at(validUntil - 1_000)).kind, 'verified');
        assertRefused(await at(validUntil + 1_000), 'certificate.expired');
      },
    },
    {
      title: 'an expired certificate is refused',
      async run(subject) {
        assertRefused(await verify(subject, await subject.signExpired(challenge)), 'certificate.expired');
      },
    },
    {
      title: 'a revoked certificate is refused',
      async run(subject) {
        assertRefused(await verify(subject, await subject.signRevoked(challenge)), 'certificate.revoked');
      },
    },
    {
      title: 'a certificate that is not valid yet is refused',
      async run(subject) {
        assertRefused(await verify(subject, await subject.signNotYetValid(challenge)), 'certificate.notYetValid');
      },
    },
    {
      title: 'trust comes from the chain: an authority that merely bears a trusted name is refused',
      async run(subject) {
        const result = await verify(subject, await subject.signUntrusted(challenge));
        assert.equal(result.kind, 'refused');
        assert.ok(result.failures.includes('certificate.untrusted'), result.failures.join());
      },
    },
    {
      title: 'each hierarchy is trusted for its own set of anchors only',
      async run(subject) {
        const [open, government] = [await subject.sign(challenge), await subject.signGovernment(challenge)];
        assert.equal((await verify(subject, government, { anchors: 'government' })).kind, 'verified');
        assertRefused(await verify(subject, government), 'certificate.untrusted');
        assertRefused(await verify(subject, open, { anchors: 'government' }), 'certificate.untrusted');
      },
    },
    {
      title: 'every failure is named, not the first one only',
      async run(subject) {
        const result = await verify(subject, await subject.signExpired('another'), { anchors: 'government' });
        assert.equal(result.kind, 'refused');
        for (const code of ['signature.wrongChallenge', 'certificate.untrusted', 'certificate.expired'])
          assert.ok(result.failures.includes(code), code);
      },
    },
    {
      title: 'a signature that names its origin is worth nothing at another',
      needs: 'web-eid',
      async run(subject) {
        assert.ok(subject.signAt, 'the capability comes with a way to sign');
        const signature = await subject.signAt(challenge, origin);
        assert.equal((await verify(subject, signature)).kind, 'verified');
        for (const other of [`${origin}:8443`, 'https://portal.example.net'])
          assertRefused(await verify(subject, signature, { origin: other }), 'signature.invalid');
        assertRefused(await verify(subject, await subject.signAt('another', origin)), 'signature.invalid');
      },
    },
    outageCase('signatureVerifier', async (subject) => verify(subject, await subject.sign(challenge))),
  ],
};
