import { hash } from 'node:crypto';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import { type Authority, authority } from '../../../../src/adapters/sandbox/pki/authorities.js';
import type { SandboxCertificate } from '../../../../src/adapters/sandbox/pki/certificates.js';
import {
  authorityKeyIdentifier,
  extendedKeyUsage,
  extension,
  keyBits,
  keyIdentifier,
  keyUsage,
  ocspNoCheck,
} from '../../../../src/adapters/sandbox/pki/extensions.js';
import { type SandboxKey, sandboxKey } from '../../../../src/adapters/sandbox/pki/keys.js';
import { signed, writeCertificate } from '../../../../src/adapters/sandbox/pki/write-certificate.js';

export interface Responder {
  readonly key: SandboxKey;
  readonly certificate: Uint8Array;
}

export type AnswerStatus = 'good' | 'unknown' | { readonly at: number; readonly reason?: number };

export interface AnswerParts {
  readonly serial: string;
  readonly issuer?: Pick<Authority, 'name' | 'key'>;
  readonly status?: AnswerStatus;
  /** The authority itself when left out. */
  readonly responder?: Responder;
  readonly named?: 'key' | { readonly name: Uint8Array };
  readonly hash?: 'sha1' | 'sha256';
  readonly producedAt: number;
  readonly thisUpdate?: number;
  readonly nextUpdate?: number;
  /** The octets of the nonce. */
  readonly nonce?: Uint8Array | undefined;
  readonly extensions?: readonly Uint8Array[];
  readonly singleExtensions?: readonly Uint8Array[];
  /** How many times the same certificate is spoken of. */
  readonly singles?: readonly AnswerStatus[];
}

const digestOids = { sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' } as const;

/** An answer as a responder writes it, right or wrong in whatever a test asks for. */
export function ocspAnswer(parts: AnswerParts): Uint8Array {
  const { serial, issuer = authority('token'), status = 'good', responder, producedAt, nonce } = parts;
  const { thisUpdate = producedAt, nextUpdate, named = 'key', singles = [status], hash: algorithm = 'sha1' } = parts;
  const key = responder?.key ?? issuer.key;
  const id = der.sequence(
    der.sequence(der.oid(digestOids[algorithm]), der.nothing()),
    der.octetString(hash(algorithm, issuer.name, 'buffer')),
    der.octetString(hash(algorithm, keyBits(issuer.key.spki), 'buffer')),
    der.integer(serial),
  );
  const single = (one: AnswerStatus): Uint8Array =>
    der.sequence(
      id,
      statusOf(one),
      der.generalizedTime(thisUpdate),
      ...(nextUpdate === undefined ? [] : [der.tagged(0, der.generalizedTime(nextUpdate))]),
      ...explicit(1, parts.singleExtensions),
    );
  const extensions = [
    ...(parts.extensions ?? []),
    ...(nonce === undefined ? [] : [extension('1.3.6.1.5.5.7.48.1.2', der.octetString(nonce))]),
  ];
  const data = der.sequence(
    named === 'key' ? der.tagged(2, der.octetString(keyIdentifier(key.spki))) : der.tagged(1, named.name),
    der.generalizedTime(producedAt),
    der.sequence(...singles.map(single)),
    ...explicit(1, extensions),
  );
  const certificates = responder === undefined ? [] : [der.tagged(0, der.sequence(responder.certificate))];
  const basic = signed(data, key, ...certificates);
  return der.sequence(
    der.enumerated(0),
    der.tagged(0, der.sequence(der.oid('1.3.6.1.5.5.7.48.1.1'), der.octetString(basic))),
  );
}

const explicit = (n: number, extensions: readonly Uint8Array[] = []): readonly Uint8Array[] =>
  extensions.length === 0 ? [] : [der.tagged(n, der.sequence(...extensions))];

function statusOf(status: AnswerStatus): Uint8Array {
  if (status === 'good') return der.taggedOctets(0, new Uint8Array());
  if (status === 'unknown') return der.taggedOctets(2, new Uint8Array());
  const reason = status.reason === undefined ? [] : [der.tagged(0, der.enumerated(status.reason))];
  return der.tagged(1, der.generalizedTime(status.at), ...reason);
}

export interface ResponderParts {
  readonly issuer?: Authority;
  /** Whose key signs it; the issuer's when left out. */
  readonly signer?: SandboxKey;
  readonly purposes?: readonly string[];
  readonly validFrom: number;
  readonly validUntil: number;
  readonly noCheck?: boolean;
  readonly extensions?: readonly Uint8Array[];
}

/** A delegated responder, right or wrong in whatever a test asks for. */
export function responderOf(parts: ResponderParts): Responder {
  const { issuer = authority('token'), purposes = ['1.3.6.1.5.5.7.3.9'], noCheck = true, extensions = [] } = parts;
  const key = sandboxKey('test responder', 'p256');
  const certificate = writeCertificate(
    {
      serial: '7001',
      issuer: issuer.name,
      subject: der.sequence(der.setOf(der.sequence(der.oid('2.5.4.3'), der.utf8String('SANDBOX responder')))),
      validFrom: parts.validFrom,
      validUntil: parts.validUntil,
      spki: key.spki,
      extensions: [
        authorityKeyIdentifier(issuer.key.spki),
        keyUsage(['digitalSignature']),
        extendedKeyUsage(purposes),
        ...(noCheck ? [ocspNoCheck()] : []),
        ...extensions,
      ],
    },
    parts.signer ?? issuer.key,
  );
  return { key, certificate };
}

export const serialOf = ({ body }: SandboxCertificate): string => body.serial;
