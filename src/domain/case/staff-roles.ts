import { days, type Duration, hours } from '../kernel/instant.js';

/** What a member of staff is entrusted with. Who has which role is the host's to know. */
export const staffRoles = ['counterOfficer', 'supervisor', 'dataProtectionOfficer', 'auditor'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Everything that staff may do with an account or a case, by name. */
export const staffActs = [
  'findAccount',
  'readAccount',
  'readCase',
  'unlockLogin',
  'recover',
  'suspend',
  'reinstate',
  'close',
  'decideComplaint',
  'requestErasure',
  'approveErasure',
  'requestReversal',
  'approveReversal',
] as const;
export type StaffAct = (typeof staffActs)[number];

/** Which role may do what, and how long what waits for a decision waits. Data: a deployment may bring its own. */
export interface StaffPolicy {
  readonly may: Readonly<Record<StaffAct, readonly StaffRole[]>>;
  /** Who registers people that come in person. */
  readonly registerInPerson: readonly StaffRole[];
  /** How long a second officer may take to decide on an act that needs two. */
  readonly approvalWithin: Duration;
  /** How long a recovery waits at the counter for the code from the new phone. */
  readonly recoveryWithin: Duration;
}

const desk: readonly StaffRole[] = ['counterOfficer', 'supervisor'];
const data: readonly StaffRole[] = ['dataProtectionOfficer'];
const everyone: readonly StaffRole[] = staffRoles;

export const defaultStaffPolicy: StaffPolicy = {
  may: {
    findAccount: [...desk, ...data],
    readAccount: everyone,
    readCase: everyone,
    unlockLogin: desk,
    recover: desk,
    suspend: ['supervisor'],
    reinstate: ['supervisor'],
    close: ['supervisor', ...data],
    decideComplaint: ['supervisor'],
    requestErasure: [...desk, ...data],
    approveErasure: data,
    requestReversal: desk,
    approveReversal: ['supervisor'],
  },
  registerInPerson: desk,
  approvalWithin: days(7),
  recoveryWithin: hours(1),
};

/** The one place where a role is held against an act. */
export const mayDo = (policy: StaffPolicy, role: StaffRole, act: StaffAct): boolean => policy.may[act].includes(role);
