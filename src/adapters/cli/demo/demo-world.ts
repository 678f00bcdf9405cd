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

/** A core of its own, made-up people, and what they receive. */
export interface DemoWorld {
  readonly core: DinhDanh;
  readonly caller: Caller;
  person(role: DemoRole): DemoPerson;
  /** The code in the newest SMS to a phone. */
  code(phone: string): string;
  /** The token of the link in the newest mail to an address. */
  linkToken(email: string): string;
}
