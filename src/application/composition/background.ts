import { exhaustMap, interval, type Subscription, timer } from 'rxjs';
import { type Duration, seconds } from '../../domain/kernel/instant.js';
import type { PhoneChanges } from '../account/phone-changes.js';
import { Duty, type DutyOptions, type Work } from '../duties/duty.js';
import type { Notices } from '../messaging/notices.js';
import type { OutboxDispatcher } from '../messaging/outbox-dispatcher.js';
import type { Clock } from '../ports/clock.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { Leases } from '../ports/leases.port.js';
import type { LoginHistoryPurge } from '../projections/login-history-purge.js';
import type { Projector } from '../projections/projector.js';

/** How often it is looked for phone changes whose delay has passed. */
const SWEEP_MS = 60_000;
/** A login leaves the history at most so much later than it may be kept. */
const PURGE_EVERY_MS = 3_600_000;

export const defaultLeaseTerm: Duration = seconds(10);

export interface BackgroundDeps {
  readonly projectors: readonly Projector[];
  readonly notices: Notices;
  readonly dispatcher: OutboxDispatcher;
  readonly phoneChanges: Pick<PhoneChanges, 'completeDue'>;
  readonly historyPurge: Pick<LoginHistoryPurge, 'runDue'>;
  readonly leases: Leases | undefined;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly outboxEveryMs: number;
  /** Ask a store whether it answers this process. */
  readonly reach: { readonly log: () => Promise<unknown>; readonly outbox: () => Promise<unknown> };
  readonly duty: DutyOptions;
}

/** Everything that goes on without a caller, in this process or, under leases, in one of all. */
export interface Background {
  /** What of it this process does now, by name. */
  onDuty(): Readonly<Record<string, boolean>>;
  start(): Promise<void>;
  /** Ends it in order: what fills the outbox before what empties it. */
  stop(): Promise<void>;
}

export function makeBackground(deps: BackgroundDeps): Background {
  const works = [...deps.projectors.map(projecting), noticing(deps), dueActs(deps), delivering(deps)];
  const { leases } = deps;
  return leases === undefined ? alone(works) : underLeases(works, leases, deps);
}

function alone(works: readonly Work[]): Background {
  let started = false;
  return {
    onDuty: () => Object.fromEntries(works.map(({ name }) => [name, started])),
    async start() {
      for (const work of works) await work.start();
      started = true;
    },
    async stop() {
      for (const work of works) await work.stop();
      started = false;
    },
  };
}

function underLeases(works: readonly Work[], leases: Leases, { ids, clock, duty }: BackgroundDeps): Background {
  const holder = ids.id();
  const duties = works.map((work) => new Duty(work, leases, holder, clock, duty));
  return {
    onDuty: () => Object.fromEntries(duties.map(({ name, isOnDuty }) => [name, isOnDuty])),
    async start() {
      for (const one of duties) one.start();
    },
    async stop() {
      for (const one of duties) await one.stop();
    },
  };
}

const projecting = (projector: Projector): Work => ({
  name: `projection/${projector.name}`,
  start: () => projector.start(),
  stop: () => projector.stop(),
  reach: () => projector.progress(),
});

const noticing = ({ notices, reach }: BackgroundDeps): Work => ({
  name: 'notices',
  start: () => notices.start(),
  stop: () => notices.stop(),
  reach: () => Promise.all([reach.log(), reach.outbox()]),
});

function delivering({ dispatcher, outboxEveryMs, reach }: BackgroundDeps): Work {
  let delivery: { readonly stop: () => Promise<void> } | undefined;
  return {
    name: 'outbox',
    start() {
      delivery = dispatcher.run(interval(outboxEveryMs));
    },
    async stop() {
      await delivery?.stop();
      delivery = undefined;
    },
    reach: reach.outbox,
  };
}

function dueActs({ phoneChanges, historyPurge, reach, duty: { onError } }: BackgroundDeps): Work {
  let repeating: Subscription | undefined;
  let underWay: Promise<unknown> = Promise.resolve();
  const doing = (act: () => Promise<unknown>) => () => {
    const done = act().catch(onError);
    underWay = Promise.all([underWay, done]);
    return done;
  };
  return {
    name: 'due-acts',
    start() {
      repeating = interval(SWEEP_MS)
        .pipe(exhaustMap(doing(() => phoneChanges.completeDue())))
        .subscribe();
      repeating.add(
        timer(0, PURGE_EVERY_MS)
          .pipe(exhaustMap(doing(() => historyPurge.runDue())))
          .subscribe(),
      );
    },
    async stop() {
      repeating?.unsubscribe();
      repeating = undefined;
      await underWay;
    },
    reach: reach.log,
  };
}
