import type { Instant } from '../../domain/kernel/instant.js';
import type { Digests } from '../ports/digests.port.js';

/** What the proof is for; it is part of what is signed, so a signature for one purpose is worth nothing for another. */
export type ProofPurpose = 'register' | 'login' | 'addMethod' | 'recover' | 'sync';

/**
 * What a challenge stands for. It is kept with the pending proof and goes into its evidence, so that an auditor can make
 * the nonce again and see what was signed for what, where and when.
 */
export interface ChallengeStatement {
  /** At least 256 bits, unguessable. */
  readonly random: string;
  readonly purpose: ProofPurpose;
  /** The web origin that asked, `scheme://host[:port]`. */
  readonly origin: string;
  /** The registration, login or change the proof belongs to. */
  readonly process: string;
  /** When it was asked for. */
  readonly time: Instant;
}

/** Each field as `<length in UTF-8 bytes>:<text>,`, in this order: no two statements have one text. */
export const statementText = ({ random, purpose, origin, process, time }: ChallengeStatement): string =>
  [random, purpose, origin, process, String(time)].map((field) => `${utf8Length(field)}:${field},`).join('');

/**
 * The text to be signed: SHA-256 of the statement in standard base64, 44 characters. Every signing tool can show and sign
 * it, and it is long enough for a nonce of Web eID.
 */
export const challengeOf = (statement: ChallengeStatement, digests: Digests): string => {
  const octets = digests.sha256(statementText(statement)).match(/../g) ?? [];
  return btoa(String.fromCharCode(...octets.map((octet) => Number.parseInt(octet, 16))));
};

const utf8Length = (text: string): number => new TextEncoder().encode(text).length;
