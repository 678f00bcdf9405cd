import type { ContactView } from '../../../application/account/contact-api.js';
import type { IdentityScreenView } from '../../../application/profile/identity-queries.js';
import type { FieldOrigin } from '../../../application/projections/field-origins.js';
import { Text, Told, ToldTime } from './fields.js';
import { iso, isoOrNull } from './iso.js';

const takenAway = 'null takes it away, absent leaves it';

/** What is to change. */
export class ChangeContactBody {
  @Text({
    description: `E-mail address; ${takenAway}`,
    max: 320,
    optional: true,
    clearable: true,
    example: 'an@hopthu.example',
  })
  email?: string | null;

  @Text({
    description: `A phone that people call, also a landline; ${takenAway}`,
    max: 32,
    optional: true,
    clearable: true,
  })
  phone?: string | null;

  @Text({ description: `Address; ${takenAway}`, max: 1200, optional: true, clearable: true })
  address?: string | null;
}

export class OwnContactAnswer {
  @Told('E-mail address', { type: String, nullable: true })
  email!: string | null;

  @Told('Its link was followed')
  emailVerified!: boolean;

  @Told('Phone, E.164', { type: String, nullable: true })
  phone!: string | null;

  @Told('Address', { type: String, nullable: true })
  address!: string | null;

  @Told('Fields that the owner may change', { type: [String] })
  editable!: readonly string[];

  @Told('Fields that may not be left empty', { type: [String] })
  required!: readonly string[];

  @Told('After a change: a link went to the new address', { required: false })
  linkSent?: boolean;

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export class EmailLinkSentAnswer {
  @Told('Where the link went, masked', { example: 'a***@hopthu.example' })
  sentTo!: string;
}

export class EmailVerifiedAnswer {
  @Told('The address is the owner’s')
  verified!: boolean;

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export class FieldOriginAnswer {
  @Told('On what the field rests', { enum: ['evidence', 'typed', 'owner', 'registration'] })
  by!: string;

  @Told('Names the evidence', { required: false })
  evidenceId?: string;

  @Told('Who answered', { required: false })
  source?: string;

  @ToldTime('Since when')
  at!: string;
}

const shown = {
  oneOf: [
    { type: 'string' },
    { type: 'array', items: { type: 'object', additionalProperties: true } },
    { type: 'object' },
  ],
};

export class ShownFieldAnswer {
  @Told('Which field')
  field!: string;

  @Told('What is known', shown)
  value!: unknown;

  @Told('What it rests on', { type: FieldOriginAnswer })
  origin!: FieldOriginAnswer;
}

export class IdentityScreenAnswer {
  @Told('The account')
  accountId!: string;

  @Told('Who it belongs to', { enum: ['citizen', 'enterprise', 'agency'] })
  subject!: string;

  @Told('From registers, certificates and the first form; never edited by the owner', { type: [ShownFieldAnswer] })
  identity!: readonly ShownFieldAnswer[];

  @Told('Edited by the owner', { type: [ShownFieldAnswer] })
  contact!: readonly ShownFieldAnswer[];

  @Told('Fields that the owner may change', { type: [String] })
  editable!: readonly string[];

  @ToldTime('When the e-mail address was verified; null: it was not', { nullable: true })
  emailVerifiedAt!: string | null;
}

export const ownContactAnswer = (
  view: ContactView & { readonly linkSent?: boolean },
  position: number | undefined,
): OwnContactAnswer => ({
  email: view.email,
  emailVerified: view.emailVerified,
  phone: view.phone,
  address: view.address,
  editable: view.editable,
  required: view.required,
  ...(view.linkSent !== undefined && { linkSent: view.linkSent }),
  position: position ?? null,
});

/** A repeated POST is answered from memory, which keeps no personal data. */
export const withoutContact = <View extends ContactView>(view: View): View => ({
  ...view,
  email: null,
  phone: null,
  address: null,
});

const originAnswer = ({ at, ...origin }: FieldOrigin): FieldOriginAnswer => ({ ...origin, at: iso(at) });

export const identityScreenAnswer = (view: IdentityScreenView): IdentityScreenAnswer => ({
  accountId: view.accountId,
  subject: view.subject,
  identity: view.identity.map(({ field, value, origin }) => ({ field, value, origin: originAnswer(origin) })),
  contact: view.contact.map(({ field, value, origin }) => ({ field, value, origin: originAnswer(origin) })),
  editable: view.editable,
  emailVerifiedAt: isoOrNull(view.emailVerifiedAt),
});
