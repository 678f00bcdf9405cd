import type {
  PasswordHint,
  PasswordSet,
  RecoveryAnswer as RecoveryOutcome,
  RecoveryProofView,
  RecoveryView,
} from '../../../application/account/passwords-api.js';
import type { Accepted } from '../../../application/outcome/outcome.js';
import type { PasswordRules } from '../../../domain/values/password-rules.js';
import { Text, Told, ToldTime } from './fields.js';
import { iso } from './iso.js';
import { DueProofAnswer, dueProofAnswer, ProofBody } from './proof.js';

const password = { description: 'The new password', max: 1024 };
const confirmation = { description: 'The new password again', max: 1024 };
const recoveryToken = { description: 'From the first answer', max: 256 };

export class ChangePasswordBody {
  @Text({ description: 'The password that counts now', max: 1024 })
  current!: string;

  @Text(password)
  password!: string;

  @Text(confirmation)
  confirmation!: string;
}

export class PasswordHintBody {
  @Text({ description: 'A password as far as it is typed', max: 1024 })
  password!: string;
}

export class StartRecoveryBody {
  @Text({ description: 'CMND, CCCD or personal number', max: 64, example: '001090990001' })
  personId!: string;

  @Text({ description: 'The solved captcha, where one is asked for', max: 4096, optional: true })
  captcha?: string;
}

export class RecoveryTokenBody {
  @Text(recoveryToken)
  recoveryToken!: string;
}

export class ConfirmRecoveryBody {
  @Text(recoveryToken)
  recoveryToken!: string;

  @Text({ description: 'The code from the SMS', max: 16, example: '123456' })
  code!: string;
}

export class RecoveryProofBody extends ProofBody {
  @Text(recoveryToken)
  recoveryToken!: string;
}

export class ResetPasswordBody {
  @Text(recoveryToken)
  recoveryToken!: string;

  @Text(password)
  password!: string;

  @Text(confirmation)
  confirmation!: string;
}

const rules = { type: 'object', additionalProperties: true };

export class PasswordHintAnswer {
  @Told('From 0 (weak) to 4')
  score!: number;

  @Told('Common, leaked or made of one’s own data: it will be refused')
  blocked!: boolean;

  @Told('What it still lacks', { type: [String] })
  unmet!: readonly string[];

  @Told('What a password must be made of', rules)
  rules!: PasswordRules;
}

export class PasswordSetAnswer {
  @Told('From 0 (weak) to 4')
  score!: number;

  @Told('What comes next: every session is over', { enum: ['logIn'] })
  next!: string;

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export class RecoveryStartedAnswer {
  @Told('Unguessable and short-lived: answers with the code and sets the password, and opens nothing else')
  recoveryToken!: string;

  @ToldTime('Until when a code is good')
  expiresAt!: string;

  @ToldTime('From when another code can be asked for')
  resendAt!: string;

  @Told('Where no code comes. Whether there is such an account is not told', { type: [String] })
  otherWays!: readonly string[];
}

export class RecoveryProofAnswer {
  @Told('Unguessable and short-lived: answers with the proof and sets the password, and opens nothing else')
  recoveryToken!: string;

  @Told('The proof that is asked for', { type: DueProofAnswer })
  due!: DueProofAnswer;
}

export class RecoveryStateAnswer {
  @Told('`waiting`: the SIM or the app has not answered yet; `proved`: a new password is due', {
    enum: ['waiting', 'proved'],
  })
  kind!: string;

  @Told('What a password must be made of; null while waiting', { ...rules, nullable: true })
  rules!: PasswordRules | null;
}

export const passwordHintAnswer = ({ score, blocked, unmet, rules: made }: PasswordHint): PasswordHintAnswer => ({
  score,
  blocked,
  unmet,
  rules: made,
});

export const passwordSetAnswer = ({ value, position }: Accepted<PasswordSet>): PasswordSetAnswer => ({
  score: value.score,
  next: value.next,
  position: position ?? null,
});

export const recoveryStartedAnswer = (view: RecoveryView): RecoveryStartedAnswer => ({
  recoveryToken: view.recoveryToken,
  expiresAt: iso(view.expiresAt),
  resendAt: iso(view.resendAt),
  otherWays: view.otherWays,
});

export const recoveryProofAnswer = ({ recoveryToken: token, due }: RecoveryProofView): RecoveryProofAnswer => ({
  recoveryToken: token,
  due: dueProofAnswer(due),
});

export const recoveryStateAnswer = (answer: RecoveryOutcome): RecoveryStateAnswer => ({
  kind: answer.kind,
  rules: answer.kind === 'proved' ? answer.rules : null,
});
