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
  | (Fold<RegistrationState> & { readonly kind: 'accepted'; readonly position: number | undefined })
  | (Fold<RegistrationState> & { readonly kind: 'rejected'; readonly refusal: Refusal<RegistrationRefusal> });

/** A registration that nobody has opened yet. */
export const noRegistration: Fold<RegistrationState> = { version: 0, state: registrationDecider.initialState };

export const registrationStream = (registrationId: string): string => `registration-${registrationId}`;

/** As many as may be under way at a time. */
const KEPT_REGISTRATIONS = 2_000;

/** Registrations by id: short streams, read whole once and then followed. */
export class RegistrationStore {
  private readonly kept = new KeptFolds<RegistrationState>(KEPT_REGISTRATIONS);

  constructor(private readonly ledger: Ledger) {}

  async load(registrationId: string): Promise<Fold<RegistrationState>> {
    const from = this.kept.get(registrationId) ?? noRegistration;
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

  /**
   * Decides on what was read before, where the caller has it, and appends; where that does not come to an append, or
   * somebody else appended meanwhile, the registration is read again and the command decided on it.
   */
  async transact(
    registrationId: string,
    command: RegistrationCommand,
    context: CommandContext,
    before?: Fold<RegistrationState>,
  ): Promise<RegistrationTransacted> {
    for (let read = before; ; read = undefined) {
      const { version, state } = read ?? (await this.load(registrationId));
      const decision = registrationDecider.decide(state, command);
      const isAppend = decision.kind === 'accepted' && decision.events.length > 0;
      if (!isAppend && read !== undefined) continue;
      if (decision.kind === 'rejected') return { ...decision, version, state };
      if (!isAppend) return { kind: 'accepted', version, state, position: undefined };
      const result = await this.ledger.append(registrationStream(registrationId), version, decision.events, context);
      if (result.kind === 'appended') {
        return {
          kind: 'accepted',
          version: result.version,
          state: fold(registrationDecider, decision.events, state),
          position: result.position,
        };
      }
    }
  }
}
