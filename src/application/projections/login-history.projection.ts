import type { LoggedIn, LoginDisavowed, LoginOrigin } from '../../domain/account/account.events.js';
import type { LoginRefused } from '../../domain/account/attempts.events.js';
import type { AuthenticationLevel, Ial } from '../../domain/assurance/levels.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { Personal } from '../../domain/kernel/personal.js';
import type { MethodKind } from '../../domain/policy/methods.js';
import { subjectOf } from '../ledger/ledger.js';
import type { JsonObject } from '../ports/json.js';
import type { Projection } from './projection.js';

export const loginCollection = 'login';
export const loginPlaceCollection = 'login-place';

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

/** Sorts by time, then by position: sixteen digits each, so text order is number order. */
export const loginSort = (at: number, position: number): string =>
  `${String(at).padStart(16, '0')}-${String(position).padStart(16, '0')}`;

/** Logins and refused attempts of an account, newest first; on no path that logs anybody in. */
export const loginHistoryProjection: Projection = {
  name: 'login-history',
  handles: new Set<LoggedIn['type'] | LoginDisavowed['type'] | LoginRefused['type']>([
    'LoggedIn',
    'LoginDisavowed',
    'LoginRefused',
  ]),
  async apply({ event, envelope }, read) {
    const key = subjectOf(envelope.stream);
    const { channel } = envelope.meta;
    const put = (sort: string, document: LoginDocument) =>
      ({ kind: 'put', collection: loginCollection, key, sort, document: document as unknown as JsonObject }) as const;
    switch (event.type) {
      case 'LoggedIn': {
        const { loginId, at, method, level, authentication, personal } = event.data;
        const sort = loginSort(at, envelope.globalPosition);
        const document: LoginDocument = {
          at,
          outcome: 'loggedIn',
          loginId,
          method,
          level,
          authentication,
          code: null,
          count: 1,
          channel,
          origin: personal,
        };
        return [
          put(sort, document),
          { kind: 'put', collection: loginPlaceCollection, key: `${key}:${loginId}`, sort: '', document: { sort } },
        ];
      }
      case 'LoginDisavowed': {
        const place = await read(loginPlaceCollection, `${key}:${event.data.loginId}`);
        const sort = place?.['sort'];
        if (typeof sort !== 'string') return [];
        const login = (await read(loginCollection, key, sort)) as unknown as LoginDocument | undefined;
        return login === undefined ? [] : [put(sort, { ...login, outcome: 'disavowed' })];
      }
      case 'LoginRefused': {
        const { at, method, during, code, count, personal } = event.data;
        const document: LoginDocument = {
          at,
          outcome: 'refused',
          loginId: null,
          method,
          ...(during !== undefined && { during }),
          level: null,
          authentication: null,
          code,
          count,
          channel,
          origin: personal,
        };
        return [put(loginSort(at, envelope.globalPosition), document)];
      }
      default:
        return [];
    }
  },
};
