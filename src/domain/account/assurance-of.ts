import { highestIal, type Ial, lowerIal } from '../assurance/levels.js';
import type { Instant } from '../kernel/instant.js';
import { type IdentityMethod, isCertificateMethod, type MethodKind } from '../policy/methods.js';
import type { AccountState, OpenedAccount } from './account.state.js';
import { inForce, type MethodGrant } from './method-grant.js';
import { isOpened } from './account.state.js';

/** The grants that give the level at that time. */
export const grantsInForce = (state: AccountState, at: Instant): readonly MethodGrant[] =>
  isOpened(state) ? state.grants.filter((grant) => inForce(grant, at)) : [];

/**
 * The account's assurance level at a time: the highest over the methods in force then. A fold over evidence, never
 * stored; a certificate's expiry lowers it without an event (design §4.9).
 */
export const levelAt = (state: AccountState, at: Instant): Ial =>
  highestIal(grantsInForce(state, at).map((grant) => grant.level));

/** What a session may claim: the lower of the account's level and that of the method it was opened by. */
export const sessionLevel = (state: AccountState, methodLevel: Ial, at: Instant): Ial =>
  lowerIal(levelAt(state, at), methodLevel);

const passwordMethods: readonly IdentityMethod[] = ['mobileSubscriber', 'socialInsurance'];

/**
 * Only accounts that registered by mobile subscription or social insurance have a password (F§1.8 L1), and only while
 * they keep that method. One that was absorbed and came back has none until it is reset.
 */
export const mayHavePassword = (state: OpenedAccount): boolean =>
  passwordMethods.includes(state.registeredBy) && state.grants.some((grant) => passwordMethods.includes(grant.method));

/** Whether identifier, password and OTP let the owner in. */
export const logsInByPassword = (state: OpenedAccount): boolean =>
  mayHavePassword(state) && state.passwordId !== null && state.phones.length > 0;

/** Methods that let the owner in on their own: a subscription or an insurance code does so through the password only. */
const letsIn = (method: MethodKind): boolean =>
  method === 'vnpost' || method === 'vneid' || isCertificateMethod(method);

/** The grants by which the owner could log in without a password, in force or not. */
export const loginGrants = (state: OpenedAccount, method?: MethodKind): readonly MethodGrant[] =>
  state.grants.filter((grant) => letsIn(grant.method) && (method === undefined || grant.method === method));

/** How many independent ways let the owner in at that time. */
export const waysIn = (state: OpenedAccount, at: Instant): number =>
  (logsInByPassword(state) ? 1 : 0) + loginGrants(state).filter((grant) => inForce(grant, at)).length;
