import type { MergeOffers } from '../../../application/merge/merge-api.js';
import type { Accepted } from '../../../application/outcome/outcome.js';
import type { SyncAnswer } from '../../../application/sync/sync-api.js';
import { Text, Told, ToldTime } from './fields.js';
import { isoOrNull } from './iso.js';

export class SyncBody {
  @Text({ description: 'One’s own personal number', max: 64, example: '001090990001' })
  personalNumber!: string;

  @Text({ description: 'Full name', max: 256, example: 'Nguyễn Minh An' })
  name!: string;

  @Text({ description: 'Date of birth: dd/mm/yyyy, mm/yyyy or yyyy', max: 32, example: '12/05/1990' })
  birthDate!: string;
}

const anyValue = {
  nullable: true,
  oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'object', additionalProperties: true } }],
};

export class FieldChangeAnswer {
  @Told('Which field of the identity')
  field!: string;

  @Told('What the account held; null: nothing, or the POST was repeated with its Idempotency-Key', anyValue)
  before!: unknown;

  @Told('What the register holds; null: nothing, or the POST was repeated with its Idempotency-Key', anyValue)
  after!: unknown;
}

export class NotAbsorbedAnswer {
  @Told('The older account')
  accountId!: string;

  @Told('Why it stays: a code of the error catalogue')
  code!: string;
}

export class SyncStateAnswer {
  @Told('Fields that the register holds otherwise', { type: [FieldChangeAnswer] })
  changes!: readonly FieldChangeAnswer[];

  @Told('What became of the CMND that the register links', {
    enum: ['none', 'added', 'held', 'heldByAnother', 'pending'],
  })
  alias!: string;

  @Told('Older accounts of the same person, absorbed now', { type: [String] })
  absorbed!: readonly string[];

  @Told('Older accounts of the same person that could not be', { type: [NotAbsorbedAnswer] })
  notAbsorbed!: readonly NotAbsorbedAnswer[];

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export class OfferedMethodAnswer {
  @Told('The absorbed account that has it')
  from!: string;

  @Told('Names the method')
  methodId!: string;

  @Told('Which method')
  method!: string;

  @Told('The level it would give', { enum: ['IAL2', 'IAL3'] })
  level!: string;

  @ToldTime('Until when it counts; null: no end', { nullable: true })
  validUntil!: string | null;
}

export class OfferedPhoneAnswer {
  @Told('The absorbed account that has it')
  from!: string;

  @Told('Names the phone')
  phoneId!: string;

  @Told('The number, masked', { example: '095****001' })
  masked!: string;
}

export class MergeOffersAnswer {
  @Told('Certificates that let nobody in until they are accepted', { type: [OfferedMethodAnswer] })
  methods!: readonly OfferedMethodAnswer[];

  @Told('Phones that get no codes until they are accepted', { type: [OfferedPhoneAnswer] })
  phones!: readonly OfferedPhoneAnswer[];
}

export class AcceptedMethodAnswer {
  @Told('The method that is one’s own now')
  methodId!: string;

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export class AcceptedPhoneAnswer {
  @Told('The phone that may get codes now')
  phoneId!: string;

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export const syncStateAnswer = ({ value, position }: Accepted<SyncAnswer>): SyncStateAnswer => ({
  changes: value.changes.map(({ field, before, after }) => ({ field, before, after })),
  alias: value.alias,
  absorbed: value.absorbed,
  notAbsorbed: value.notAbsorbed.map(({ accountId, code }) => ({ accountId, code })),
  position: position ?? null,
});

/** A repeated POST is answered from memory, which keeps no personal data. */
export const withoutValues = (answer: SyncAnswer): SyncAnswer => ({
  ...answer,
  changes: answer.changes.map(({ field }) => ({ field, before: null, after: null })),
});

export const mergeOffersAnswer = ({ methods, phones }: MergeOffers): MergeOffersAnswer => ({
  methods: methods.map(({ from, methodId, method, level, validUntil }) => ({
    from,
    methodId,
    method,
    level,
    validUntil: isoOrNull(validUntil),
  })),
  phones: phones.map(({ from, phoneId, masked }) => ({ from, phoneId, masked })),
});
