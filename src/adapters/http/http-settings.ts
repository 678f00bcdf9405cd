import type { StaffMember } from '../../application/staff/staff-api.js';
import type { Headers } from './request/wire.js';
import type { SandboxDoor } from './sandbox/sandbox-door.js';

/** The text behind the terms that the core was made with: its SHA-256 is their digest. */
export interface TermsText {
  readonly title: string;
  /** Vietnamese, Markdown. */
  readonly text: string;
}

/** Resolves when the thing answers; rejects, with whatever reason, when it does not. */
export type ReadinessCheck = () => Promise<unknown>;

export interface HttpSettings {
  readonly terms: TermsText;
  /** What `/health/ready` asks, by name. */
  readonly checks?: Readonly<Record<string, ReadinessCheck>>;
  /**
   * Recognises members of staff, with their role, by what a request carries, e.g. a token of the ministry's own login: for
   * `/v1/staff`, and for registering people at a counter. Whoever it returns acts under that name, so it must have verified
   * them. Nothing: not staff. Left out: nobody is.
   */
  readonly staff?: (headers: Headers) => Promise<StaffMember | undefined> | StaffMember | undefined;
  /** The people, inbox and login pages of the sandbox; present only where everything behind the core is made up. */
  readonly sandbox?: SandboxDoor;
  /** Told of every unexpected error, before it is answered with 500. */
  readonly onError?: (error: unknown, correlationId: string) => void;
}
