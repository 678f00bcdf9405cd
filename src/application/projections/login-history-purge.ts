import type { LoggedIn } from '../../domain/account/account.events.js';
import type { LoginRefused } from '../../domain/account/attempts.events.js';
import { type Instant, instant } from '../../domain/kernel/instant.js';
import { editionAt, type PolicyBook } from '../../domain/policy/policy-book.js';
import { type Ledger, subjectOf } from '../ledger/ledger.js';
import type { Clock } from '../ports/clock.port.js';
import type { EventStore, RecordedEvent } from '../ports/event-store.port.js';
import type { ReadModelChange, ReadModels } from '../ports/read-models.port.js';
import { disavowalCollection, loginCollection, loginHistoryProjection, loginSort } from './login-history.projection.js';

/** How far it went, beside the rows: a generation that was filled anew, with the old rows, has to be gone through anew. */
const PROGRESS = { collection: 'login-purge', key: 'up to', sort: '' } as const;
const BATCH = 500;

/**
 * Takes logins out of the history's read model once they are older than the policy keeps them. It goes through the log
 * behind the projection and stops at the first login that is still kept, so a run costs what has become too old since the
 * last one. The events stay: what the law wants for ever, and what it wants forgotten, is for the audit and for erasure.
 */
export class LoginHistoryPurge {
  constructor(
    private readonly store: EventStore,
    private readonly ledger: Ledger,
    private readonly readModels: ReadModels,
    private readonly policy: PolicyBook,
    private readonly clock: Clock,
  ) {}

  /** Everything older than the edition in force keeps goes. */
  async runDue(): Promise<number> {
    const at = this.clock.now();
    const edition = editionAt(this.policy, at);
    return edition.ok ? this.run(instant(at - edition.value.loginHistoryKept)) : 0;
  }

  /** Everything before `keptFrom` goes. Answers how many rows were taken out. */
  async run(keptFrom: Instant): Promise<number> {
    const { name } = loginHistoryProjection;
    const generation = await this.readModels.liveGeneration(name);
    let purged = 0;
    for (;;) {
      const applied = await this.readModels.checkpoint(name, generation);
      const progress = await this.readModels.getIn(name, generation, PROGRESS.collection, PROGRESS.key);
      const from = Number(progress?.['position'] ?? 0);
      const slice = await this.store.readAll(from, BATCH);
      const known = slice.events.filter((event) => event.globalPosition <= applied);
      const { old, to, isOver } = this.oldOnes(known, keptFrom, from);
      if (to === from) return purged;
      const changes: readonly ReadModelChange[] = [...old, { kind: 'put', ...PROGRESS, document: { position: to } }];
      if (!(await this.readModels.apply(name, generation, applied, applied, changes))) continue;
      purged += old.filter(({ collection }) => collection === loginCollection).length;
      if (isOver || known.length < BATCH) return purged;
    }
  }

  private oldOnes(
    events: readonly RecordedEvent[],
    keptFrom: Instant,
    from: number,
  ): { readonly old: readonly ReadModelChange[]; readonly to: number; readonly isOver: boolean } {
    const old: ReadModelChange[] = [];
    let to = from;
    for (const recorded of events) {
      if (recorded.meta.occurredAt >= keptFrom) return { old, to, isOver: true };
      old.push(...this.rowsOf(recorded));
      to = recorded.globalPosition;
    }
    return { old, to, isOver: false };
  }

  private rowsOf(recorded: RecordedEvent): readonly ReadModelChange[] {
    if (!recorded.type.startsWith('LoggedIn.') && !recorded.type.startsWith('LoginRefused.')) return [];
    const { event } = this.ledger.entry<LoggedIn | LoginRefused>(recorded);
    const key = subjectOf(recorded.stream);
    const sort = loginSort(event.data.at, recorded.globalPosition);
    const row: ReadModelChange = { kind: 'delete', collection: loginCollection, key, sort };
    if (event.type !== 'LoggedIn') return [row];
    const { loginId } = event.data;
    return [row, { kind: 'delete', collection: disavowalCollection, key, sort: loginId }];
  }
}
