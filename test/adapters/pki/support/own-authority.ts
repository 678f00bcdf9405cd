import { anchorsMadeHere } from '../../../../src/adapters/pki/anchors/trust-anchors.js';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import { type CmsContent, signCms } from '../../../../src/adapters/pki/proof/cms-writer.js';
import type { RevocationReply, RevocationRequest } from '../../../../src/adapters/pki/revocation/transport.js';
import type { PkiVerifierOptions } from '../../../../src/adapters/pki/verifier-options.js';
import { PkiSignatureVerifier } from '../../../../src/adapters/pki/verifier.js';
import {
  authorityKeyIdentifier,
  basicConstraints,
  crlNumber,
  extendedKeyUsage,
  extension,
  keyUsage,
} from '../../../../src/adapters/sandbox/pki/extensions.js';
import { type SandboxKey, sandboxKey } from '../../../../src/adapters/sandbox/pki/keys.js';
import { distinguishedName } from '../../../../src/adapters/sandbox/pki/names.js';
import { signed, writeCertificate } from '../../../../src/adapters/sandbox/pki/write-certificate.js';
import { challenge, now, origin } from './sandbox-verifier.js';

const day = 86_400_000;
const validity = { validFrom: now - 100 * day, validUntil: now + 1_000 * day };

/** An authority that issues whatever a test wants, right under the anchor. */
const rootKey = sandboxKey('own root', 'p256');
export const rootName = distinguishedName(['country', 'VN'], ['commonName', 'Own Root']);
const root = writeCertificate(
  {
    serial: '01',
    issuer: rootName,
    subject: rootName,
    ...validity,
    spki: rootKey.spki,
    extensions: [basicConstraints(true), keyUsage(['keyCertSign', 'cRLSign'])],
  },
  rootKey,
);

export interface Issued {
  readonly certificate: Uint8Array;
  readonly key: SandboxKey;
}

export const holderName = distinguishedName(['commonName', 'TRẦN THỊ THỬ'], ['userId', 'CCCD:001099000017']);

export interface IssueParts {
  readonly serial?: string;
  readonly subject?: Uint8Array;
  readonly extensions?: readonly Uint8Array[];
  /** Default: the authority. */
  readonly issuer?: { readonly name: Uint8Array; readonly key: SandboxKey };
}

export function issue({ serial = '0a', subject = holderName, extensions = [], issuer }: IssueParts): Issued {
  const key = sandboxKey(`own certificate ${serial}`, 'p256');
  const { name, key: signer } = issuer ?? { name: rootName, key: rootKey };
  const parts = { serial, issuer: name, subject, ...validity, spki: key.spki };
  return { key, certificate: writeCertificate({ ...parts, extensions }, signer) };
}

/** A delegated responder of the authority. */
export const issueResponder = (extensions: readonly Uint8Array[]): Issued =>
  issue({
    serial: '0b',
    subject: distinguishedName(['commonName', 'Own OCSP']),
    extensions: [keyUsage(['digitalSignature']), extendedKeyUsage(['1.3.6.1.5.5.7.3.9']), ...extensions],
  });

/** The authority in the shape in which answers of OCSP are written. */
export const ownAuthority = { name: rootName, key: rootKey };

export interface ListParts {
  readonly revoked?: readonly string[];
  /** Written into the list besides its number. */
  readonly extensions?: readonly Uint8Array[];
  readonly thisUpdate?: number;
  readonly nextUpdate?: number;
  readonly number?: number;
}

export function list({ revoked = [], extensions = [], number = 1, ...parts }: ListParts = {}): Uint8Array {
  const { thisUpdate = now - day, nextUpdate = now + day } = parts;
  const entries = revoked.map((serial) => der.sequence(der.integer(serial), der.time(now - day)));
  return signed(
    der.sequence(
      der.integer(1),
      rootKey.signatureAlgorithm,
      rootName,
      der.time(thisUpdate),
      der.time(nextUpdate),
      ...(entries.length === 0 ? [] : [der.sequence(...entries)]),
      der.tagged(0, der.sequence(authorityKeyIdentifier(rootKey.spki), crlNumber(number), ...extensions)),
    ),
    rootKey,
  );
}

/** RFC 5280 §5.2.5 with `onlySomeReasons`: key compromise only. */
export const keyCompromiseOnly = extension('2.5.29.28', der.sequence(der.namedBits([1], 0x83)), true);

const addressesOf =
  (id: string) =>
  (address: string): Uint8Array =>
    extension(id, der.sequence(der.sequence(der.tagged(0, der.tagged(0, der.taggedOctets(6, Buffer.from(address)))))));
/** Where the authority says a fresher list is. */
export const freshestCrl = addressesOf('2.5.29.46');
export const deltaOf = (base: number): Uint8Array => extension('2.5.29.27', der.integer(base), true);

/** Signs with a certificate and verifies under the authority; `answer` stands for everybody who is asked. */
export async function verifyUnder(
  { certificate, key }: Issued,
  answer: (request: RevocationRequest) => RevocationReply,
  options: Partial<PkiVerifierOptions> & Pick<CmsContent, 'chain' | 'signingTime'> = {},
) {
  const asked: string[] = [];
  const { chain = [], signingTime, ...rest } = options;
  const verifier = new PkiSignatureVerifier({
    anchors: anchorsMadeHere({ public: [root], government: [] }),
    transport: {
      async fetch(request) {
        asked.push(request.url);
        return answer(request);
      },
    },
    ...rest,
  });
  const content = Buffer.from(challenge, 'utf8');
  const signature = Buffer.from(
    signCms({ content, certificate, chain, key: key.privateKey, ...(signingTime !== undefined && { signingTime }) }),
  ).toString('base64');
  const result = await verifier.verify({ challenge, origin, signature, anchors: 'public', at: now });
  return { failures: result.kind === 'refused' ? result.failures : [], result, asked };
}
