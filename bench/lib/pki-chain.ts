import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { signCms } from '../../src/adapters/pki/proof/cms-writer.js';
import type {
  RevocationReply,
  RevocationRequest,
  RevocationTransport,
} from '../../src/adapters/pki/revocation/transport.js';
import * as der from '../../src/adapters/pki/der/writer.js';
import type { Authority } from '../../src/adapters/sandbox/pki/authorities.js';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoint,
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  subjectKeyIdentifier,
} from '../../src/adapters/sandbox/pki/extensions.js';
import type { SandboxKey } from '../../src/adapters/sandbox/pki/keys.js';
import { distinguishedName } from '../../src/adapters/sandbox/pki/names.js';
import { answerOcsp } from '../../src/adapters/sandbox/pki/ocsp-responder.js';
import { oids } from '../../src/adapters/sandbox/pki/oids.js';
import { writeRevocationList } from '../../src/adapters/sandbox/pki/revocation-list.js';
import { writeCertificate } from '../../src/adapters/sandbox/pki/write-certificate.js';
import { hours, instant, plus } from '../../src/domain/kernel/instant.js';

export type ChainKind = 'rsa2048' | 'p256';

/** When all of it happens. */
export const at = instant(Date.parse('2026-03-02T09:00:00+07:00'));
const validity = { validFrom: Date.parse('2024-01-01T00:00:00Z'), validUntil: Date.parse('2034-01-01T00:00:00Z') };
const times = { thisUpdate: at, nextUpdate: plus(at, hours(24)) };
/** As in the measurements this is compared to. */
const REVOKED = 50;

/** One holder's certificate and key. */
export interface Holder {
  readonly der: Uint8Array;
  readonly privateKey: KeyObject;
  readonly spki: Uint8Array;
}

/** Root, issuing authority and holders of one kind of key, with an OCSP responder and a list. */
export interface Chain {
  readonly root: Authority;
  readonly issuing: Authority;
  readonly holders: readonly Holder[];
  readonly transport: RevocationTransport;
  /** What the responder and the root say, for those who want it as bytes. */
  readonly crl: Uint8Array;
  ocsp(request: Uint8Array): Uint8Array;
  /** CMS with the content inside and the issuing authority's certificate beside the holder's, base64. */
  signature(holder: Holder, challenge: string): string;
}

function freshKey(kind: ChainKind): SandboxKey {
  const { privateKey, publicKey } =
    kind === 'p256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    kind,
    privateKey,
    spki: publicKey.export({ format: 'der', type: 'spki' }),
    signatureAlgorithm:
      kind === 'p256'
        ? der.sequence(der.oid(oids.ecdsaWithSha256))
        : der.sequence(der.oid(oids.sha256WithRsa), der.nothing()),
    sign: (bytes) => sign('sha256', bytes, privateKey),
  };
}

export function makeChain(kind: ChainKind, holders: number): Chain {
  const root = authority(kind, 'publicRoot', 'Bench Root CA');
  const issuing = authority(kind, 'token', 'Bench Issuing CA', root);
  const revoked = Array.from({ length: REVOKED }, (_, index) => ({
    serial: (1_000 + index).toString(16).padStart(4, '0'),
    since: at,
    reason: 'unspecified' as const,
  }));
  const crl = writeRevocationList(root, revoked, times);
  // An authority signs its answers on a machine of its own: what that costs is no part of what is measured.
  const signedBefore = new Map<string, Uint8Array>();
  const ocsp = (request: Uint8Array): Uint8Array => {
    const key = Buffer.from(request).toString('latin1');
    const answer = signedBefore.get(key) ?? answerOcsp(request, issuing, () => ({ kind: 'good' }), times);
    signedBefore.set(key, answer);
    return answer;
  };
  return {
    root,
    issuing,
    holders: Array.from({ length: holders }, (_, index) => holder(kind, issuing, index)),
    transport: {
      fetch: ({ kind: what, body }: RevocationRequest): Promise<RevocationReply> =>
        Promise.resolve({ kind: 'answered', bytes: what === 'crl' ? crl : ocsp(body ?? new Uint8Array()) }),
    },
    crl,
    ocsp,
    signature: ({ der: certificate, privateKey }, challenge) =>
      Buffer.from(
        signCms({
          content: Buffer.from(challenge, 'utf8'),
          certificate,
          chain: [issuing.certificate],
          key: privateKey,
        }),
      ).toString('base64'),
  };
}

function authority(kind: ChainKind, id: 'publicRoot' | 'token', commonName: string, issuer?: Authority): Authority {
  const key = freshKey(kind);
  const name = distinguishedName(['country', 'VN'], ['commonName', commonName]);
  const common = {
    serial: issuer === undefined ? '01' : '02',
    issuer: issuer?.name ?? name,
    subject: name,
    ...validity,
    spki: key.spki,
    extensions: [
      basicConstraints(true),
      keyUsage(['keyCertSign', 'cRLSign']),
      subjectKeyIdentifier(key.spki),
      ...(issuer === undefined
        ? []
        : [authorityKeyIdentifier(issuer.key.spki), crlDistributionPoint('http://bench.invalid/root.crl')]),
    ],
  };
  const made = { id, commonName, name, key, certificate: writeCertificate(common, issuer?.key ?? key) };
  const responderKey = freshKey(kind);
  const responder = {
    key: responderKey,
    certificate: writeCertificate(
      {
        serial: '03',
        issuer: name,
        subject: distinguishedName(['country', 'VN'], ['commonName', `${commonName} OCSP`]),
        ...validity,
        spki: responderKey.spki,
        extensions: [keyUsage(['digitalSignature']), extendedKeyUsage([oids.ocspSigning]), ocspNoCheck()],
      },
      key,
    ),
  };
  const self = { ...made, responder, issuer: issuer as Authority };
  return issuer === undefined ? Object.assign(self, { issuer: self }) : self;
}

function holder(kind: ChainKind, issuing: Authority, index: number): Holder {
  const { privateKey, spki } = freshKey(kind);
  const certificate = writeCertificate(
    {
      serial: (0x100_000 + index).toString(16).padStart(6, '0'),
      issuer: issuing.name,
      subject: distinguishedName(
        ['country', 'VN'],
        ['commonName', 'TRẦN THỊ THỬ'],
        ['userId', `CCCD:001190${String(index).padStart(6, '0')}`],
      ),
      ...validity,
      spki,
      extensions: [
        authorityKeyIdentifier(issuing.key.spki),
        subjectKeyIdentifier(spki),
        keyUsage(['digitalSignature', 'nonRepudiation']),
        extendedKeyUsage([oids.clientAuth, oids.emailProtection]),
        authorityInfoAccess({ ocsp: 'http://bench.invalid/ocsp', caIssuers: 'http://bench.invalid/issuing.cer' }),
      ],
    },
    issuing.key,
  );
  return { der: certificate, privateKey, spki };
}
