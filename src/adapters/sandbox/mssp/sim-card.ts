/** How a SIM is told to sign: a finished DigestInfo that it pads, a message that it digests first, or a message into a CMS. */
export type SimSigning = 'digestInfo' | 'message' | 'cms';

/** A SIM in somebody's phone, as far as a signature provider deals with it. */
export interface SimCard {
  /** `84…`, without a plus sign. */
  readonly msisdn: string;
  /** For the person at the screen. */
  readonly holder: string;
  /** DER; a SIM without one signs nothing. */
  readonly certificate?: Uint8Array;
  /** The right PIN was typed. */
  sign(data: Uint8Array, how: SimSigning): Uint8Array | Promise<Uint8Array>;
}

/** The subscribers of a provider. */
export type SimCards = (msisdn: string) => SimCard | undefined;
