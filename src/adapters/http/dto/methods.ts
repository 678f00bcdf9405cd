import type {
  AdditionAnswer as AdditionOutcome,
  AdditionView,
  ConsentAnswer as ConsentOutcome,
  ConsentView,
  OwnMethod,
} from '../../../application/account/methods-api.js';
import type { Accepted } from '../../../application/outcome/outcome.js';
import { subjectKinds, type SubjectKind } from '../../../domain/policy/methods.js';
import { OneOf, Text, Told, ToldTime } from './fields.js';
import { iso, isoOrNull } from './iso.js';
import { DueProofAnswer, dueProofAnswer, ProofBody, StartProofBody } from './proof.js';
import { MethodAnswer } from './profile.answers.js';

const consentToken = { description: 'From the first answer', max: 256 };

export class StartConsentBody extends StartProofBody {
  @OneOf(subjectKinds, { description: 'Whose account it is' })
  subject!: SubjectKind;
}

export class ConsentTokenBody {
  @Text(consentToken)
  consentToken!: string;
}

export class ConsentProofBody extends ProofBody {
  @Text(consentToken)
  consentToken!: string;
}

export class ConfirmConsentBody {
  @Text(consentToken)
  consentToken!: string;

  @Text({ description: 'The code that came to the account’s default phone', max: 16, example: '123456' })
  code!: string;
}

export class OwnMethodAnswer extends MethodAnswer {
  @Told('False: without it nothing would let the owner in')
  removable!: boolean;
}

export class OwnMethodsAnswer {
  @Told('The ways in which the account’s identity was proved', { type: [OwnMethodAnswer] })
  methods!: readonly OwnMethodAnswer[];

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export class MethodAdditionAnswer {
  @Told('Names what is being added')
  additionId!: string;

  @Told('The proof that is asked for', { type: DueProofAnswer })
  due!: DueProofAnswer;
}

export class AddedMethodAnswer {
  @Told('Names the method')
  methodId!: string;

  @Told('Which method')
  method!: string;

  @Told('The level it gives', { enum: ['IAL2', 'IAL3'] })
  level!: string;

  @ToldTime('Until when it counts; null: no end', { nullable: true })
  validUntil!: string | null;
}

export class MethodAdditionStateAnswer {
  @Told('`waiting`: the SIM or the app has not answered yet', { enum: ['waiting', 'added'] })
  kind!: string;

  @Told('What was added; null while waiting', { type: AddedMethodAnswer, nullable: true })
  added!: AddedMethodAnswer | null;

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export class ConsentStartedAnswer {
  @Told('Unguessable and short-lived: answers with the proof and the owner’s code, and opens nothing else')
  consentToken!: string;

  @Told('The proof that is asked for', { type: DueProofAnswer })
  due!: DueProofAnswer;
}

export class ConsentStateAnswer {
  @Told('`codeSent`: the proof is good; a code went to the account’s default phone', { enum: ['waiting', 'codeSent'] })
  kind!: string;

  @Told('Where the code went, masked', { required: false, example: '095****001' })
  sentTo?: string;

  @ToldTime('Until when the code is good', { required: false })
  expiresAt?: string;

  @ToldTime('From when another code can be asked for', { required: false })
  resendAt?: string;
}

export const ownMethodsAnswer = (methods: readonly OwnMethod[], position: number | undefined): OwnMethodsAnswer => ({
  methods: methods.map(({ methodId, method, level, verifiedAt, validUntil, inForce, removable }) => ({
    methodId,
    method,
    level,
    verifiedAt: iso(verifiedAt),
    validUntil: isoOrNull(validUntil),
    inForce,
    removable,
  })),
  position: position ?? null,
});

export const methodAdditionAnswer = ({ additionId, due }: AdditionView): MethodAdditionAnswer => ({
  additionId,
  due: dueProofAnswer(due),
});

export const methodAdditionStateAnswer = ({
  value,
  position,
}: Accepted<AdditionOutcome>): MethodAdditionStateAnswer => ({
  kind: value.kind,
  added:
    value.kind === 'waiting'
      ? null
      : {
          methodId: value.methodId,
          method: value.method,
          level: value.level,
          validUntil: isoOrNull(value.validUntil),
        },
  position: position ?? null,
});

export const consentStartedAnswer = ({ consentToken: token, due }: ConsentView): ConsentStartedAnswer => ({
  consentToken: token,
  due: dueProofAnswer(due),
});

export const consentStateAnswer = (answer: ConsentOutcome): ConsentStateAnswer =>
  answer.kind === 'waiting'
    ? { kind: answer.kind }
    : {
        kind: answer.kind,
        sentTo: answer.sentTo,
        expiresAt: iso(answer.expiresAt),
        resendAt: iso(answer.resendAt),
      };
