import type { LoggedIn, LoginDisavowed, LoginOrigin } from '../../domain/account/account.events.js';
import type { LoginRefused } from '../../domain/account/attempts.events.js';
import type { AuthenticationLevel, Ial } from '../../domain/assurance/levels.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { Personal } from '../../domain/kernel/personal.js';
import type { MethodKind } from '../../domain/policy/methods.js';
import { type Entry, subjectOf } from '../ledger/ledger.js';
import type { JsonObject } from '../ports/json.js';
import type { ReadModelRow } from '../ports/read-models.port.js';
import type { Projection } from './projection.js';

/** By account, a row a login or window of refused ones. */
export const loginCollection = 'login';
/** By account, a row (the login's id) for each login that its owner says was not theirs. */
export const disavowalCollection = 'login-disavowal';

export interface LoginDocument {
  readonly at: Instant;
  readonly outcome: 'loggedIn' | 'refused' | 'disavowed';
  readonly loginId: string | null;
  readonly method: MethodKind;
  /** Of a refused act that was no login: what it was part of. */
  readonly during?: NonNullable<LoginRefused['data']['during']>;
  readonly level: Ial | null;
  readonly authentication: AuthenticationLevel | null;
  readonly code: string | null;
  readonly count: number;
  readonly channel: string;
  readonly origin: Personal<LoginOrigin>;
}

export type LoginHistoryEvent = LoggedIn | LoginDisavowed | LoginRefused;

/** Sorts by time, then by position: sixteen digits each, so text order is number order. */
export const loginSort = (at: number, position: number): string =>
  `${String(at).padStart(16, '0')}-${String(position).padStart(16, '0')}`;

/** The time in a sort. */
export const timeOfSort = (sort: string): number => Number(sort.slice(0, 16));

/** The row that an event makes, the same wherever it is read from; a disavowal makes none. */
export function loginRowOf({ event, envelope }: Entry<LoginHistoryEvent>): ReadModelRow | undefined {
  if (event.type === 'LoginDisavowed') return undefined;
  const { at, method, personal: origin } = event.data;
  const common = { at, method, channel: envelope.meta.channel, origin };
  const document: LoginDocument =
    event.type === 'LoggedIn'
      ? {
          ...common,
          outcome: 'loggedIn',
          loginId: event.data.loginId,
          level: event.data.level,
          authentication: event.data.authentication,
          code: null,
          count: 1,
        }
      : {
          ...common,
          outcome: 'refused',
          loginId: null,
          level: null,
          authentication: null,
          ...(event.data.during !== undefined && { during: event.data.during }),
          code: event.data.code,
          count: event.data.count,
        };
  return { sort: loginSort(at, envelope.globalPosition), document: document as unknown as JsonObject };
}

const isHistory = (type: string): type is LoginHistoryEvent['type'] =>
  type === 'LoggedIn' || type === 'LoginDisavowed' || type === 'LoginRefused';

/** The event of an entry of any stream, if the history shows it. */
export const asLoginHistory = (entry: Entry): Entry<LoginHistoryEvent> | undefined =>
  isHistory(entry.event.type) ? (entry as Entry<LoginHistoryEvent>) : undefined;

/** Logins and refused attempts of an account, newest first; on no path that logs anybody in. */
export const loginHistoryProjection: Projection = {
  name: 'login-history',
  handles: new Set<LoginHistoryEvent['type']>(['LoggedIn', 'LoginDisavowed', 'LoginRefused']),
  async apply(entry) {
    const own = asLoginHistory(entry);
    if (own === undefined) return [];
    const key = subjectOf(own.envelope.stream);
    if (own.event.type === 'LoginDisavowed') {
      const { loginId } = own.event.data;
      return [{ kind: 'put', collection: disavowalCollection, key, sort: loginId, document: {} }];
    }
    const row = loginRowOf(own);
    return row === undefined ? [] : [{ kind: 'put', collection: loginCollection, key, ...row }];
  },
};
