import type { Clock } from '../../application/ports/clock.port.js';
import type { EidAssertion } from '../../application/ports/eid-provider.port.js';
import type { SendResult } from '../../application/ports/messaging.port.js';
import type {
  OrganisationAnswer,
  PostalAnswer,
  RegisterAnswer,
  SubscriberAnswer,
} from '../../application/ports/registries.port.js';
import type { RemoteSignature, SignatureResult } from '../../application/ports/signing.port.js';
import { Unavailable } from '../../application/ports/unavailable.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { RevocationReply } from '../pki/revocation/transport.js';

/** What each counterparty answers with; `start` of a signing has no answer of its own. */
export interface CounterpartyAnswers {
  readonly subscriberRegistry: SubscriberAnswer;
  readonly socialInsuranceRegistry: RegisterAnswer;
  readonly populationRegistry: RegisterAnswer;
  readonly postalAccounts: PostalAnswer;
  readonly organisationDirectory: OrganisationAnswer;
  readonly signatureVerifier: SignatureResult;
  readonly mobileSignatureService: RemoteSignature;
  readonly remoteSigningService: RemoteSignature;
  readonly eidProvider: EidAssertion;
  readonly smsSender: SendResult;
  readonly mailSender: SendResult;
  /** OCSP responders and revocation lists. */
  readonly statusService: RevocationReply;
}
export type Counterparty = keyof CounterpartyAnswers;

/** One question that a counterparty was asked. */
export interface SandboxCall {
  readonly counterparty: Counterparty;
  readonly operation: string;
  /** What was asked, as it was asked: it may hold codes and personal data, and stays in memory. */
  readonly request: unknown;
  readonly at: Instant;
  readonly outcome: 'answered' | 'scripted' | 'unavailable' | 'failed';
}

export interface Outage {
  /** How many calls fail; every one until `up`, when left out. */
  readonly calls?: number;
  /** What the failure says about when to try again. */
  readonly retryAfterMs?: number;
}

interface Script {
  outage: Outage | undefined;
  failures: number;
  delayMs: number;
  answers: unknown[];
}

const rememberedCalls = 1_000;

/** Takes counterparties down, slows them, puts answers in their mouths, and remembers who was asked what. */
export class SandboxControls {
  private readonly scripts = new Map<Counterparty, Script>();
  private readonly remembered: SandboxCall[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly memory = rememberedCalls,
  ) {}

  /** From now on every call (or so many) rejects with `Unavailable`. */
  down(name: Counterparty, outage: Outage = {}): void {
    Object.assign(this.script(name), { outage, failures: outage.calls ?? Infinity });
  }

  /** Answers again. Delay and waiting answers stay. */
  up(name: Counterparty): void {
    Object.assign(this.script(name), { outage: undefined, failures: 0 });
  }

  /** Every answer (and every failure) takes so long, in milliseconds of real time; 0 takes the delay off. */
  delay(name: Counterparty, ms: number): void {
    this.script(name).delayMs = ms;
  }

  /** The next question gets this answer, whatever is asked; several wait in line. An outage comes first and uses none up. */
  answerNext<Name extends Counterparty>(name: Name, ...answers: readonly CounterpartyAnswers[Name][]): void {
    this.script(name).answers.push(...answers);
  }

  /** The last calls, oldest first: of one counterparty, or of all. The oldest are forgotten. */
  calls(name?: Counterparty): readonly SandboxCall[] {
    return this.remembered.filter(({ counterparty }) => name === undefined || counterparty === name);
  }

  /** Everybody up, at once, unscripted; calls forgotten. */
  reset(): void {
    this.scripts.clear();
    this.remembered.length = 0;
  }

  /** For the sandbox's counterparties: a call that has an answer. */
  async ask<Name extends Counterparty>(
    name: Name,
    operation: string,
    request: unknown,
    answer: () => CounterpartyAnswers[Name] | Promise<CounterpartyAnswers[Name]>,
  ): Promise<CounterpartyAnswers[Name]> {
    return this.call(name, operation, request, async (script) => {
      const scripted = script.answers.shift() as CounterpartyAnswers[Name] | undefined;
      return scripted === undefined ? ['answered', await answer()] : ['scripted', scripted];
    });
  }

  /** For the sandbox's counterparties: a call that only does something. */
  async tell<T>(name: Counterparty, operation: string, request: unknown, act: () => T): Promise<T> {
    return this.call(name, operation, request, async () => ['answered', act()]);
  }

  private async call<T>(
    name: Counterparty,
    operation: string,
    request: unknown,
    run: (script: Script) => Promise<readonly ['answered' | 'scripted', T]>,
  ): Promise<T> {
    const script = this.script(name);
    if (script.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, script.delayMs));
    let outcome: SandboxCall['outcome'] = 'failed';
    try {
      if (script.failures > 0) {
        script.failures -= 1;
        outcome = 'unavailable';
        throw new Unavailable(name, script.outage?.retryAfterMs);
      }
      const [how, answer] = await run(script);
      outcome = how;
      return answer;
    } finally {
      this.remember({ counterparty: name, operation, request, at: this.clock.now(), outcome });
    }
  }

  private remember(call: SandboxCall): void {
    this.remembered.push(call);
    if (this.remembered.length > this.memory) this.remembered.splice(0, this.remembered.length - this.memory);
  }

  private script(name: Counterparty): Script {
    const found = this.scripts.get(name);
    if (found !== undefined) return found;
    const fresh: Script = { outage: undefined, failures: 0, delayMs: 0, answers: [] };
    this.scripts.set(name, fresh);
    return fresh;
  }
}
