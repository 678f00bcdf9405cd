import fc from 'fast-check';
import {
  accountCommands,
  accountHistories,
  accountLives,
  accountStates,
  instants,
} from '../../src/adapters/testing/arbitraries/account.js';
import { deepFreeze } from '../../src/adapters/testing/decider-spec.js';
import { accountErrors } from '../../src/application/errors/account.errors.js';
import { claimErrors } from '../../src/application/errors/claim.errors.js';
import type { AccountCommand } from '../../src/domain/account/account.commands.js';
import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { AccountEvent } from '../../src/domain/account/account.events.js';
import { type AccountState, isOpened, type OpenedAccount } from '../../src/domain/account/account.state.js';
import { levelAt, logsInByPassword, sessionLevel, waysIn } from '../../src/domain/account/assurance-of.js';
import { ialAtLeast, type Ial } from '../../src/domain/assurance/levels.js';
import { fold } from '../../src/domain/kernel/decider.js';
import type { Instant } from '../../src/domain/kernel/instant.js';
import { holds } from '../support/fc-examples.js';

const { decide, evolve, initialState } = accountDecider;

const check = <T>(name: string, of: fc.Arbitrary<T>, holdsFor: (value: T) => void): Promise<void> =>
  holds(
    name,
    fc.asyncProperty(of, async (value) => holdsFor(value)),
  );

it('lives hold every event that may follow the first', () => {
  const lives = fc.sample(accountHistories(), { numRuns: 1_000, seed: 1 });
  // RegistrationSuperseded and RegistrationRefused are no account's life; all others happen.
  expect(new Set(lives.flat().map(({ type }) => type)).size).toBe(29);
});

describe('folding an account', () => {
  it('is the same in one go and in two, with a snapshot between', () =>
    check('account fold', fc.tuple(accountHistories(), fc.nat(40)), ([events, cut]) => {
      const middle = fold(accountDecider, events.slice(0, cut));
      const snapshot = JSON.parse(JSON.stringify(middle)) as AccountState;
      const whole = fold(accountDecider, events);
      expect(fold(accountDecider, events.slice(cut), middle)).toStrictEqual(whole);
      expect(fold(accountDecider, events.slice(cut), snapshot)).toEqual(whole);
    }));

  it('changes neither state nor event', () =>
    check('account evolve frozen', accountHistories(), (events) => {
      events.reduce((state, event) => deepFreeze(evolve(state, deepFreeze(event))), deepFreeze(initialState));
    }));
});

describe('deciding on any state', () => {
  const codes = new Set([...accountErrors, ...claimErrors].map(({ code }) => code));

  it('never throws, changes nothing, and answers the same twice', () =>
    check('account decide total', fc.tuple(accountStates(), accountCommands()), ([state, command]) => {
      const decision = decide(deepFreeze(state), deepFreeze(command));
      expect(decide(state, command)).toStrictEqual(decision);
    }));

  it('refuses with a code of the catalogue, JSON facts, and no events', () =>
    check('account refusals', fc.tuple(accountStates(), accountCommands()), ([state, command]) => {
      const decision = decide(state, command);
      if (decision.kind === 'accepted') return;
      expect(Object.keys(decision).sort()).toEqual(['kind', 'refusal']);
      expect(codes).toContain(decision.refusal.code);
      expect(JSON.parse(JSON.stringify(decision.refusal.facts))).toEqual(decision.refusal.facts);
    }));

  it('accepts with events that the state can take', () =>
    check('account evolve total', fc.tuple(accountStates(), accountCommands()), ([state, command]) => {
      const decision = decide(state, command);
      if (decision.kind === 'accepted') fold(accountDecider, decision.events, state);
    }));
});

/** Commands that do something each time they are decided, and why that is right. */
const repeatable: Readonly<Partial<Record<AccountCommand['type'], string>>> = {
  LogIn: 'each act of logging in is an event of its own; use cases decide it once per login id',
  RecordSync: 'each answer of the register is evidence, also when it is the same as before',
  ChangeContact: 'what is in the sealed box cannot be compared with what was there',
  RecordSessionsRevoked: 'sessions are not in the state; the record says that somebody ended them',
};
/** Commands that are refused when they are decided again, and how. All others have nothing left to do. */
const refusedAgain: Readonly<Partial<Record<AccountCommand['type'], AccountRefusalCode>>> = {
  CancelOtpPhoneChange: 'phone.noChangePending',
  CompleteOtpPhoneChange: 'phone.noChangePending',
};
type AccountRefusalCode = Extract<ReturnType<typeof decide>, { kind: 'rejected' }>['refusal']['code'];

describe('deciding again on what was decided', () => {
  it('does nothing, or is refused, but for commands that say why', () =>
    check('account decide again', accountLives(), (steps) => {
      for (const { command, events, after } of steps) {
        if (events.length === 0 || repeatable[command.type] !== undefined) continue;
        const again = decide(after, command);
        const code = refusedAgain[command.type];
        if (code === undefined) expect([command, again]).toEqual([command, { kind: 'accepted', events: [] }]);
        else expect(again).toMatchObject({ kind: 'rejected', refusal: { code } });
      }
    }));

  it('on any state, too', () =>
    check('account decide again anywhere', fc.tuple(accountStates(), accountCommands()), ([state, command]) => {
      const decision = decide(state, command);
      if (decision.kind === 'rejected' || decision.events.length === 0) return;
      if (repeatable[command.type] !== undefined) return;
      const again = decide(fold(accountDecider, decision.events, state), command);
      expect([command, again.kind === 'accepted' ? again.events : []]).toEqual([command, []]);
    }));

  it('is an exception only for what does happen twice', () => {
    const lives = fc.sample(accountLives(), { numRuns: 400, seed: 1 }).flat();
    const happensTwice = ({ command, events, after }: (typeof lives)[number]): boolean => {
      const again = decide(after, command);
      return events.length > 0 && again.kind === 'accepted' && again.events.length > 0;
    };
    const seen = new Set(lives.filter(happensTwice).map(({ command }) => command.type));
    expect([...seen].sort()).toEqual(Object.keys(repeatable).sort());
  });
});

describe('the level', () => {
  /** The highest level that some method gave which was added, was not removed, and is valid then: read off the events. */
  const evidenced = (events: readonly AccountEvent[], at: Instant): Ial => {
    const removed = new Set(events.flatMap((event) => (event.type === 'MethodRemoved' ? [event.data.methodId] : [])));
    const levels = events
      .flatMap((event) => (event.type === 'Registered' || event.type === 'MethodAdded' ? [event.data.grant] : []))
      .filter(({ methodId }) => !removed.has(methodId))
      .filter(({ verifiedAt, validUntil }) => verifiedAt <= at && (validUntil === undefined || at < validUntil))
      .map(({ level }) => level);
    return levels.includes('IAL3') ? 'IAL3' : levels.includes('IAL2') ? 'IAL2' : 'none';
  };

  it('[LEVEL-FOLD] [LEVEL-EXPIRY] is what the evidence gives at that time, no more and no less', () =>
    check('level of evidence', fc.tuple(accountHistories(), instants()), ([events, at]) => {
      expect(levelAt(fold(accountDecider, events), at)).toBe(evidenced(events, at));
    }));

  it('[SESSION-LEVEL-LOWER] of a session is above neither the account’s nor the method’s', () =>
    check('level of sessions', accountLives(), (steps) => {
      for (const { before, command, events } of steps) {
        for (const event of events) {
          if (event.type !== 'LoggedIn' || command.type !== 'LogIn') continue;
          expect(ialAtLeast(command.methodLevel, event.data.level)).toBe(true);
          expect(ialAtLeast(levelAt(before, event.data.at), event.data.level)).toBe(true);
          expect(event.data.level).toBe(sessionLevel(before, command.methodLevel, command.at));
        }
      }
    }));
});

describe('after every step of a life', () => {
  const openedStep = (body: (step: OpenedStep) => void) =>
    check('account invariants', accountLives(), (steps) => {
      for (const { before, command, events, after } of steps)
        if (isOpened(after)) body({ before: isOpened(before) ? before : undefined, command, events, after });
    });
  interface OpenedStep {
    readonly before: OpenedAccount | undefined;
    readonly command: AccountCommand;
    readonly events: readonly AccountEvent[];
    readonly after: OpenedAccount;
  }
  const once = (ids: readonly string[]) => expect([...new Set(ids)]).toEqual(ids);

  it('[DEFAULT-PHONE-GUARD] the default phone is one of the phones, if there is any', () =>
    openedStep(({ after }) => {
      const phones = after.phones.map(({ phoneId }) => phoneId);
      once(phones);
      if (phones.length === 0) expect(after.defaultPhoneId).toBeNull();
      else expect(phones).toContain(after.defaultPhoneId);
    }));

  it('[REMOVED-STAYS-REMOVED] what was removed or replaced is not there', () =>
    openedStep(({ after }) => {
      for (const { methodId } of after.grants) expect(after.removedMethods).not.toContain(methodId);
      for (const { phoneId } of after.phones) expect(after.removedPhones).not.toContain(phoneId);
      expect(after.pastPasswords).not.toContain(after.passwordId);
      if (after.phoneChange !== null) expect(after.endedPhoneChanges).not.toContain(after.phoneChange.changeId);
    }));

  it('methods, certificates and merges are there once', () =>
    openedStep(({ after }) => {
      once(after.grants.map(({ methodId }) => methodId));
      once(after.grants.flatMap(({ certificate }) => certificate ?? []));
      once(after.mergesStarted.map(({ mergeId }) => mergeId));
      once([...after.mergesSpent, ...(after.absorbed === null ? [] : [after.absorbed])].map(({ mergeId }) => mergeId));
    }));

  it('[LAST-WAY-IN] a removal leaves a way in', () =>
    openedStep(({ command, events, after }) => {
      if (command.type === 'RemoveMethod' && events.length > 0) expect(waysIn(after, command.at)).toBeGreaterThan(0);
    }));

  it('[PASSWORD-LOGIN-ONLY] a password lets in only who registered by subscription or insurance', () =>
    openedStep(({ after }) => {
      if (logsInByPassword(after)) expect(['mobileSubscriber', 'socialInsurance']).toContain(after.registeredBy);
    }));

  it('[CLOSED-FINAL] [SUSPENDED-HOLDS] an account that does not stand does nothing but what is about its standing', () =>
    openedStep(({ before, events, after }) => {
      if (before === undefined || before.status === 'live' || events.length === 0) return;
      const allowed = ['Reinstated', 'MergeRefused', 'MergeReversed', 'Closed', 'PersonalDataErased'];
      // Whoever keeps identifiers has their keys renewed.
      if (before.status !== 'closed') allowed.push('KeysRenewed');
      for (const { type } of events) expect(allowed).toContain(type);
      expect(after.keys.slice(0, before.keys.length)).toEqual(before.keys);
      if (!events.some(({ type }) => type === 'KeysRenewed')) expect(after.keys).toEqual(before.keys);
      if (before.status === 'closed') expect(after.status).toBe('closed');
    }));

  it('[MERGE-ONE-APPEND] it is absorbed into exactly one account while it is absorbed', () =>
    openedStep(({ after }) => {
      if (after.status === 'absorbed') expect(after.absorbed).not.toBeNull();
      if (after.status === 'live' || after.status === 'suspended') expect(after.absorbed).toBeNull();
    }));
});
