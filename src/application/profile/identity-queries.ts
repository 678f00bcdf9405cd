import { isOpened } from '../../domain/account/account.state.js';
import type { IdentityProfile } from '../../domain/account/identity-profile.js';
import { type ContactField, type IdentityField, identityScreens } from '../../domain/account/identity-screens.js';
import { type Duration, type Instant, seconds } from '../../domain/kernel/instant.js';
import type { SubjectKind } from '../../domain/policy/methods.js';
import { OwnerData } from '../account/owner-data.js';
import type { Accounts } from '../ledger/accounts.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome } from '../outcome/outcome.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { ReadModels } from '../ports/read-models.port.js';
import type { FieldOrigin } from '../projections/field-origins.js';
import {
  identityProfileProjection,
  type ProfileDocument,
  profileCollection,
} from '../projections/identity-profile.projection.js';
import type { Projector } from '../projections/projector.js';
import { type Freshness, notShown } from './profile-queries.js';

export type ShownValue = NonNullable<IdentityProfile[IdentityField]>;

/** One field of the screen, with what it rests on. */
export interface ShownField<Field extends string, Value> {
  readonly field: Field;
  readonly value: Value;
  readonly origin: FieldOrigin;
}

export interface IdentityScreenView {
  readonly accountId: string;
  readonly subject: SubjectKind;
  /** Never edited by the owner. Empty once erased. */
  readonly identity: readonly ShownField<IdentityField, ShownValue>[];
  /** Edited by the owner. */
  readonly contact: readonly ShownField<ContactField, string>[];
  readonly editable: readonly ContactField[];
  readonly emailVerifiedAt: Instant | null;
}

const WAIT: Duration = seconds(5);

/** "Thông tin định danh": what is known of a subject, and for every field which evidence, from whom and when. */
export class IdentityQueries {
  private readonly owner: OwnerData;

  constructor(
    private readonly readModels: ReadModels,
    private readonly projector: Projector | undefined,
    personalData: PersonalData,
    private readonly accounts: Accounts,
  ) {
    this.owner = new OwnerData(personalData);
  }

  screen(accountId: string, { atLeast = 0 }: Freshness = {}): Promise<Outcome<IdentityScreenView>> {
    return guarded(async () => {
      if (this.projector !== undefined && !(await this.projector.reached(atLeast, WAIT)))
        return notAvailable('unavailable.readModels', 1_000);
      const found = await this.readModels.get(identityProfileProjection.name, profileCollection, accountId);
      const document = found as unknown as ProfileDocument | undefined;
      if (document === undefined || !isOpened(document.state)) return notShown(this.accounts, accountId);
      const { state, origins } = document;
      const { identity, editable } = identityScreens[state.subject];
      const profile = await this.owner.profile(state);
      const contact = profile === undefined ? {} : await this.owner.contact(state);
      return accept({
        accountId,
        subject: state.subject,
        identity: shown<IdentityField, ShownValue>(identity, profile ?? {}, (field) =>
          originIn(document, origins?.identity[field]),
        ),
        contact: shown<ContactField, string>(editable, contact, (field) =>
          originIn(document, origins?.contact[field] ?? (field === 'email' ? origins?.identity.email : undefined)),
        ),
        editable,
        emailVerifiedAt: state.emailVerifiedAt,
      });
    });
  }
}

const originIn = ({ origins, registeredAt }: ProfileDocument, named: FieldOrigin | undefined): FieldOrigin =>
  named ?? origins?.others ?? { by: 'registration', at: registeredAt as Instant };

const shown = <Field extends string, Value>(
  fields: readonly Field[],
  values: Readonly<Partial<Record<Field, Value>>>,
  origin: (field: Field) => FieldOrigin,
): readonly ShownField<Field, Value>[] =>
  fields.flatMap((field) => {
    const value: Value | undefined = values[field];
    return value === undefined ? [] : [{ field, value, origin: origin(field) }];
  });
