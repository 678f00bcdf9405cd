import type { AssertionLoginAnswer, AssertionLoginView } from '../../../application/login/assertion-login-api.js';
import type { PostalLoginView } from '../../../application/login/postal-login-api.js';
import type { Accepted } from '../../../application/outcome/outcome.js';
import { subjectKinds, type SubjectKind } from '../../../domain/policy/methods.js';
import { OneOf, Text, Told, ToldTime } from './fields.js';
import { iso } from './iso.js';
import { OpenedSessionAnswer, openedSessionAnswer, withoutToken } from './login.js';
import { DueProofAnswer, dueProofAnswer, ProofBody, StartProofBody } from './proof.js';

const loginToken = { description: 'From the first answer', max: 256 };

export class StartAssertionLoginBody extends StartProofBody {
  @OneOf(subjectKinds, { description: 'Whose account; a citizen’s when left out', optional: true })
  subject?: SubjectKind;
}

export class AnswerAssertionLoginBody extends ProofBody {
  @Text(loginToken)
  loginToken!: string;
}

export class LoginTokenBody {
  @Text(loginToken)
  loginToken!: string;
}

export class StartPostalLoginBody {
  @Text({ description: 'CMND, CCCD or personal number', max: 64, example: '079196990003' })
  personId!: string;
}

export class AssertionLoginStartedAnswer {
  @Told('Unguessable and short-lived: answers with the proof, and opens nothing else')
  loginToken!: string;

  @Told('The proof that is asked for', { type: DueProofAnswer })
  due!: DueProofAnswer;
}

export class EidConsentAnswer {
  @Told('`code`: by a code to the default phone; `login`: in a session that the account’s own login opens', {
    enum: ['code', 'login'],
  })
  by!: string;

  @Told('Answers with the code, or is given in the session; opens nothing else')
  loginToken!: string;

  @Told('Where the code went, masked', { required: false, example: '095****001' })
  sentTo?: string;

  @ToldTime('Until when it can be agreed')
  expiresAt!: string;

  @ToldTime('From when another code can be asked for', { required: false })
  resendAt?: string;
}

export class AssertionLoginStateAnswer {
  @Told('`waiting`: the SIM or the app has not answered; `consentDue`: the owner agrees that VNeID is added', {
    enum: ['waiting', 'loggedIn', 'consentDue'],
  })
  kind!: string;

  @Told('Once logged in', { type: OpenedSessionAnswer, nullable: true })
  opened!: OpenedSessionAnswer | null;

  @Told('What the owner has to agree to', { type: EidConsentAnswer, nullable: true })
  consent!: EidConsentAnswer | null;
}

export class PostalLoginAnswer {
  @Told('Unguessable and short-lived: answers with the code, and opens nothing else')
  loginToken!: string;

  @ToldTime('Until when a code is good')
  expiresAt!: string;

  @ToldTime('From when another code can be asked for')
  resendAt!: string;
}

export const assertionLoginStartedAnswer = ({
  loginToken: token,
  due,
}: AssertionLoginView): AssertionLoginStartedAnswer => ({ loginToken: token, due: dueProofAnswer(due) });

type Consent = Extract<AssertionLoginAnswer, { kind: 'consentDue' }>['consent'];

export const eidConsentAnswer = (consent: Consent): EidConsentAnswer => ({
  by: consent.by,
  loginToken: consent.loginToken,
  expiresAt: iso(consent.expiresAt),
  ...(consent.by === 'code' && { sentTo: consent.sentTo, resendAt: iso(consent.resendAt) }),
});

export const assertionLoginStateAnswer = ({
  value,
  position,
}: Accepted<AssertionLoginAnswer>): AssertionLoginStateAnswer => ({
  kind: value.kind,
  opened:
    value.kind === 'loggedIn'
      ? openedSessionAnswer({ kind: 'accepted', value: value.opened, ...(position !== undefined && { position }) })
      : null,
  consent: value.kind === 'consentDue' ? eidConsentAnswer(value.consent) : null,
});

/** What is kept to answer a repetition: everything but a session’s token. */
export const withoutSessionToken = (answer: AssertionLoginAnswer): AssertionLoginAnswer =>
  answer.kind === 'loggedIn' ? { ...answer, opened: withoutToken(answer.opened) } : answer;

export const postalLoginAnswer = (view: PostalLoginView): PostalLoginAnswer => ({
  loginToken: view.loginToken,
  expiresAt: iso(view.expiresAt),
  resendAt: iso(view.resendAt),
});
