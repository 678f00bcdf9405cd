import { fold } from '../../domain/kernel/decider.js';
import type { Refusal } from '../../domain/kernel/refusal.js';
import type { RegistrationEvent } from '../../domain/registration/registration.events.js';
import {
  type RegistrationCommand,
  registrationDecider,
  type RegistrationRefusal,
} from '../../domain/registration/registration.decider.js';
import type { RegistrationState } from '../../domain/registration/registration.state.js';
import type { CommandContext } from '../ledger/command-context.js';
import { type Fold, KeptFolds } from '../ledger/kept-folds.js';
import type { Ledger } from '../ledger/ledger.js';

export type RegistrationTransacted =
  | { readonly kind: 'accepted'; readonly state: RegistrationState; readonly position: number | undefined }
  | { readonly kind: 'rejected'; readonly refusal: Refusal<RegistrationRefusal>; readonly state: RegistrationState };

export const registrationStream = (registrationId: string): string => `registration-${registrationId}`;

/** As many as may be under way at a time. */
const KEPT_REGISTRATIONS = 2_000;

/** Registrations by id: short streams, read whole once and then followed. */
export class RegistrationStore {
  private readonly kept = new KeptFolds<RegistrationState>(KEPT_REGISTRATIONS);

  constructor(private readonly ledger: Ledger) {}

  async load(registrationId: string): Promise<Fold<RegistrationState>> {
    const from = this.kept.get(registrationId) ?? { version: 0, state: registrationDecider.initialState };
    const { version, entries } = await this.ledger.read<RegistrationEvent>(registrationStream(registrationId), {
      after: from.version,
    });
    const state = fold(
      registrationDecider,
      entries.map((entry) => entry.event),
      from.state,
    );
    this.kept.keep(registrationId, { version, state });
    return { version, state };
  }

  /** Reads, decides, appends; on a conflict the twin's events are read and the command decided on them. */
  async transact(
    registrationId: string,
    command: RegistrationCommand,
    context: CommandContext,
  ): Promise<RegistrationTransacted> {
    for (;;) {
      const { version, state } = await this.load(registrationId);
      const decision = registrationDecider.decide(state, command);
      if (decision.kind === 'rejected') return { ...decision, state };
      if (decision.events.length === 0) return { kind: 'accepted', state, position: undefined };
      const result = await this.ledger.append(registrationStream(registrationId), version, decision.events, context);
      if (result.kind === 'appended') {
        return {
          kind: 'accepted',
          state: fold(registrationDecider, decision.events, state),
          position: result.position,
        };
      }
    }
  }
}
