import type { Caller } from '../../../application/caller.js';
import type { DinhDanh } from '../../../application/composition/create.js';

/** Somebody of the story, with what they type. */
export interface DemoPerson {
  readonly name: string;
  readonly personId: string;
  readonly cmnd: string;
  /** dd/mm/yyyy */
  readonly birthDate: string;
  readonly phone: string;
  readonly email: string;
  readonly socialInsuranceCode: string;
}

export type DemoRole = 'an' | 'binh' | 'em' | 'chi' | 'dung';

/** Who signs by USB token: an enterprise, one whose certificate has run out, and somebody who acts for the first. */
export type DemoSigner = 'mayTrang' | 'canhBuom' | 'loan';

export interface EidReturn {
  readonly kind: 'authorizationCode';
  readonly code: string;
  readonly state: string;
}

/** A core of its own, made-up people, and what they receive. */
export interface DemoWorld {
  readonly core: DinhDanh;
  readonly caller: Caller;
  person(role: DemoRole): DemoPerson;
  /** The code in the newest SMS to a phone. */
  code(phone: string): string;
  /** What VNeID's redirect brings back, once somebody has logged in there. */
  atVneid(role: DemoRole | DemoSigner, authorizeUrl: string, onBehalfOf?: string): EidReturn;
  /** The signature of somebody's USB token over a challenge. */
  sign(signer: DemoSigner, challenge: string): string;
  /** The population register stops answering, and answers again. */
  populationRegister(answers: boolean): void;
  /** The token of the link in the newest mail to an address. */
  linkToken(email: string): string;
}
