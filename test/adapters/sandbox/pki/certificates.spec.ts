import { X509Certificate } from 'node:crypto';
import { readHolder } from '../../../../src/adapters/pki/holder/read-holder.js';
import { type Certificate, parseCertificate } from '../../../../src/adapters/pki/x509/certificate.js';
import { authority } from '../../../../src/adapters/sandbox/pki/authorities.js';
import { authorityIds } from '../../../../src/adapters/sandbox/pki/authority-definitions.js';
import {
  forgedCertificate,
  issueCertificate,
  renewCertificate,
  type SandboxCertificate,
} from '../../../../src/adapters/sandbox/pki/certificates.js';
import { certificateOn, certificatesOf } from '../../../../src/adapters/sandbox/pki/population-certificates.js';
import { oids } from '../../../../src/adapters/sandbox/pki/oids.js';
import { days, plus } from '../../../../src/domain/kernel/instant.js';
import { testSandbox } from '../../../support/test-sandbox.js';

const { sandbox, now } = testSandbox();
const { cast } = sandbox;
const subject = { holder: 'Ai Đó', validFrom: now(), validUntil: plus(now(), days(30)) };

const read = ({ der }: SandboxCertificate): Certificate => parseCertificate(der);
const holderIn = (certificate: SandboxCertificate) => {
  const reading = readHolder(read(certificate));
  if (!reading.ok) throw new Error(reading.failures.join());
  return reading.holder;
};
/** The parts of the subject by their object identifiers, in order. */
const partsOf = (certificate: SandboxCertificate) =>
  read(certificate).subject.attributes.map(({ oid, value }) => [oid, value]);

describe('authorities of the sandbox', () => {
  it.each(authorityIds)('%s: is signed by its issuer, and may sign', (id) => {
    const one = authority(id);
    const certificate = new X509Certificate(one.certificate);
    const issuer = new X509Certificate(one.issuer.certificate);
    expect(certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)).toBe(true);
    const { extensions } = parseCertificate(one.certificate);
    expect(extensions.basicConstraints).toMatchObject({ ca: true });
    expect(one.commonName).toMatch(/^SANDBOX /);
    const responder = new X509Certificate(one.responder.certificate);
    expect(responder.checkIssued(certificate) && responder.verify(certificate.publicKey)).toBe(true);
  });

  it('of the rogue hierarchy bear the names of the public one, over other keys', () => {
    for (const [rogue, real] of [
      ['rogueRoot', 'publicRoot'],
      ['rogueToken', 'token'],
    ] as const) {
      expect(authority(rogue).name).toEqual(authority(real).name);
      expect(authority(rogue).key.spki).not.toEqual(authority(real).key.spki);
    }
  });
});

describe('certificates of the cast', () => {
  it.each([
    ['thao', 'usb', 'token', 'p256'],
    ['son', 'sim', 'sim', 'rsa2048'],
    ['uyen', 'smartCa', 'remote', 'rsa2048'],
    ['mayTrang', 'sim', 'sim', 'rsa2048'],
    ['soSaoMai', 'usb', 'agencies', 'rsa2048'],
    ['tam', 'usb', 'rogueToken', 'p256'],
  ] as const)('%s on %s comes from %s over a key of kind %s', (handle, carrier, issuedBy, kind) => {
    const certificate = certificateOn(cast[handle], carrier)!;
    expect([certificate.issuedBy, certificate.key.kind]).toEqual([issuedBy, kind]);
    const x509 = new X509Certificate(certificate.der);
    const issuer = new X509Certificate(certificate.chain[0]!);
    expect(x509.checkIssued(issuer) && x509.verify(issuer.publicKey)).toBe(true);
    expect(x509.checkPrivateKey(certificate.key.privateKey)).toBe(true);
  });

  it('are read back as they were meant, every one of them', () => {
    for (const holder of [...sandbox.population.people, ...sandbox.population.organisations]) {
      for (const certificate of certificatesOf(holder)) {
        const { body } = certificate;
        const { summary, fingerprint, ...found } = holderIn(certificate);
        const { serial, issuer, holder: name, ...rest } = body;
        expect(found).toEqual({ ...rest, name });
        expect([summary.serial, summary.issuer, summary.holder]).toEqual([serial, issuer, name]);
        expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
      }
    }
  });

  it.each([
    ['thao', '66ebe650cf251bb0d13d34e3858e965d12ce82550f568e0acfcbe95ba0641174'],
    ['soSaoMai', 'b30e97c67a808f2966f7d06baa4bd74934fda774d81523a85bb5c408aa93533b'],
  ] as const)('have the same bytes in every process: %s', (handle, fingerprint) => {
    expect(read(certificateOn(cast[handle], 'usb')!).fingerprint).toBe(fingerprint);
  });

  it('carry several UIDs where the holder has several numbers, in the order of their authority', () => {
    const { userId, commonName, country, email, organisation, telephone } = oids;
    expect(partsOf(certificateOn(cast.vinh, 'usb')!)).toEqual([
      [country, 'VN'],
      [commonName, cast.vinh.name],
      [userId, 'MST:0199000017'],
      [userId, 'CCCD:001081990026'],
    ]);
    expect(partsOf(certificateOn(cast.cuong, 'usb')!)).toContainEqual([userId, 'CMND:070990031']);
    expect(partsOf(certificateOn(cast.son, 'sim')!)).toContainEqual([telephone, '0950000023']);
    expect(partsOf(certificateOn(cast.soSaoMai, 'usb')!)).toEqual([
      [email, cast.soSaoMai.email],
      [userId, 'MST:0199000049'],
      [userId, 'MNS:9900001'],
      [commonName, cast.soSaoMai.name],
      [organisation, cast.soSaoMai.parent],
      [country, 'VN'],
    ]);
  });

  it('may sign and log in, and say whom to ask about them', () => {
    const { extensions } = read(certificateOn(cast.thao, 'usb')!);
    expect(extensions).toMatchObject({
      basicConstraints: { ca: false },
      extendedKeyUsage: [oids.clientAuth, oids.emailProtection],
    });
    const { keyUsage, infoAccess, subjectAltName } = new X509Certificate(certificateOn(cast.mayTrang, 'usb')!.der);
    expect(keyUsage).toEqual([oids.clientAuth, oids.emailProtection]);
    expect(infoAccess).toContain('OCSP - URI:http://pki.sandbox.invalid/ocsp/token');
    expect(subjectAltName).toBe('email:vanthu@maytrang.example');
  });
});

describe('certificates that a test needs', () => {
  it('say what they are told to', () => {
    const certificate = issueCertificate({
      ...subject,
      serial: '0AB12',
      personIds: ['001090990001'],
      uids: ['CMND:001090990001', 'HC:B1234567'],
      locality: 'Hà Nội',
      key: 'ed25519',
      uses: ['keyEncipherment'],
      purposes: [],
    });
    expect(certificate.body.serial).toBe('ab12');
    const { extensions, serial } = read(certificate);
    expect(serial).toBe('ab12');
    expect(extensions.extendedKeyUsage).toBeUndefined();
    expect(new X509Certificate(certificate.der).publicKey.asymmetricKeyType).toBe('ed25519');
    expect(holderIn(certificate).personIds).toEqual(['001090990001', 'HC:B1234567']);
    expect(partsOf(certificate)[1]).toEqual([oids.locality, 'Hà Nội']);
  });

  it('have a serial number of what they say, when they are given none', () => {
    const [one, again, other] = ['a', 'a', 'b'].map(
      (name) => issueCertificate({ ...subject, holder: name }).body.serial,
    );
    expect(one).toMatch(/^5[0-9a-f]{19}$/);
    expect([again === one, other === one]).toEqual([true, false]);
  });

  it('renewed, name the same holder over another key', () => {
    const old = certificateOn(cast.vinh, 'usb')!;
    const next = renewCertificate(old, { validUntil: plus(old.body.validUntil, days(365)) });
    expect(next.body).toEqual({ ...old.body, serial: next.body.serial, validUntil: next.body.validUntil });
    expect([next.body.serial === old.body.serial, next.issuedBy]).toEqual([false, old.issuedBy]);
    const [before, after] = [holderIn(old), holderIn(next)];
    expect(after.personIds).toEqual(before.personIds);
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });

  it('forged, differ in nothing but who signed', () => {
    const real = certificateOn(cast.soSaoMai, 'usb')!;
    const forged = forgedCertificate(real);
    expect(forged.key).toBe(real.key);
    expect(forged.issuedBy).toBe('rogueToken');
    expect(forged.body).toEqual({ ...real.body, issuer: forged.body.issuer });
  });
});
