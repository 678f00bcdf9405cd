import type { EidLevel } from '../../domain/assurance/levels.js';
import type { PartialDate } from '../../domain/values/partial-date.js';
import type { Gender } from '../../domain/values/gender.js';
import type { Answer } from './registries.port.js';

export interface EidSubject {
  /** The provider's stable subject id. */
  readonly subject: string;
  readonly personalNumber: string;
  readonly name: string;
  readonly birthDate: PartialDate;
  readonly gender?: Gender;
  readonly level: EidLevel;
  /** Present when the person logged in as an organisation's account. */
  readonly organisation?: { readonly taxCode: string; readonly name: string };
}

export type EidAssertion =
  | (Answer & { readonly kind: 'authenticated'; readonly eid: EidSubject })
  | (Answer & { readonly kind: 'refused'; readonly failure: 'invalidCode' | 'expired' | 'locked' | 'nonceMismatch' });

/** VNeID as an OpenID provider. */
export interface EidProvider {
  authorizeUrl(request: {
    readonly state: string;
    readonly nonce: string;
    readonly redirectUri: string;
  }): Promise<string>;
  /** Exchanges the code of the redirect for who logged in there. */
  redeem(request: {
    readonly code: string;
    readonly nonce: string;
    readonly redirectUri: string;
  }): Promise<EidAssertion>;
}
