/** A message that reached somebody in the sandbox. */
export interface ReceivedMessage {
  readonly channel: 'sms' | 'mail';
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly receivedAt: number;
}

/** Somebody of the sandbox, with what they would type into the first form. */
export interface SandboxCitizen {
  readonly handle: string;
  readonly kind: 'person' | 'enterprise' | 'agency';
  readonly name: string;
  /** What they are there to show. */
  readonly about?: string;
  readonly form: Readonly<Record<string, string>>;
  readonly phones: readonly string[];
  readonly carriers: readonly string[];
  readonly eidLevel?: string;
}

export type SandboxLogin =
  | { readonly kind: 'redirect'; readonly url: string; readonly code: string; readonly state: string }
  | { readonly kind: 'refused'; readonly reason: string };

export const signerReactions = ['accept', 'refuse', 'wrongPin', 'timeout'] as const;
export type SandboxReaction = (typeof signerReactions)[number];

/** What a phone or an app asks its owner to sign. */
export interface SandboxPrompt {
  readonly transactionId: string;
  /** The code. */
  readonly prompt: string;
  /** All that the screen says, where that is more. */
  readonly text?: string;
  readonly holder: string;
}

/** What a login page needs of the provider behind it. */
export interface SandboxLoginPage {
  /** Who could log in, by handle. */
  accounts(): readonly { readonly handle: string; readonly name: string; readonly actsFor: readonly string[] }[];
  logIn(who: string, pageUrl: string, onBehalfOf?: string): SandboxLogin;
}

/** A question to the authorities' OCSP responders and lists; the path from the root of their service. */
export interface SandboxStatusQuestion {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Uint8Array;
}

/** The made-up world behind a core, as far as a person at a keyboard has to play it. */
export interface SandboxDoor {
  /** Messages, newest first: to one phone (in any form) or address, or all. */
  inbox(to?: string): readonly ReceivedMessage[];
  /** The fixed people and organisations, or everybody. */
  people(everybody: boolean): readonly SandboxCitizen[];
  /** Whether the login pages may send somebody there. */
  mayRedirectTo(uri: string): boolean;
  readonly vneid: SandboxLoginPage;
  readonly smartCa: SandboxLoginPage & {
    prompts(who: string): readonly SandboxPrompt[];
    react(who: string, reaction: SandboxReaction): Promise<boolean>;
  };
  /** What a phone (in any form) shows, and the answer of whoever holds it. */
  readonly phones: {
    prompts(phone: string): readonly SandboxPrompt[];
    react(phone: string, reaction: SandboxReaction): boolean;
  };
  /** Signs as the tool on somebody's computer would; nothing: they hold no such certificate. */
  sign(who: string, challenge: string): string | undefined;
  /** Answers as the certificates' authorities do. */
  certificateStatus(question: SandboxStatusQuestion): {
    readonly status: number;
    readonly contentType: string;
    readonly body: Uint8Array;
  };
}
