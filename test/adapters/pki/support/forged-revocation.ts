import { createHash } from 'node:crypto';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import type { ForgedCertificate, ForgedIssuer } from './forged-certificate.js';
import { type SigningWay, signWith } from './forged-keys.js';

export interface CrlParts {
  readonly issuer: ForgedIssuer;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** `reason` by its number: 6 is certificateHold. */
  readonly revoked?: readonly { readonly serial: string; readonly at: number; readonly reason?: number }[];
  readonly way?: SigningWay;
  /** Signed with another key than the issuer's. */
  readonly signer?: ForgedIssuer;
}

const reasonCode = (reason: number): Uint8Array =>
  der.sequence(der.oid('2.5.29.21'), der.octetString(der.enumerated(reason)));

export function forgeCrl({ issuer, thisUpdate, nextUpdate, revoked = [], way, signer = issuer }: CrlParts): Uint8Array {
  const { algorithm } = signWith(signer.key, Buffer.alloc(0), way);
  const entries = revoked.map(({ serial, at, reason }) =>
    der.sequence(
      der.integer(serial),
      der.time(at),
      ...(reason === undefined ? [] : [der.sequence(reasonCode(reason))]),
    ),
  );
  const number = der.sequence(der.oid('2.5.29.20'), der.octetString(der.integer(1)));
  const authority = der.sequence(
    der.oid('2.5.29.35'),
    der.octetString(der.sequence(der.taggedOctets(0, issuer.key.keyId))),
  );
  const tbs = der.sequence(
    der.integer(1),
    algorithm,
    issuer.name,
    der.time(thisUpdate),
    der.time(nextUpdate),
    ...(entries.length === 0 ? [] : [der.sequence(...entries)]),
    der.tagged(0, der.sequence(authority, number)),
  );
  return der.sequence(tbs, algorithm, der.bitString(signWith(signer.key, tbs, way).signature));
}

export interface OcspParts {
  /** The certificate the answer is about, and who issued it. */
  readonly about: Pick<ForgedCertificate, 'serial'>;
  readonly issuer: ForgedIssuer;
  /** Who answers; its certificate goes along when it is not the issuer itself. */
  readonly responder: ForgedIssuer & { readonly der?: Uint8Array };
  readonly status: 'good' | 'unknown' | { readonly revokedAt: number };
  readonly producedAt: number;
  readonly thisUpdate?: number;
  readonly nextUpdate?: number | 'never';
  /** The whole value of the nonce extension. */
  readonly nonce?: Uint8Array;
  readonly way?: SigningWay;
}

const sha1 = (bytes: Uint8Array): Uint8Array => createHash('sha1').update(bytes).digest();

const certStatus = (status: OcspParts['status']): Uint8Array => {
  if (status === 'good') return der.taggedOctets(0, Buffer.alloc(0));
  if (status === 'unknown') return der.taggedOctets(2, Buffer.alloc(0));
  return der.tagged(1, der.generalizedTime(status.revokedAt));
};

export function forgeOcsp(parts: OcspParts): Uint8Array {
  const { about, issuer, responder, status, producedAt, thisUpdate = producedAt, nextUpdate, nonce, way } = parts;
  const certId = der.sequence(
    der.sequence(der.oid('1.3.14.3.2.26'), der.nothing()),
    der.octetString(sha1(issuer.name)),
    der.octetString(issuer.key.keyId),
    der.integer(about.serial),
  );
  const single = der.sequence(
    certId,
    certStatus(status),
    der.generalizedTime(thisUpdate),
    ...(nextUpdate === undefined || nextUpdate === 'never' ? [] : [der.tagged(0, der.generalizedTime(nextUpdate))]),
  );
  const extensions =
    nonce === undefined
      ? []
      : [der.tagged(1, der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.48.1.2'), der.octetString(nonce))))];
  const data = der.sequence(
    der.tagged(2, der.octetString(responder.key.keyId)),
    der.generalizedTime(producedAt),
    der.sequence(single),
    ...extensions,
  );
  const { algorithm, signature } = signWith(responder.key, data, way);
  const certificates = responder.der === undefined ? [] : [der.tagged(0, der.sequence(responder.der))];
  return ocspAnswer(der.sequence(data, algorithm, der.bitString(signature), ...certificates));
}

const ocspAnswer = (basic: Uint8Array): Uint8Array =>
  der.sequence(der.enumerated(0), der.tagged(0, der.sequence(der.oid('1.3.6.1.5.5.7.48.1.1'), der.octetString(basic))));

/** An answer that says only why there is none: `tryLater` is 3. */
export const ocspRefusal = (status: number): Uint8Array => der.sequence(der.enumerated(status));
