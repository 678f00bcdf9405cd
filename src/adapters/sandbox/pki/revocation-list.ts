import { type Der, enumerated, integer, sequence, tagged, time } from '../../pki/der/writer.js';
import type { Authority } from './authorities.js';
import { authorityKeyIdentifier, crlNumber, extension } from './extensions.js';
import { oids } from './oids.js';
import { type Revocation, revocationReasons } from './revocations.js';
import { signed } from './write-certificate.js';

/** A complete list of version 2 (RFC 5280 §5). Times in milliseconds; its number grows with the time and with the entries. */
export function writeRevocationList(
  issuer: Authority,
  revocations: readonly Revocation[],
  { thisUpdate, nextUpdate }: { readonly thisUpdate: number; readonly nextUpdate: number },
): Der {
  const extensions = [
    authorityKeyIdentifier(issuer.key.spki),
    crlNumber(Math.floor(thisUpdate / 1000) + revocations.length),
  ];
  const body = sequence(
    integer(1),
    issuer.key.signatureAlgorithm,
    issuer.name,
    time(thisUpdate),
    time(nextUpdate),
    ...(revocations.length === 0 ? [] : [sequence(...revocations.map(entry))]),
    tagged(0, sequence(...extensions)),
  );
  return signed(body, issuer.key);
}

/** The reason "unspecified" is left out, as RFC 5280 §5.3.1 asks. */
function entry({ serial, since, reason }: Revocation): Der {
  const parts = [integer(serial), time(since)];
  if (reason === 'unspecified') return sequence(...parts);
  return sequence(...parts, sequence(extension(oids.reasonCode, enumerated(revocationReasons[reason]))));
}
