import type { SandboxCitizen } from '../../../src/adapters/http/sandbox/sandbox-door.js';

/** The server was gone before it answered. */
export class Interrupted extends Error {}

type Body = ReturnType<typeof JSON.parse>;

export interface Told {
  readonly status: number;
  readonly body: Body;
}

/** Asks over HTTP; a server that goes away meanwhile is `Interrupted`. */
export async function ask(url: string, path: string, body?: object, token?: string): Promise<Told> {
  try {
    const answer = await fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  } catch {
    throw new Interrupted();
  }
}

/** What was done but not acknowledged shows itself as done; that it is, a login proves. */
const shownAsDone = new Set(['registration.ended', 'registration.duplicate']);

/**
 * Where the process died between sending a code, or taking it, and recording so, another can be asked for in a minute:
 * starting again is quicker.
 */
const beginsAgain = new Set(['registration.superseded', 'otp.tooManySends', 'otp.expired']);

/** Another registration is about to decide; or an earlier answer had been taken, and the registration says what is due. */
const comesBack = new Set(['registration.pending', 'otp.wrong', 'registration.wrongInput']);

const password = 'Trăng-Sáng#2026-rằm';

/** A person who goes on registering where they stood, and logs in; and remembers whatever they were told. */
export class Citizen {
  /** Acknowledged: from here on nothing of it may be lost. */
  accountId: string | undefined;
  registrationId: string | undefined;
  /** Of the answer that said so. */
  position: number | undefined;
  codeConfirmed = false;
  readonly tokens: string[] = [];
  /** Opens nothing by itself. */
  readonly notTokens: string[] = [];
  private registered = false;
  /** Refusals met, for whoever reads a failure. */
  private readonly met: string[] = [];

  constructor(private readonly who: SandboxCitizen) {}

  /** Registered, and logged in once. */
  get isDone(): boolean {
    return this.registered && this.tokens.length > 0;
  }

  async liveOn(url: string): Promise<void> {
    for (let tries = 0; !this.isDone; tries += 1) {
      if (tries > 100) throw new Error(`No end in sight: ${this.met.slice(-10).join(', ')}`);
      await (this.registered ? this.logIn(url) : this.goOn(url));
    }
  }

  private async goOn(url: string): Promise<void> {
    const { edition, digest } = (await ask(url, '/v1/terms')).body;
    const answer =
      this.registrationId === undefined
        ? await ask(url, '/v1/registrations', {
            subject: 'citizen',
            method: 'mobileSubscriber',
            consent: { edition, digest },
            ...this.who.form,
          })
        : await ask(url, `/v1/registrations/${this.registrationId}`);
    await this.answerTo(url, answer);
  }

  private async answerTo(url: string, { status, body }: Told): Promise<void> {
    if (status >= 500) throw new Error(`${status} ${body.code}`);
    if (status >= 400) return this.refused(body.code);
    this.registrationId = body.registrationId;
    this.notTokens.push(body.registrationId);
    if (body.status === 'registered') {
      this.accountId = body.account.accountId;
      this.position = body.position ?? undefined;
      this.registered = true;
      return;
    }
    const steps = `/v1/registrations/${body.registrationId}/steps`;
    if (body.due.step === 'password') {
      this.codeConfirmed = true;
      return this.answerTo(url, await ask(url, steps, { kind: 'password', password, confirmation: password }));
    }
    if (this.codeConfirmed) throw new Error('A confirmed code was forgotten');
    return this.answerTo(url, await ask(url, steps, { kind: 'otp', code: await this.code(url) }));
  }

  private async refused(code: string): Promise<void> {
    this.met.push(code);
    if (shownAsDone.has(code)) this.registered = true;
    else if (beginsAgain.has(code)) {
      this.registrationId = undefined;
      this.codeConfirmed = false;
    } else if (comesBack.has(code)) await new Promise((resolve) => setTimeout(resolve, 50));
    else throw new Error(`Refused with ${code}`);
  }

  private async logIn(url: string): Promise<void> {
    const { personId } = this.who.form;
    const first = await ask(url, '/v1/logins', { personId, password });
    if (first.status !== 200) throw new Error(`The login was refused with ${first.body.code}`);
    const { loginToken } = first.body;
    this.notTokens.push(loginToken);
    const second = await ask(url, '/v1/logins/confirm', { loginToken, code: await this.code(url) });
    if (second.status === 201) this.tokens.push(second.body.token);
    else this.met.push(second.body.code);
  }

  private async code(url: string): Promise<string> {
    const { phone = '' } = this.who.form;
    return (await ask(url, `/sandbox/inbox?to=${phone}`)).body.code ?? '000000';
  }
}
