import { type Identifier, identifierKinds } from '../../domain/values/identifier.js';
import type { Pinned } from '../claims/claim-protocol.js';
import { accept, type Outcome, refuse } from '../outcome/outcome.js';
import { firstEvent } from './first-event.js';
import { KnownPersons } from './known-persons.js';
import { attestedIdentifiers, openRegistration, type OpenRegistration } from './opened.js';
import type { RegistrationDeps } from './registration-deps.js';

/** A password that was hashed and put into the vault for this registration, if it becomes the one. */
export interface FreshPassword {
  readonly accountId: string;
  readonly passwordId: string;
}

export interface Completed {
  readonly accountId: string;
  /** The password given is not the account's: another one had been pinned. */
  readonly earlierPasswordKept: boolean;
}

/** Somebody ended the registration meanwhile: it has to be read again. */
type Overtaken = 'overtaken';

/** All proofs are in: the account id and keys are pinned, the identifiers claimed, the account registered. */
export class Completion {
  private readonly known: KnownPersons;

  constructor(private readonly deps: RegistrationDeps) {
    this.known = new KnownPersons(deps.directory, deps.blindIndex);
  }

  /** The hash of a password that is not the pinned one is thrown away; that of the pinned one stays, whatever comes. */
  async complete(open: OpenRegistration, password?: FreshPassword): Promise<Outcome<Completed> | Overtaken> {
    const pinned = await this.pin(open, password);
    const isMine = typeof pinned === 'object' && pinned.pinned.passwordId === password?.passwordId;
    if (password !== undefined && !isMine) await this.deps.vault.delete(password.passwordId);
    return pinned === 'overtaken' ? pinned : this.claim(pinned, !isMine);
  }

  /** From here on the outcome is certain: whoever comes later, with whichever password, gets what is pinned. */
  private async pin(
    open: OpenRegistration,
    password: FreshPassword | undefined,
  ): Promise<(OpenRegistration & { readonly pinned: Pinned }) | Overtaken> {
    const { registrationId } = open.state;
    const identifiers = await this.known.claimable(attested(open));
    const proposed = this.propose(open, identifiers, password);
    const result = await this.deps.store.transact(
      registrationId,
      { type: 'Pin', pinned: proposed },
      open.context,
      open,
    );
    const { version, state } = result;
    if (result.kind === 'rejected' && result.refusal.code === 'registration.proofsMissing')
      throw new Error(`Registration ${registrationId} was completed without its proofs`);
    if (state.status !== 'running' || state.pinned === null) return 'overtaken';
    const reopened = await openRegistration({ version, state }, open, open, this.deps.personalData, open);
    return reopened === undefined ? 'overtaken' : { ...reopened, pinned: state.pinned };
  }

  private async claim(
    open: OpenRegistration & { readonly pinned: Pinned },
    earlierPasswordKept: boolean,
  ): Promise<Outcome<Completed>> {
    const { pinned, context } = open;
    const { registrationId } = open.state;
    const outcome = await this.deps.claims.register({
      registrationId,
      patience: open.edition.registration.claimPatience,
      context,
      propose: () => pinned,
      pinned,
      register: (claimed) => firstEvent(open, claimed),
    });
    switch (outcome.kind) {
      case 'registered': {
        if (open.state.linkFollowedAt !== null) await this.verifyEmail(open, outcome.accountId);
        const position = await this.end(open, { how: 'registered' });
        return accept({ accountId: outcome.accountId, earlierPasswordKept }, position);
      }
      case 'duplicate':
        await this.deps.vault.deleteOwner(outcome.accountId);
        await this.end(open, { how: 'duplicate', code: 'registration.duplicate', facts: outcome.facts });
        return refuse('registration.duplicate', outcome.facts, open.policy.onDuplicate);
      case 'superseded':
        await this.deps.vault.deleteOwner(outcome.accountId);
        await this.end(open, { how: 'superseded', code: 'registration.superseded' });
        return refuse('registration.superseded', {}, ['startAgain']);
      case 'pending':
        return refuse('registration.pending', { retryAfterMs: outcome.retryAfterMs }, ['waitAndRetry']);
    }
  }

  private propose(
    open: OpenRegistration,
    identifiers: readonly Identifier[],
    password: FreshPassword | undefined,
  ): Pinned {
    const phoneConfirmed = open.state.otpConfirmedAt !== null && open.typed.phone !== undefined;
    return {
      accountId: password?.accountId ?? this.deps.ids.id(),
      keys: withCertificate(open, identifiers).flatMap((identifier) => this.deps.blindIndex.keys(identifier)),
      methodId: this.deps.ids.id(),
      at: this.deps.clock.now(),
      ...(phoneConfirmed && { phoneId: this.deps.ids.id() }),
      ...(password !== undefined && { passwordId: password.passwordId }),
    };
  }

  /** The link that activated was sent to the address of the form. */
  private async verifyEmail({ context }: OpenRegistration, accountId: string): Promise<void> {
    const at = this.deps.clock.now();
    await this.deps.accounts.transact(accountId, { type: 'VerifyEmail', at, emailVersion: 0 }, context);
  }

  private async end(
    open: OpenRegistration,
    ending: Omit<Extract<Parameters<RegistrationDeps['store']['transact']>[1], { type: 'End' }>, 'type' | 'at'>,
  ): Promise<number | undefined> {
    const command = { type: 'End', ...ending, at: this.deps.clock.now() } as const;
    const result = await this.deps.store.transact(open.state.registrationId, command, open.context, open);
    return result.kind === 'accepted' ? result.position : undefined;
  }
}

/** Attested identifiers, in the one order every registration uses. */
const attested = (open: OpenRegistration): readonly Identifier[] => {
  const rank = ({ kind }: Pick<Identifier, 'kind'>): number => identifierKinds.indexOf(kind);
  return attestedIdentifiers(open)
    .filter((one) => one.attested)
    .sort((a, b) => rank(a) - rank(b) || (a.value < b.value ? -1 : 1))
    .map(({ kind, value }) => ({ kind, value }) as Identifier);
};

/** The certificate comes last: it is claimed with its holder, and never alone. */
const withCertificate = ({ state }: OpenRegistration, identifiers: readonly Identifier[]): readonly Identifier[] => {
  const certificate = state.proof?.certificate;
  return certificate == null ? identifiers : [...identifiers, { kind: 'certificate', value: certificate }];
};
