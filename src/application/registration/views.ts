import type { Ial } from '../../domain/assurance/levels.js';
import type { EndedRegistration, RunningRegistration } from '../../domain/registration/registration.state.js';
import type { DueStep, RegistrationView } from './registration-api.js';

type Either = Pick<RunningRegistration | EndedRegistration, 'subject' | 'method' | 'steps' | 'expiresAt'>;

const view = (handle: string, { subject, method, steps, expiresAt }: Either) => ({
  registrationId: handle,
  subject,
  method,
  steps,
  expiresAt,
});

export const runningView = (
  { handle, state }: { readonly handle: string; readonly state: RunningRegistration },
  due: DueStep,
): RegistrationView => ({ ...view(handle, state), status: 'running', due, account: null });

/** `keptEarlier`: a password was given that is not the account's. */
export const registeredView = (
  handle: string,
  state: Either,
  account: { readonly accountId: string; readonly level: Ial },
  keptEarlier: boolean,
): RegistrationView => ({
  ...view(handle, state),
  status: 'registered',
  due: null,
  account: { ...account, next: 'logIn' },
  ...(keptEarlier && state.steps.includes('password') && { earlierPasswordKept: true as const }),
});
