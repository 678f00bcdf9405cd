import type { MakeProtocols } from './claim-world.js';
import { type Fate, type Gate, keysOf, type Scenario, Trial } from './interleaving.js';
import type { Violation, ViolationKind } from './violations.js';

export interface Bounds {
  /** How often a run that could go on may be made to wait for another one. */
  readonly preemptions: number;
  readonly crashes: number;
  /** How often the clock may jump over the patience. */
  readonly jumps: number;
  readonly maxSchedules: number;
}

export interface Exploration {
  readonly schedules: number;
  /** Every schedule within the bounds was tried. */
  readonly complete: boolean;
  readonly found: readonly Violation[];
  /** The steps of the last schedule that was tried: the one that shows what was found. */
  readonly trace: readonly string[];
}

/**
 * Tries one schedule after the other, depth first, until a violation (of the given kind) shows or all schedules within
 * the bounds are through. Every schedule runs from the start: what can happen at a step is which run goes on, dies
 * there, or sees the clock jump.
 */
export async function explore(
  scenario: Scenario,
  make: MakeProtocols,
  bounds: Bounds,
  wanted?: ViolationKind,
): Promise<Exploration> {
  const choices: Choice[] = [];
  for (let schedules = 1; ; schedules += 1) {
    const schedule = new Schedule(choices, bounds);
    const found = await schedule.run(scenario, make);
    const hit = wanted === undefined ? found.length > 0 : found.some(({ kind }) => kind === wanted);
    const trace = schedule.trace;
    if (hit) return { schedules, complete: false, found, trace };
    while ((choices.at(-1)?.left ?? 1) === 0) choices.pop();
    const last = choices.pop();
    if (last === undefined) return { schedules, complete: true, found: [], trace };
    choices.push({ taken: last.taken + 1, left: last.left - 1 });
    if (schedules === bounds.maxSchedules) return { schedules, complete: false, found: [], trace };
  }
}

interface Choice {
  readonly taken: number;
  /** Alternatives that were not tried yet. */
  readonly left: number;
}

interface Parked {
  readonly step: string;
  readonly resume: (fate: Fate) => void;
}

interface Move {
  readonly label: string;
  readonly make: () => void;
}

class Schedule {
  readonly trace: string[] = [];
  private readonly parked = new Map<string, Parked>();
  private running = 0;
  private wake: (() => void) | undefined;
  private depth = 0;
  private current: string | undefined;
  private preemptions: number;
  private crashes: number;
  private jumps: number;

  constructor(
    private readonly choices: Choice[],
    bounds: Bounds,
  ) {
    ({ preemptions: this.preemptions, crashes: this.crashes, jumps: this.jumps } = bounds);
  }

  async run(scenario: Scenario, make: MakeProtocols): Promise<readonly Violation[]> {
    const trial = new Trial(make);
    await trial.prepare(scenario.before);
    const gate: Gate = (run, step) =>
      new Promise((resume) => {
        this.parked.set(run, { step, resume });
        this.rest();
      });
    this.running = scenario.tasks.length;
    const tasks = scenario.tasks.map((task) => trial.perform(task, gate).then(() => this.rest()));
    for (;;) {
      while (this.running > 0) await new Promise<void>((wake) => (this.wake = wake));
      if (this.parked.size === 0) break;
      this.choose(this.moves(() => trial.world.jump())).make();
    }
    await Promise.all(tasks);
    await trial.settle(keysOf(scenario));
    return trial.verdict();
  }

  /** A run waits for its turn, or is over. */
  private rest(): void {
    this.running -= 1;
    if (this.running === 0) this.wake?.();
  }

  /** What may happen now, the dullest first: whoever was running goes on. */
  private moves(jump: () => void): readonly Move[] {
    const here = this.current !== undefined && this.parked.has(this.current) ? this.current : undefined;
    const others = [...this.parked.keys()].filter((run) => run !== here).sort();
    const runs = here === undefined ? others : this.preemptions > 0 ? [here, ...others] : [here];
    return [
      ...runs.map((run) =>
        this.resume(run, 'go', () => (this.preemptions -= Number(here !== undefined && run !== here))),
      ),
      // A run that dies later, before its next turn, dies no differently.
      ...(this.crashes > 0 && here !== undefined ? [this.resume(here, 'crashBefore', () => (this.crashes -= 1))] : []),
      ...(this.jumps > 0
        ? [
            {
              label: 'the clock jumps',
              make: () => {
                this.jumps -= 1;
                jump();
              },
            },
          ]
        : []),
    ];
  }

  private resume(run: string, fate: Fate, pay: () => void): Move {
    const { step, resume } = this.parked.get(run) as Parked;
    return {
      label: `${run}: ${fate === 'go' ? step : `dies before it ${step}`}`,
      make: () => {
        pay();
        this.parked.delete(run);
        this.current = run;
        this.running += 1;
        resume(fate);
      },
    };
  }

  private choose(moves: readonly Move[]): Move {
    const made = this.choices[this.depth] ?? { taken: 0, left: moves.length - 1 };
    if (this.depth === this.choices.length) this.choices.push(made);
    this.depth += 1;
    const move = moves[made.taken] as Move;
    this.trace.push(move.label);
    return move;
  }
}
