import type { Certificate } from '../x509/certificate.js';
import type { KnownAnswers, UsedAnswer, Wanted } from './answers.js';
import type { RevocationFailure } from './failures.js';
import { type CertificateStatus, type Link, statusOf, type StatusTools } from './status.js';
import type { RevocationPolicy } from './policy.js';

export interface ChainQuestion {
  /** From the holder's certificate to the anchor. Every signature in it was verified: nobody else's addresses are asked. */
  readonly chain: readonly Certificate[];
  /** Our clock, in milliseconds. */
  readonly at: number;
  readonly policy: RevocationPolicy;
  readonly known: KnownAnswers;
  readonly tools: StatusTools;
}

export interface ChainRevocation {
  /** What is not known yet. While there is any, the rest is not the last word. */
  readonly wanted: readonly Wanted[];
  readonly failures: readonly RevocationFailure[];
  readonly used: readonly UsedAnswer[];
}

/** Whether any certificate of a chain below its anchor was revoked. Every failure is found, not only the first. */
export function checkChain({ chain, at, policy, known, tools }: ChainQuestion): ChainRevocation {
  const links = chain.slice(0, -1).map((certificate, index): Link => {
    const issuer = chain[index + 1];
    if (issuer === undefined) throw new Error('A chain ends with its anchor');
    return { certificate, issuer, anchor: chain.at(-1) ?? issuer };
  });
  const statuses = links.map((link) => statusOf(link, { at, policy, known, tools }));
  const softened = (status: CertificateStatus): boolean => status.kind === 'silent' && policy.mode === 'soft';
  return {
    wanted: statuses.flatMap(({ wanted }) => wanted),
    failures: [...new Set(statuses.flatMap((status, index) => (softened(status) ? [] : failuresOf(status, index))))],
    used: statuses.flatMap(({ used }) => used),
  };
}

/** `depth`: 0 for the holder's own certificate. */
function failuresOf(status: CertificateStatus, depth: number): readonly RevocationFailure[] {
  switch (status.kind) {
    case 'good':
      return [];
    case 'revoked':
      if (depth > 0) return ['revocation.issuerRevoked'];
      return [status.reason === 'certificateHold' ? 'certificate.suspended' : 'certificate.revoked'];
    case 'silent':
      return ['revocation.noAnswer'];
    case 'bad':
      return status.failures;
  }
}
