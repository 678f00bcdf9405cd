import type { EventStore } from '../../../src/application/ports/event-store.port.js';
import { History } from './history.js';
import { hasLegalOrder, type Seen } from './legal-history.js';
import { ClaimWorld, type Command, type MakeProtocols, type Outcome } from './claim-world.js';
import type { Violation, ViolationKind } from './violations.js';

/** What becomes of one step of a run: it is taken, or the run dies just before or just after it. */
export type Fate = 'go' | 'crashBefore' | 'crashAfter';

/** Every read and every append of a run waits here until it is its turn. */
export type Gate = (run: string, step: string) => Promise<Fate>;

/** One run of a command among others. Two tasks with the same command are twins. */
export interface Task {
  readonly name: string;
  readonly command: Command;
  /** Tries again after a crash; otherwise the command waits until everything else is over. */
  readonly retries: boolean;
}

export interface Scenario {
  /** Run one after another before anything else, so that there are accounts to begin with. */
  readonly before: readonly Command[];
  readonly tasks: readonly Task[];
}

class Crash extends Error {}
class Stuck extends Error {}

const STEPS_A_RUN = 150;
const TRIES = 8;

const passing: Gate = async () => 'go';

/** A store of which a run sees each step through a gate, and only so many of them. */
function gated(store: EventStore, run: string, gate: Gate): EventStore {
  let steps = 0;
  const step = async <T>(what: string, take: () => Promise<T>): Promise<T> => {
    if ((steps += 1) > STEPS_A_RUN) throw new Stuck(`${run} took more than ${STEPS_A_RUN} steps`);
    const fate = await gate(run, what);
    if (fate === 'crashBefore') throw new Crash();
    const result = await take();
    if (fate === 'crashAfter') throw new Crash();
    return result;
  };
  return {
    append: (stream, expected, events) =>
      step(`${events.map(({ type }) => type).join()} to ${stream} @${expected}`, () =>
        store.append(stream, expected, events),
      ),
    readStream: (stream, options) => step(`reads ${stream}`, () => store.readStream(stream, options)),
    readAll: (after, limit) => store.readAll(after, limit),
    head: () => store.head(),
    subscribe: (after, batchSize) => store.subscribe(after, batchSize),
  };
}

const nameOf = ({ kind, id }: Command): string => `${kind} ${id}`;

/** What is known of one command from its callers' side. */
interface Record {
  readonly command: Command;
  readonly from: number;
  to: number | undefined;
  final: Outcome | undefined;
}

/** Commands run against each other, everything their callers were told, and the verdict over it. */
export class Trial {
  readonly world: ClaimWorld;
  private readonly records = new Map<string, Record>();
  private readonly violations: Violation[] = [];
  private readonly past = new History();
  private tick = 0;

  constructor(make?: MakeProtocols) {
    this.world = new ClaimWorld(make);
  }

  async prepare(commands: readonly Command[]): Promise<void> {
    for (const command of commands) await this.perform({ name: nameOf(command), command, retries: true }, passing);
  }

  /** Runs a task to an answer; a crash or `pending` lets others go on before the next try. */
  async perform({ name, command, retries }: Task, gate: Gate): Promise<void> {
    this.sent(command);
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      try {
        const outcome = await this.world.run(command, gated(this.world.store, name, gate));
        this.answered(command, outcome);
        if (outcome.kind !== 'pending') return;
        if ((await gate(name, 'waits')) !== 'go' || attempt === 1) return;
      } catch (error) {
        if (!(error instanceof Crash)) {
          this.report(error instanceof Stuck ? 'stuck' : 'threw', `${name}: ${String(error)}`);
          return;
        }
        if (!retries) return;
      }
    }
  }

  /** Every command to its final answer, twice; then a fresh registration for every identifier. */
  async settle(keys: readonly string[]): Promise<void> {
    const commands = [...this.records.values()].map(({ command }) => command);
    this.world.jump();
    for (const command of [...commands, ...commands]) {
      if ((await this.insist(command)) === undefined) this.report('stuck', nameOf(command));
    }
    for (const key of keys) {
      const outcome = await this.insist({ kind: 'register', id: `fresh-${key}`, keys: [[key]] });
      const owner = this.history().claims.get(key)?.owner;
      const taken = outcome?.kind === 'registered' || (outcome?.kind === 'duplicate' && this.isLive(owner));
      if (!taken) this.report('untakeable', `${key}: ${outcome?.kind ?? 'no answer'}, owner ${owner}`);
    }
  }

  /** Everything that was wrong, from the log and from what callers were told. */
  verdict(): readonly Violation[] {
    const history = this.history();
    const told = [...this.records.values()].flatMap((record) => toldWrong(record, history));
    const unexplained: readonly Violation[] = hasLegalOrder(this.seen())
      ? []
      : [{ kind: 'noLegalHistory', what: JSON.stringify(this.seen()) }];
    return [...this.violations, ...history.violations, ...history.unlisted(), ...told, ...unexplained];
  }

  private async insist(command: Command): Promise<Outcome | undefined> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      try {
        this.sent(command);
        const outcome = await this.world.run(command, gated(this.world.store, nameOf(command), passing));
        this.answered(command, outcome);
        if (outcome.kind !== 'pending') return outcome;
        this.world.jump();
      } catch (error) {
        if (!(error instanceof Stuck)) this.report('threw', `${nameOf(command)}: ${String(error)}`);
        return undefined;
      }
    }
    return undefined;
  }

  private sent(command: Command): void {
    const name = nameOf(command);
    if (this.records.has(name)) return;
    this.records.set(name, { command, from: (this.tick += 1), to: undefined, final: undefined });
  }

  private answered(command: Command, outcome: Outcome): void {
    const record = this.records.get(nameOf(command));
    if (record === undefined || !this.isFinal(command, outcome)) return;
    if (record.final === undefined) {
      record.final = outcome;
      record.to = this.tick += 1;
    } else if (!sameAnswer(record.final, outcome)) {
      this.report('answerChanged', `${nameOf(command)}: ${record.final.kind}, then ${outcome.kind}`);
    }
    if (outcome.kind === 'registered') {
      const [first] = this.world.store.peek(`account-${outcome.accountId}`);
      if (first?.type !== 'Registered')
        this.report('toldWrong', `${command.id} was told registered and is ${first?.type ?? 'not there'}`);
    }
    if (command.kind === 'alias' && outcome.kind === 'duplicate') {
      const account = this.world.accountOf(command.account);
      const history = this.history();
      if (
        command.keys.some(
          (key) => history.claims.get(key)?.owner === account && !history.accounts.get(account)?.keys.has(key),
        )
      )
        this.report('refusedChanged', `${command.id} was refused and left a claim`);
    }
  }

  /** Whether the caller may take the answer as the last word; a refusal that left no trace is not. */
  private isFinal(command: Command, outcome: Outcome): boolean {
    switch (command.kind) {
      case 'register':
        return outcome.kind !== 'pending';
      case 'merge':
        return (
          outcome.kind === 'merged' || this.history().hasStarted(command.id, this.world.accountOf(command.survivor))
        );
      case 'close':
        return outcome.kind === 'closed';
      case 'reverse':
        return outcome.kind === 'reversed';
      case 'alias':
      case 'suspend':
      case 'reinstate':
        return false;
    }
  }

  private isLive(owner: string | undefined): boolean {
    return owner !== undefined && this.history().isLive(owner);
  }

  private history(): History {
    return this.past.catchUp(this.world.store.log);
  }

  /** What the callers of registrations and closings saw; empty where merges or aliases change who owns what. */
  private seen(): readonly Seen[] {
    const records = [...this.records.values()];
    const plain: readonly Command['kind'][] = ['register', 'close', 'suspend', 'reinstate'];
    if (records.some(({ command }) => !plain.includes(command.kind))) return [];
    return records.flatMap(({ command, from, to, final }): readonly Seen[] => {
      if (to === undefined || final === undefined) return [];
      const times = { name: command.id, from, to };
      if (command.kind === 'close') return [{ ...times, did: { kind: 'closed', registration: command.account } }];
      if (final.kind !== 'registered' && final.kind !== 'duplicate') return [];
      return [{ ...times, did: { kind: final.kind, keys: this.pinnedKeys(command.id) } }];
    });
  }

  private pinnedKeys(registration: string): readonly string[] {
    for (const event of this.world.store.peek(`registration-${registration}`))
      if (event.type === 'RegistrationPinned') return event.data.keys.map(({ digest }) => digest);
    return [];
  }

  private report(kind: ViolationKind, what: string): void {
    this.violations.push({ kind, what });
  }
}

const sameAnswer = (one: Outcome, other: Outcome): boolean =>
  one.kind === other.kind &&
  ('accountId' in one ? one.accountId : '') === ('accountId' in other ? other.accountId : '');

/** Answers that the log contradicts, whenever they were given. */
function toldWrong({ command, final }: Record, history: History): readonly Violation[] {
  if (final === undefined) return [];
  const made = command.kind === 'register' ? history.accountOf(command.id) : undefined;
  const overruled = final.kind === 'superseded' || final.kind === 'duplicate';
  if (overruled && made !== undefined)
    return [{ kind: 'toldWrong', what: `${command.id} was told ${final.kind} and registered ${made}` }];
  if (command.kind === 'merge' && final.kind === 'refused' && history.merged(command.id))
    return [{ kind: 'refusedChanged', what: `merge ${command.id} was refused and committed` }];
  return [];
}

/** Every identifier that a scenario names. */
export const keysOf = ({ before, tasks }: Scenario): readonly string[] => [
  ...new Set(
    [...before, ...tasks.map(({ command }) => command)].flatMap((command) =>
      command.kind === 'register' ? command.keys.flat() : command.kind === 'alias' ? command.keys : [],
    ),
  ),
];
