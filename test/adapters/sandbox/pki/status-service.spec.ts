import { verifySignature } from '../../../../src/adapters/pki/algorithms/verify-signature.js';
import { certIdOf } from '../../../../src/adapters/pki/revocation/ocsp-cert-id.js';
import { nonceValue, writeOcspRequest } from '../../../../src/adapters/pki/revocation/ocsp-request.js';
import { type OcspStatus, parseOcspResponse } from '../../../../src/adapters/pki/revocation/ocsp-response.js';
import { parseCertificate } from '../../../../src/adapters/pki/x509/certificate.js';
import { parseCrl } from '../../../../src/adapters/pki/x509/crl.js';
import { authority } from '../../../../src/adapters/sandbox/pki/authorities.js';
import { type AuthorityId, authoritySerial } from '../../../../src/adapters/sandbox/pki/authority-definitions.js';
import { issueCertificate, type SandboxCertificate } from '../../../../src/adapters/sandbox/pki/certificates.js';
import { certificateOn, revokedSince } from '../../../../src/adapters/sandbox/pki/population-certificates.js';
import { SandboxRevocations } from '../../../../src/adapters/sandbox/pki/revocations.js';
import { crlLife, ocspLife, StatusService } from '../../../../src/adapters/sandbox/pki/status-service.js';
import { days, minutes, plus } from '../../../../src/domain/kernel/instant.js';
import { testSandbox } from '../../../support/test-sandbox.js';

const sha1 = '1.3.14.3.2.26';
const sha256 = '2.16.840.1.101.3.4.2.1';

function openService() {
  const { sandbox, now, pass } = testSandbox();
  const revocations = new SandboxRevocations(sandbox.population);
  const service = new StatusService(revocations, { now });
  return { sandbox, now, pass, revocations, service };
}
type Opened = ReturnType<typeof openService>;

/** What a responder says of a certificate, once everything that RFC 6960 asks of an answer holds. */
function ask({ service, now }: Opened, certificate: SandboxCertificate, hash = sha1): OcspStatus {
  const issuer = parseCertificate(authority(certificate.issuedBy).certificate);
  const id = certIdOf({ certificate: parseCertificate(certificate.der), issuer }, hash)!;
  const nonce = new Uint8Array(32).fill(7);
  const question = statusPath(writeOcspRequest(id, nonce), `/ocsp/${certificate.issuedBy}`);
  const answer = service.answer(question);
  expect([answer.status, answer.contentType]).toEqual([200, 'application/ocsp-response']);
  const response = parseOcspResponse(answer.body);
  if (response.kind === 'refused') throw new Error(response.refusal);
  const { basic } = response;
  const [delegate] = basic.certificates.map((der) => parseCertificate(der));
  const { signatureAlgorithm: algorithm, tbs: data, signature } = delegate!;
  expect(verifySignature({ algorithm, spki: issuer.spki, data, signature })).toBe('valid');
  const { signatureAlgorithm: how, tbs, signature: own } = basic;
  expect(verifySignature({ algorithm: how, spki: delegate!.spki, data: tbs, signature: own })).toBe('valid');
  expect(delegate!.extensions).toMatchObject({ ocspNoCheck: true, extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'] });
  expect(basic.nonce).toEqual(Buffer.from(nonceValue(nonce)));
  const [single, ...others] = basic.singles;
  expect([single?.id, single?.thisUpdate, single?.nextUpdate]).toEqual([id, now(), plus(now(), ocspLife)]);
  expect(others).toEqual([]);
  return single!.status;
}

const statusPath = (body: Uint8Array, from = '/ocsp/token') => ({ method: 'POST', path: from, body }) as const;
const refusalIn = (bytes: Uint8Array) => {
  const response = parseOcspResponse(bytes);
  return response.kind === 'refused' ? response.refusal : response.kind;
};

describe('the OCSP responders of the sandbox', () => {
  it.each([sha1, sha256])('say good, with a delegated certificate that needs no check itself (%s)', (hash) => {
    const opened = openService();
    expect(ask(opened, certificateOn(opened.sandbox.cast.thao, 'usb')!, hash)).toEqual({ kind: 'good' });
  });

  it('say since when and why a certificate is revoked', () => {
    const opened = openService();
    expect(ask(opened, certificateOn(opened.sandbox.cast.yen, 'usb')!)).toEqual({
      kind: 'revoked',
      at: revokedSince,
      reason: 'unspecified',
    });
    const son = certificateOn(opened.sandbox.cast.son, 'sim')!;
    opened.revocations.revoke(son, opened.now(), 'keyCompromise');
    expect(ask(opened, son)).toEqual({ kind: 'revoked', at: opened.now(), reason: 'keyCompromise' });
  });

  it('say revoked from the time of the revocation on, and keep to the first', () => {
    const opened = openService();
    const certificate = certificateOn(opened.sandbox.cast.mayTrang, 'smartCa')!;
    opened.revocations.revoke(certificate, plus(opened.now(), days(10)), 'superseded');
    opened.revocations.revoke(certificate, plus(opened.now(), days(20)), 'keyCompromise');
    expect(ask(opened, certificate).kind).toBe('good');
    opened.pass(days(10));
    expect(ask(opened, certificate)).toMatchObject({ kind: 'revoked', reason: 'superseded' });
  });

  it('know what was issued beside the population, and call unknown what never was', () => {
    const opened = openService();
    const subject = { holder: 'Ai Đó', validFrom: opened.now(), validUntil: plus(opened.now(), days(1)) };
    expect(ask(opened, issueCertificate(subject)).kind).toBe('good');
    const link = { certificate: parseCertificate(certificateOn(opened.sandbox.cast.thao, 'usb')!.der) };
    const id = certIdOf({ ...link, issuer: parseCertificate(authority('token').certificate) }, sha1)!;
    const body = writeOcspRequest({ ...id, serial: '4711' });
    const response = parseOcspResponse(opened.service.answer(statusPath(body)).body);
    expect(response.kind === 'successful' && response.basic.singles[0]?.status).toEqual({ kind: 'unknown' });
    expect(response.kind === 'successful' && response.basic.nonce).toBeUndefined();
  });

  it('are not authoritative for another authority, and tell a request that is none', () => {
    const opened = openService();
    const thao = certificateOn(opened.sandbox.cast.thao, 'usb')!;
    const link = { certificate: parseCertificate(thao.der), issuer: parseCertificate(authority('token').certificate) };
    const id = certIdOf(link, sha1)!;
    const request = writeOcspRequest(id);
    const answer = (body: Uint8Array, from?: string) => refusalIn(opened.service.answer(statusPath(body, from)).body);
    expect(answer(request)).toBe('successful');
    expect(answer(request, '/ocsp/rogueToken')).toBe('unauthorized');
    expect(answer(writeOcspRequest({ ...id, hash: '1.2.840.113549.2.5' }))).toBe('unauthorized');
    for (const bytes of [new Uint8Array(), request.subarray(1), request.subarray(0, 20), Buffer.from('3000', 'hex')])
      expect(answer(bytes)).toBe('malformedRequest');
  });

  it('answer GET as well as POST', () => {
    const { service } = openService();
    const link = { certificate: parseCertificate(authority('token').certificate) };
    const issuer = parseCertificate(authority('publicRoot').certificate);
    const request = Buffer.from(writeOcspRequest(certIdOf({ ...link, issuer }, sha1)!)).toString('base64');
    for (const encoded of [request, encodeURIComponent(request)]) {
      const { status, body } = service.answer({ method: 'GET', path: `/ocsp/publicRoot/${encoded}` });
      expect([status, refusalIn(body)]).toEqual([200, 'successful']);
    }
    expect(refusalIn(service.answer({ method: 'GET', path: '/ocsp/token/AAAA' }).body)).toBe('malformedRequest');
  });
});

describe('the revocation lists of the sandbox', () => {
  const listOf = ({ service }: Opened, id: AuthorityId) => {
    const answer = service.answer({ method: 'GET', path: `/crl/${id}.crl` });
    expect([answer.status, answer.contentType]).toEqual([200, 'application/pkix-crl']);
    return parseCrl(answer.body);
  };

  it.each(['publicRoot', 'token', 'sim', 'remote', 'governmentRoot', 'agencies'] as const)(
    'are signed by their authority: %s',
    (id) => {
      const opened = openService();
      const { signatureAlgorithm: algorithm, tbs: data, signature, issuer, ...list } = listOf(opened, id);
      const { spki, subject } = parseCertificate(authority(id).certificate);
      expect(verifySignature({ algorithm, spki, data, signature })).toBe('valid');
      expect(issuer.key).toBe(subject.key);
      expect([list.thisUpdate, list.nextUpdate]).toEqual([opened.now(), plus(opened.now(), crlLife)]);
    },
  );

  it('hold what was revoked, an authority too, and follow a revocation at once', () => {
    const opened = openService();
    const { revocations, sandbox, now } = opened;
    const serials = (id: AuthorityId) => [...listOf(opened, id).entries.bySerial.keys()];
    expect(serials('sim')).toEqual([]);
    const before = listOf(opened, 'token');
    expect(serials('token')).toContain(certificateOn(sandbox.cast.yen, 'usb')!.body.serial);
    expect(listOf(opened, 'token').fingerprint).toBe(before.fingerprint);
    const { body } = certificateOn(sandbox.cast.thao, 'usb')!;
    revocations.revoke(certificateOn(sandbox.cast.thao, 'usb')!, now(), 'affiliationChanged');
    const after = listOf(opened, 'token');
    expect(after.entries.bySerial.get(body.serial)).toMatchObject([{ reason: 'affiliationChanged' }]);
    expect(after.number! > before.number!).toBe(true);
    revocations.revokeAuthority('token', now());
    expect(serials('publicRoot')).toEqual([authoritySerial('token')]);
    opened.pass(minutes(45));
    expect(listOf(opened, 'token').thisUpdate).toBe(now());
  });

  it('are where the certificates say, and nothing else is', () => {
    const { service } = openService();
    const status = (path: string, method: 'GET' | 'POST' = 'GET') => service.answer({ method, path }).status;
    expect(status('/certificates/token.cer')).toBe(200);
    expect(['/', '', '/crl/nobody.crl', '/other/token', '/ocsp'].map((path) => status(path))).toEqual(
      Array(5).fill(404),
    );
    expect([status('/crl/token.crl', 'POST'), status('/certificates/token.cer', 'POST')]).toEqual([405, 405]);
    expect([status('/ocsp/token'), status('/ocsp/token/%')]).toEqual([405, 405]);
  });
});
