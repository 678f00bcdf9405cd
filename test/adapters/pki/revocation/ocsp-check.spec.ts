import { hash } from 'node:crypto';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import { LinkVerifier } from '../../../../src/adapters/pki/path/link-verifier.js';
import { checkOcsp, type OcspQuestion, type OcspVerdict } from '../../../../src/adapters/pki/revocation/ocsp-check.js';
import { defaultRevocationPolicy } from '../../../../src/adapters/pki/revocation/policy.js';
import { parseCertificate } from '../../../../src/adapters/pki/x509/certificate.js';
import { authority } from '../../../../src/adapters/sandbox/pki/authorities.js';
import { issueCertificate } from '../../../../src/adapters/sandbox/pki/certificates.js';
import { extension } from '../../../../src/adapters/sandbox/pki/extensions.js';
import { type AnswerParts, ocspAnswer, type ResponderParts, responderOf } from '../support/ocsp-answers.js';
import { aHolder, now } from '../support/sandbox-verifier.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const holder = issueCertificate(aHolder);
const { serial } = holder.body;
const certificate = parseCertificate(holder.der);
const issuer = parseCertificate(authority('token').certificate);
const nonce = Buffer.alloc(32, 7);

const check = (bytes: Uint8Array, given: Partial<OcspQuestion> = {}): OcspVerdict =>
  checkOcsp(bytes, {
    certificate,
    issuer,
    at: now,
    policy: defaultRevocationPolicy,
    digest: hash('sha256', bytes, 'hex'),
    links: new LinkVerifier(),
    ...given,
  });
const answer = (parts: Partial<AnswerParts> = {}): Uint8Array =>
  ocspAnswer({ serial, producedAt: now, nextUpdate: now + hour, ...parts });
const delegate = (parts: Partial<ResponderParts> = {}) =>
  responderOf({ validFrom: now - day, validUntil: now + day, ...parts });
const failures = (bytes: Uint8Array, given: Partial<OcspQuestion> = {}): readonly string[] => {
  const verdict = check(bytes, given);
  return verdict.kind === 'bad' ? verdict.failures : [verdict.kind];
};

describe('an OCSP answer', () => {
  it.each([
    ['the authority, named by its key', {}],
    ['the authority, named by its name', { named: { name: authority('token').name } }],
    ['a responder it delegated to', { responder: delegate() }],
    ['the authority’s own responder', { responder: authority('token').responder }],
    ['the authority, asked by SHA-256', { hash: 'sha256' }],
  ] as const)('is good when signed by %s', (_, parts) => {
    expect(check(answer(parts))).toEqual({ kind: 'good', nextUpdate: now + hour });
  });

  it('names the responder that has to be looked up itself', () => {
    const responder = delegate({ noCheck: false });
    const verdict = check(answer({ responder }));
    expect(verdict.kind).toBe('good');
    expect(verdict).toHaveProperty('responderToCheck', parseCertificate(responder.certificate));
  });

  it('says since when and why a certificate is revoked', () => {
    const revoked = { at: now - day, reason: 1 };
    expect(check(answer({ status: revoked }))).toEqual({
      kind: 'revoked',
      at: now - day,
      reason: 'keyCompromise',
      nextUpdate: now + hour,
    });
    expect(check(answer({ status: { at: now - day } }))).toMatchObject({ kind: 'revoked', reason: 'unspecified' });
  });

  it('of a revocation that is still to come revokes', () => {
    expect(check(answer({ status: { at: now + day } })).kind).toBe('revoked');
  });

  it('that says good and revoked in one revokes', () => {
    expect(check(answer({ singles: ['good', { at: now - day }, 'unknown'] })).kind).toBe('revoked');
  });

  it.each([
    ['the responder does not know it', 'revocation.unknown', answer({ status: 'unknown' })],
    ['it is about another serial number', 'revocation.wrongCertificate', answer({ serial: '0badcafe' })],
    [
      'it is about another authority',
      'revocation.wrongCertificate',
      answer({ issuer: authority('remote'), named: { name: authority('token').name } }),
    ],
    ['nobody is spoken of', 'revocation.wrongCertificate', answer({ singles: [] })],
    [
      'somebody else is named as the responder',
      'revocation.wrongResponder',
      answer({ named: { name: authority('remote').name } }),
    ],
    [
      'another authority of the same name delegated',
      'revocation.responderNotDelegated',
      answer({ responder: delegate({ signer: authority('rogueToken').key }) }),
    ],
    [
      'the delegate is for servers only',
      'revocation.responderNotDelegated',
      answer({ responder: delegate({ purposes: ['1.3.6.1.5.5.7.3.1'] }) }),
    ],
    [
      'the delegate is for any purpose',
      'revocation.responderNotDelegated',
      answer({ responder: delegate({ purposes: ['2.5.29.37.0'] }) }),
    ],
    [
      'the delegate is of another authority',
      'revocation.responderNotDelegated',
      answer({ responder: authority('remote').responder }),
    ],
    [
      'the delegate has a critical extension nobody knows',
      'revocation.responderNotDelegated',
      answer({ responder: delegate({ extensions: [extension('1.2.3.4', der.nothing(), true)] }) }),
    ],
    [
      'the delegate has expired',
      'revocation.responderExpired',
      answer({ responder: delegate({ validUntil: now - hour }) }),
    ],
    [
      'the delegate is not valid yet',
      'revocation.responderExpired',
      answer({ responder: delegate({ validFrom: now + hour }) }),
    ],
    ['it is of tomorrow', 'revocation.fromTheFuture', answer({ producedAt: now + day, nextUpdate: now + 2 * day })],
    ['its next update is past', 'revocation.stale', answer({ producedAt: now - day, nextUpdate: now - hour })],
    ['it ends before it begins', 'revocation.stale', answer({ thisUpdate: now, nextUpdate: now - minute })],
    [
      'it names no next update and is two days old',
      'revocation.stale',
      ocspAnswer({ serial, producedAt: now - 2 * day }),
    ],
    [
      'it has a critical extension nobody knows',
      'revocation.malformed',
      answer({ extensions: [extension('1.2.3.4', der.nothing(), true)] }),
    ],
    [
      'its single answer has one',
      'revocation.malformed',
      answer({ singleExtensions: [extension('1.2.3.4', der.nothing(), true)] }),
    ],
    ['it gives a reason that is none', 'revocation.malformed', answer({ status: { at: now, reason: 7 } })],
    ['it is empty', 'revocation.malformed', new Uint8Array()],
    ['it is 10 MB', 'revocation.malformed', new Uint8Array(10_000_000)],
    ['it is a certificate', 'revocation.malformed', holder.der],
  ])('is of no use when %s', (_, code, bytes) => {
    expect(failures(bytes)).toContain(code);
  });

  it('is of no use with another signature', () => {
    const bytes = Uint8Array.from(answer());
    bytes[bytes.length - 5]! ^= 1;
    expect(failures(bytes)).toEqual(['revocation.badSignature']);
  });

  it('tells everything that is wrong, not only the first thing', () => {
    const responder = delegate({ purposes: ['1.3.6.1.5.5.7.3.1'], validUntil: now - 2 * day });
    const bytes = answer({ responder, serial: '0badcafe', producedAt: now + day, nonce: Buffer.alloc(32, 1) });
    expect(failures(bytes, { nonce })).toEqual([
      'revocation.responderNotDelegated',
      'revocation.responderExpired',
      'revocation.wrongCertificate',
      'revocation.wrongNonce',
      'revocation.fromTheFuture',
    ]);
  });

  it.each([
    ['none', undefined, undefined, 'good'],
    ['send', nonce, nonce, 'good'],
    ['send', nonce, undefined, 'good'],
    ['send', nonce, Buffer.alloc(32, 1), 'revocation.wrongNonce'],
    ['send', nonce, nonce.subarray(1), 'revocation.wrongNonce'],
    ['require', nonce, nonce, 'good'],
    ['require', nonce, undefined, 'revocation.wrongNonce'],
  ] as const)('with nonces %s: sent %p, came %p: %s', (policy, sent, came, expected) => {
    const given = { nonce: sent, policy: { ...defaultRevocationPolicy, nonce: policy } };
    expect(failures(answer({ nonce: came }), given)).toEqual([expected]);
  });

  it('is good within the clock skew, and no longer', () => {
    const bytes = answer({ producedAt: now, nextUpdate: now + hour });
    const { clockSkewMs } = defaultRevocationPolicy;
    expect(failures(bytes, { at: now - clockSkewMs })).toEqual(['good']);
    expect(failures(bytes, { at: now - clockSkewMs - 1_000 })).toEqual(['revocation.fromTheFuture']);
    expect(failures(bytes, { at: now + hour + clockSkewMs })).toEqual(['good']);
    expect(failures(bytes, { at: now + hour + clockSkewMs + 1_000 })).toEqual(['revocation.stale']);
  });

  it.each([1, 2, 3, 5, 6])('that only refuses (status %d) is silence', (status) => {
    expect(check(der.sequence(der.enumerated(status))).kind).toBe('silent');
  });

  it.each([0, 4, 7])('with status %d alone is none', (status) => {
    expect(failures(der.sequence(der.enumerated(status)))).toEqual(['revocation.malformed']);
  });

  it('cut off anywhere is none, and is never an error of ours', () => {
    const bytes = answer({ responder: delegate(), nonce });
    for (let length = 0; length < bytes.length; length += 1)
      expect(failures(bytes.subarray(0, length))).toEqual(['revocation.malformed']);
  });

  it('with any octet changed is no longer good', () => {
    const bytes = answer({ responder: delegate() });
    const links = new LinkVerifier(undefined, Infinity);
    for (let at = 0; at < bytes.length; at += 3) {
      const changed = Uint8Array.from(bytes);
      changed[at]! ^= 0x41;
      expect(check(changed, { links }).kind).not.toBe('revoked');
      if (check(changed, { links }).kind === 'good') throw new Error(`octet ${at} may be anything`);
    }
  });
});
