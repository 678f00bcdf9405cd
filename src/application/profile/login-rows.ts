import type { PageRequest, ReadModelRow, ReadModels } from '../ports/read-models.port.js';
import { accountStream } from '../ledger/accounts.js';
import type { Entry, Ledger } from '../ledger/ledger.js';
import { attemptsStream } from '../login/attempts.js';
import {
  asLoginHistory,
  disavowalCollection,
  loginCollection,
  type LoginDocument,
  loginHistoryProjection,
  loginRowOf,
  timeOfSort,
} from '../projections/login-history.projection.js';

const CHUNK = 200;
/**
 * By so much at most an event stands in its stream apart from its time: clocks of instances differ, and refused logins are
 * written up to a quarter of an hour late.
 */
const SKEW_MS = 3_600_000;
const DISAVOWALS = 100;

/**
 * Rows of an account's history: from the read model, and, where that keeps only the last of them, from the account's
 * streams on. Both give the same rows.
 */
export class LoginRows {
  constructor(
    private readonly readModels: ReadModels,
    private readonly ledger: Ledger,
    /** How many rows of an account the read model keeps; undefined: all of them. */
    private readonly kept: number | undefined,
    /** Events read at a time. */
    private readonly chunk = CHUNK,
  ) {}

  async page(accountId: string, page: PageRequest): Promise<readonly ReadModelRow[]> {
    const rows = await this.rows(accountId, page);
    if (rows.length === 0) return rows;
    const disavowed = await this.disavowed(accountId);
    return rows.map(({ sort, document }) => {
      const { loginId } = document as unknown as LoginDocument;
      const isDisavowed = loginId !== null && disavowed.has(loginId);
      return { sort, document: isDisavowed ? { ...document, outcome: 'disavowed' } : document };
    });
  }

  private async rows(accountId: string, page: PageRequest): Promise<readonly ReadModelRow[]> {
    const { name } = loginHistoryProjection;
    const recent = await this.readModels.list(name, loginCollection, accountId, page);
    if (this.kept === undefined || recent.length >= page.limit) return recent;
    const window = await this.readModels.list(name, loginCollection, accountId, { limit: this.kept });
    const floor = window.at(-1)?.sort;
    if (floor === undefined || window.length < this.kept) return recent;
    const before = recent.at(-1)?.sort ?? (page.before !== undefined && page.before < floor ? page.before : floor);
    const rest = { ...page, before, limit: page.limit - recent.length };
    const older = [
      ...(await this.fromStream(accountStream(accountId), rest)),
      ...(await this.fromStream(attemptsStream(accountId), rest)),
    ];
    return [...recent, ...newestFirst(older).slice(0, rest.limit)];
  }

  /** The greatest rows of a stream below `before`: read backwards, until no earlier event can be one of them. */
  private async fromStream(
    stream: string,
    { before, from = '', limit }: PageRequest & { readonly before: string },
  ): Promise<readonly ReadModelRow[]> {
    let found: ReadModelRow[] = [];
    let after = await this.firstAfter(stream, timeOfSort(before) + SKEW_MS);
    while (after > 1) {
      const { entries } = await this.ledger.read(stream, { direction: 'backwards', after, limit: this.chunk });
      const oldest = entries.at(-1)?.envelope;
      if (oldest === undefined) break;
      for (const entry of entries) {
        const row = rowOf(entry);
        if (row !== undefined && row.sort < before && row.sort >= from) found.push(row);
      }
      found = newestFirst(found).slice(0, limit);
      const lowest = found.length < limit ? from : (found.at(-1)?.sort ?? from);
      if (oldest.meta.occurredAt + SKEW_MS < timeOfSort(lowest)) break;
      after = oldest.streamVersion;
    }
    return found;
  }

  /** The version of the first event that happened after `at`, or one past the end: found by halving. */
  private async firstAfter(stream: string, at: number): Promise<number> {
    const { version } = await this.ledger.read(stream, { direction: 'backwards', limit: 1 });
    let [low, high] = [1, version + 1];
    while (high - low > this.chunk) {
      const middle = Math.floor((low + high) / 2);
      const { entries } = await this.ledger.read(stream, { after: middle - 1, limit: 1 });
      if ((entries[0]?.envelope.meta.occurredAt ?? Infinity) > at) high = middle;
      else low = middle + 1;
    }
    return high;
  }

  private async disavowed(accountId: string): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    let before: string | undefined;
    for (;;) {
      const page = { limit: DISAVOWALS, ...(before !== undefined && { before }) };
      const rows = await this.readModels.list(loginHistoryProjection.name, disavowalCollection, accountId, page);
      for (const { sort } of rows) ids.add(sort);
      before = rows.at(-1)?.sort;
      if (rows.length < DISAVOWALS) return ids;
    }
  }
}

const rowOf = (entry: Entry): ReadModelRow | undefined => {
  const own = asLoginHistory(entry);
  return own && loginRowOf(own);
};

const newestFirst = (rows: readonly ReadModelRow[]): ReadModelRow[] =>
  [...rows].sort((a, b) => (a.sort < b.sort ? 1 : -1));
