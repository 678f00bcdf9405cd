import { type Duration, seconds } from '../../domain/kernel/instant.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome } from '../outcome/outcome.js';
import type { Clock } from '../ports/clock.port.js';
import type { ReadModels } from '../ports/read-models.port.js';
import type { Freshness } from '../profile/profile-queries.js';
import {
  openCaseCollection,
  type OpenCaseDocument,
  type OpenCaseKind,
  openCaseSort,
  openCasesProjection,
} from '../projections/open-cases.projection.js';
import type { Projector } from '../projections/projector.js';
import type { StaffMember } from './staff-api.js';
import type { StaffDesk } from './staff-desk.js';

export interface OpenCasesRequest {
  readonly kind: OpenCaseKind;
  readonly limit?: number;
  /** The `next` of the page before. */
  readonly cursor?: string;
}

export interface OpenCasesPage {
  readonly items: readonly OpenCaseDocument[];
  /** Give it as `cursor` for the next page; null: that was the last. */
  readonly next: string | null;
}

const WAIT: Duration = seconds(5);
const DEFAULT_PAGE = 20;
const LARGEST_PAGE = 100;

/** What waits for an officer: open complaints, the oldest first; recoveries and requests, the soonest to lapse first. */
export class OpenCases {
  constructor(
    private readonly desk: Pick<StaffDesk, 'admit'>,
    private readonly readModels: ReadModels,
    private readonly projector: Projector | undefined,
    private readonly clock: Clock,
  ) {}

  /** For the roles that may read cases. It tells of no person, so it asks for no ground and is in no journal. */
  list(by: StaffMember, request: OpenCasesRequest, freshness: Freshness = {}): Promise<Outcome<OpenCasesPage>> {
    return guarded(async () => {
      const admitted = this.desk.admit(by, 'readCase');
      return admitted.kind === 'accepted' ? this.page(request, freshness) : admitted;
    });
  }

  /** The same, for who reads the log itself: an operator at the console. */
  page(
    { kind, limit = DEFAULT_PAGE, cursor }: OpenCasesRequest,
    { atLeast = 0 }: Freshness = {},
  ): Promise<Outcome<OpenCasesPage>> {
    return guarded(async () => {
      if (this.projector !== undefined && !(await this.projector.reached(atLeast, WAIT)))
        return notAvailable('unavailable.readModels', 1_000);
      const size = Math.min(Math.max(1, Math.trunc(limit) || DEFAULT_PAGE), LARGEST_PAGE);
      const before = cursor ?? (kind === 'complaint' ? undefined : openCaseSort(this.clock.now()));
      const rows = await this.readModels.list(openCasesProjection.name, openCaseCollection, kind, {
        limit: size + 1,
        ...(before !== undefined && { before }),
      });
      const items = rows.slice(0, size).map(({ document }) => document as unknown as OpenCaseDocument);
      const last = rows[size - 1];
      return accept({ items, next: rows.length > size && last !== undefined ? last.sort : null });
    });
  }
}
