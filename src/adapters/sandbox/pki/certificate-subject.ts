import type { Instant } from '../../../domain/kernel/instant.js';
import type { KeyUse } from './extensions.js';
import type { KeyKind } from './keys.js';

/** What to write into a certificate. What is left out is as the profile has it. */
export interface CertificateSubject {
  /** Hex digits; made from all the rest when left out. */
  readonly serial?: string;
  readonly holder: string;
  readonly personIds?: readonly string[];
  readonly taxCodes?: readonly string[];
  readonly budgetCodes?: readonly string[];
  /** Whole UID values (`CCCD:…`), written after the numbers above. */
  readonly uids?: readonly string[];
  readonly email?: string;
  readonly phone?: string;
  readonly locality?: string;
  readonly organisation?: string;
  readonly validFrom: Instant;
  readonly validUntil: Instant;
  readonly uses?: readonly KeyUse[];
  /** Object identifiers of the extended key usage; none: no such extension. */
  readonly purposes?: readonly string[];
  /** P-256 for tokens of the public hierarchy, RSA of 2048 bits for all else. */
  readonly key?: KeyKind;
}
