import type { LoginView, OpenedSession, SessionView } from '../../../application/login/login-api.js';
import type { Accepted } from '../../../application/outcome/outcome.js';
import { Text, Told, ToldTime } from './fields.js';
import { iso } from './iso.js';

export class StartLoginBody {
  @Text({ description: 'CMND, CCCD or personal number', max: 64, example: '001090990001' })
  personId!: string;

  @Text({ description: 'The password', max: 1024 })
  password!: string;

  @Text({ description: 'The solved captcha, where logging in asks for one', max: 4096, optional: true })
  captcha?: string;
}

const loginToken = { description: 'From the answer to the password', max: 256 };

export class ResendLoginCodeBody {
  @Text(loginToken)
  loginToken!: string;
}

export class ChooseLoginPhoneBody {
  @Text(loginToken)
  loginToken!: string;

  @Text({ description: 'One of the phones of the answer', max: 64 })
  phoneId!: string;
}

export class ConfirmLoginBody {
  @Text(loginToken)
  loginToken!: string;

  @Text({ description: 'The code from the SMS', max: 16, example: '123456' })
  code!: string;
}

export class PhoneAnswer {
  @Told('Names the phone')
  phoneId!: string;

  @Told('The number, masked', { example: '095****001' })
  masked!: string;

  @Told('Codes go here unless another is chosen')
  isDefault!: boolean;
}

export class LoginAnswer {
  @Told('Unguessable and short-lived: answers with the code, and opens nothing else')
  loginToken!: string;

  @Told('Where the code went, masked', { example: '095****001' })
  sentTo!: string;

  @Told('Which phone that is')
  phoneId!: string;

  @Told('All phones that codes can go to', { type: [PhoneAnswer] })
  phones!: readonly PhoneAnswer[];

  @ToldTime('Until when the code is good')
  expiresAt!: string;

  @ToldTime('From when another code can be asked for')
  resendAt!: string;

  @Told('Position of the last event of this call', { type: Number, nullable: true })
  position!: number | null;
}

export class SessionAnswer {
  @Told('Names the session; opens nothing')
  sessionId!: string;

  @Told('The account')
  accountId!: string;

  @Told('How it was opened')
  method!: string;

  @Told('The lower of the account’s level now and of the method used', { enum: ['none', 'IAL2', 'IAL3'] })
  level!: string;

  @Told('Authentication level of the login (Decree 69/2024, article 20)', {
    enum: ['auth1', 'auth2', 'auth3', 'auth4'],
  })
  authentication!: string;

  @ToldTime('Opened')
  openedAt!: string;

  @ToldTime('When the owner last proved who they are')
  authenticatedAt!: string;

  @ToldTime('Last used')
  lastSeenAt!: string;

  @ToldTime('Ends then, or earlier when it lies idle')
  expiresAt!: string;

  @Told('It is the session that asks')
  current!: boolean;
}

export class OpenedSessionAnswer {
  @Told('The bearer token. Given out once: null when a POST is repeated with its Idempotency-Key', {
    type: String,
    nullable: true,
  })
  token!: string | null;

  @Told('What it opens', { type: SessionAnswer })
  session!: SessionAnswer;

  @Told('Position of the login in the log', { type: Number, nullable: true })
  position!: number | null;
}

export class SessionsAnswer {
  @Told('Live sessions, newest first', { type: [SessionAnswer] })
  sessions!: readonly SessionAnswer[];
}

export class EndedSessionsAnswer {
  @Told('The sessions that were ended', { type: [String] })
  ended!: readonly string[];

  @Told('Position of the event', { type: Number, nullable: true })
  position!: number | null;
}

export const loginAnswer = ({ value, position }: Accepted<LoginView>): LoginAnswer => ({
  loginToken: value.loginToken,
  sentTo: value.sentTo,
  phoneId: value.phoneId,
  phones: value.phones,
  expiresAt: iso(value.expiresAt),
  resendAt: iso(value.resendAt),
  position: position ?? null,
});

export const sessionAnswer = (session: SessionView, currentId: string): SessionAnswer => ({
  sessionId: session.sessionId,
  accountId: session.accountId,
  method: session.method,
  level: session.level,
  authentication: session.authentication,
  openedAt: iso(session.openedAt),
  authenticatedAt: iso(session.authenticatedAt),
  lastSeenAt: iso(session.lastSeenAt),
  expiresAt: iso(session.expiresAt),
  current: session.sessionId === currentId,
});

/** What is kept to answer a repetition: everything but the token. */
export const withoutToken = (opened: OpenedSession): OpenedSession => ({ ...opened, token: '' });

export const openedSessionAnswer = ({ value, position }: Accepted<OpenedSession>): OpenedSessionAnswer => ({
  token: value.token === '' ? null : value.token,
  session: sessionAnswer(value.session, value.session.sessionId),
  position: position ?? null,
});
