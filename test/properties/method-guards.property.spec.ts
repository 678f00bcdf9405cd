import fc from 'fast-check';
import { issueCertificate, signWith } from '../../src/adapters/sandbox/index.js';
import type { SessionView } from '../../src/application/login/login-api.js';
import type { Outcome } from '../../src/application/outcome/outcome.js';
import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { AccountEvent } from '../../src/domain/account/account.events.js';
import { isOpened, type OpenedAccount } from '../../src/domain/account/account.state.js';
import { levelAt, waysIn } from '../../src/domain/account/assurance-of.js';
import { inForce } from '../../src/domain/account/method-grant.js';
import { highestIal, ialAtLeast } from '../../src/domain/assurance/levels.js';
import { sameClaimKey } from '../../src/domain/claim/claim-key.js';
import { fold } from '../../src/domain/kernel/decider.js';
import { minutes, plus } from '../../src/domain/kernel/instant.js';
import { sandboxEdition } from '../../src/domain/policy/editions/sandbox.js';
import { canAdd } from '../../src/domain/policy/policy-book.js';
import { accepted, caller, type CoreHarness, openCore, redirectUri, register } from '../support/core-harness.js';
import { holds } from '../support/fc-examples.js';

type Step =
  | { readonly kind: 'addToken'; readonly serial: number; readonly lives: number }
  | { readonly kind: 'addEid'; readonly who: 'an' | 'lam' }
  | { readonly kind: 'remove'; readonly which: number }
  | { readonly kind: 'removePhone' }
  | { readonly kind: 'later'; readonly by: number };

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('addToken' as const), serial: fc.nat(3), lives: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('addEid' as const), who: fc.constantFrom('an' as const, 'lam' as const) }),
  fc.record({ kind: fc.constant('remove' as const), which: fc.nat(4) }),
  fc.record({ kind: fc.constant('removePhone' as const) }),
  fc.record({ kind: fc.constant('later' as const), by: fc.integer({ min: 1, max: 45 }) }),
);

/** One owner, whose every act comes from a fresh session of the strongest method. */
class Owner {
  constructor(
    private readonly harness: CoreHarness,
    private readonly accountId: string,
  ) {}

  async events(): Promise<readonly AccountEvent[]> {
    const { eventStore, codec } = this.harness.ports;
    const { events } = await eventStore.readStream(`account-${this.accountId}`);
    return events.map((recorded) => codec.decode(recorded) as AccountEvent);
  }

  async state(): Promise<OpenedAccount> {
    const state = fold(accountDecider, await this.events());
    if (!isOpened(state)) throw new Error('not opened');
    return state;
  }

  async take(step: Step): Promise<Outcome<unknown> | undefined> {
    const { core, clock } = this.harness;
    switch (step.kind) {
      case 'later':
        clock.pass(minutes(step.by));
        return undefined;
      case 'addToken':
        return this.addToken(step.serial, step.lives);
      case 'addEid':
        return this.addEid(step.who);
      case 'remove': {
        const methods = accepted(await core.ownMethods.list(this.session(), caller)).value;
        return core.ownMethods.remove(this.session(), methods[step.which % methods.length]?.methodId ?? '', caller);
      }
      case 'removePhone': {
        const [phone] = accepted(await core.phones.list(this.session(), caller)).value;
        return core.phones.remove(this.session(), phone?.phoneId ?? '', caller);
      }
    }
  }

  private async addToken(serial: number, lives: number): Promise<Outcome<unknown>> {
    const { core, clock, sandbox } = this.harness;
    const started = accepted(await core.ownMethods.start(this.session(), { method: 'usbToken' }, caller)).value;
    const token = issueCertificate({
      serial: `a${serial}`,
      holder: sandbox.cast.an.name,
      personIds: [sandbox.cast.an.personalNumber],
      validFrom: clock.now(),
      validUntil: plus(clock.now(), minutes(lives)),
    });
    const signature = signWith(token, started.due.by === 'usbToken' ? started.due.challenge : '');
    return core.ownMethods.submit(this.session(), started.additionId, { kind: 'signature', signature }, caller);
  }

  private async addEid(who: 'an' | 'lam'): Promise<Outcome<unknown>> {
    const { core, sandbox } = this.harness;
    const started = accepted(await core.ownMethods.start(this.session(), { method: 'vneid', redirectUri }, caller));
    const { additionId, due } = started.value;
    const login = sandbox.eidProvider.logIn(who, due.by === 'vneid' ? due.authorizeUrl : '');
    if (login.kind !== 'redirect') throw new Error('VNeID refused');
    const { code, state } = login;
    return core.ownMethods.submit(this.session(), additionId, { kind: 'authorizationCode', code, state }, caller);
  }

  private session(): SessionView {
    const at = this.harness.clock.now();
    const times = { openedAt: at, authenticatedAt: at, lastSeenAt: at, expiresAt: at };
    const how = { method: 'vneid', level: 'IAL3', authentication: 'auth3' } as const;
    return { sessionId: 'session', accountId: this.accountId, ...how, ...times };
  }
}

it('[LAST-WAY-IN] [LEVEL-FOLD] no act of an owner takes the last way in, and no level is above its evidence', () =>
  holds(
    'method guards',
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 10 }), async (acts) => {
      const harness = openCore();
      const { accountId } = await register(harness, harness.sandbox.cast.an);
      const owner = new Owner(harness, accountId);
      for (const act of acts) {
        const before = await owner.state();
        const outcome = await owner.take(act);
        const after = await owner.state();
        const at = harness.clock.now();
        if (outcome?.kind !== 'accepted') expect(after).toEqual(before);
        // Time alone may end the last certificate; no act of the owner takes the last way in.
        if (act.kind !== 'later' && waysIn(before, at) > 0) expect(waysIn(after, at)).toBeGreaterThan(0);
        if (act.kind === 'addEid' && act.who === 'lam') expect(outcome?.kind).toBe('refused');

        const evidence = (await owner.events()).flatMap((event) =>
          event.type === 'Registered' || event.type === 'MethodAdded' ? event.data.evidence : [],
        );
        const known = new Set(evidence.map(({ evidenceId }) => evidenceId));
        for (const grant of after.grants) {
          const policy = canAdd(sandboxEdition, grant.method, 'citizen');
          expect(ialAtLeast(policy.ok ? policy.value.level : 'IAL2', grant.level)).toBe(true);
          expect(grant.evidenceIds.length).toBeGreaterThan(0);
          for (const id of grant.evidenceIds) expect(known).toContain(id);
          if (grant.certificate === undefined) continue;
          const keys = harness.ports.blindIndex.keys({ kind: 'certificate', value: grant.certificate });
          expect(keys.every((key) => after.keys.some((held) => sameClaimKey(held, key)))).toBe(true);
        }
        const levels = after.grants.filter((grant) => inForce(grant, at)).map(({ level }) => level);
        expect(levelAt(after, at)).toBe(highestIal(levels));
      }
    }),
    { times: 0.1 },
  ));
