import {
  BasicOCSPResponse,
  Certificate,
  CertificateChainValidationEngine,
  CertificateRevocationList,
  OCSPResponse,
} from 'pkijs';
import { bufferOf, engine } from './engine.js';

export interface RevocationData {
  readonly crls: readonly Uint8Array[];
  /** OCSPResponses in DER. */
  readonly ocspResponses: readonly Uint8Array[];
}

export interface OpinionOnPath extends RevocationData {
  readonly certificate: Certificate;
  readonly chain: readonly Certificate[];
  /** Certificates in DER. */
  readonly anchors: readonly Uint8Array[];
  /** Milliseconds. */
  readonly at: number;
}

export type PathOpinion = 'trusted' | 'noRevocationData' | 'untrusted';

/**
 * What pkijs says of a path. Given no revocation data at all it asks for none and says yes: so this says no by itself.
 * Answers of OCSP, which the engine takes as they are, are verified before. The engine does not look at path lengths or
 * extended key usages.
 */
export async function opinionOnPath({ certificate, chain, anchors, at, ...data }: OpinionOnPath): Promise<PathOpinion> {
  const checkDate = new Date(at);
  const trustedCerts = anchors.map((anchor) => Certificate.fromBER(bufferOf(anchor)));
  const crls = data.crls.map((crl) => CertificateRevocationList.fromBER(bufferOf(crl)));
  const answers = await Promise.all(
    data.ocspResponses.map((response) =>
      verifiedAnswer(response, { trustedCerts, issuerCerts: [...chain] }, checkDate),
    ),
  );
  const ocsps = answers.filter((answer) => answer !== undefined);
  if (crls.length === 0 && ocsps.length === 0) return 'noRevocationData';
  const certs = [...chain, certificate]; // the engine asks about the last
  const path = new CertificateChainValidationEngine({ trustedCerts, certs, crls, ocsps, checkDate });
  const { result, resultCode } = await path.verify({ passedWhenNotRevValues: false }, engine);
  if (result) return 'trusted';
  return resultCode === noRevocation ? 'noRevocationData' : 'untrusted';
}

const noRevocation = 11;

/** An answer whose signature, responder and time hold. */
async function verifiedAnswer(
  der: Uint8Array,
  authorities: { readonly trustedCerts: Certificate[]; readonly issuerCerts: Certificate[] },
  at: Date,
): Promise<BasicOCSPResponse | undefined> {
  try {
    const { responseBytes } = OCSPResponse.fromBER(bufferOf(der));
    if (responseBytes === undefined) return undefined;
    const answer = BasicOCSPResponse.fromBER(responseBytes.response.getValue());
    const { responses } = answer.tbsResponseData;
    const isCurrent = responses.every(
      ({ thisUpdate, nextUpdate }) => thisUpdate <= at && nextUpdate !== undefined && at <= nextUpdate,
    );
    return isCurrent && (await answer.verify(authorities, engine)) ? answer : undefined;
  } catch {
    return undefined;
  }
}
