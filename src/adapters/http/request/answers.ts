import { Injectable, Inject } from '@nestjs/common';
import { networkOf } from '../../../application/caller.js';
import type { DinhDanh } from '../../../application/composition/create.js';
import type { Accepted, Outcome } from '../../../application/outcome/outcome.js';
import type { JsonValue } from '../../../application/ports/json.js';
import { Problem } from '../problems/problem.js';
import { DINH_DANH } from '../tokens.js';
import type { Call } from './call.js';

/** The accepted outcome; any other becomes a problem for the filter to tell. */
export function settled<T>(outcome: Outcome<T>): Accepted<T> {
  switch (outcome.kind) {
    case 'accepted':
      return outcome;
    case 'refused':
      throw new Problem(outcome.code, { facts: outcome.facts, remedies: outcome.remedies });
    case 'unavailable':
      throw new Problem(outcome.code, { retryAfterMs: outcome.retryAfterMs });
  }
}

/** Runs what a POST asks for once for each `Idempotency-Key`. */
@Injectable()
export class IdempotentPosts {
  constructor(@Inject(DINH_DANH) private readonly core: DinhDanh) {}

  /** The key belongs to the session's account, to the member of staff, or else to the network that the caller is in. */
  async run<T>(
    { caller, idempotencyKey: key, method, path, session, staff }: Call,
    body: object | null,
    run: () => Promise<Outcome<T>>,
    withoutSecrets?: (value: T) => T,
  ): Promise<Accepted<T>> {
    const payload = { method, path, body: body as JsonValue };
    const anybody = staff === undefined ? `network:${networkOf(caller.address)}` : `staff:${staff.officer}`;
    const owner = session === undefined ? anybody : `account:${session.accountId}`;
    const outcome = await this.core.idempotent.run({
      caller: owner,
      key,
      payload,
      run,
      ...(withoutSecrets !== undefined && { withoutSecrets }),
    });
    return settled(outcome);
  }
}
