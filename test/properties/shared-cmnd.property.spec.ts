import fc from 'fast-check';
import type { Registered } from '../../src/domain/account/account.events.js';
import type { Outcome } from '../../src/application/outcome/outcome.js';
import type { RegistrationView } from '../../src/application/registration/registration-api.js';
import type { EventStore } from '../../src/application/ports/event-store.port.js';
import { claimStream } from '../../src/domain/claim/claim-key.js';
import { seconds } from '../../src/domain/kernel/instant.js';
import { caller, eventsOf, goodPassword, openCore, upToPassword } from '../support/core-harness.js';
import { holds } from '../support/fc-examples.js';

const password = { kind: 'password', password: goodPassword, confirmation: goodPassword } as const;

/** Every read and every append waits for its turn. */
const scheduled = (store: EventStore, scheduler: fc.Scheduler): EventStore => ({
  ...store,
  append: async (...args) => {
    await scheduler.schedule(Promise.resolve(), `append ${args[0]}`);
    return store.append(...args);
  },
  readStream: async (...args) => {
    await scheduler.schedule(Promise.resolve(), `read ${args[0]}`);
    return store.readStream(...args);
  },
});

const shown = (one: Outcome<RegistrationView>) => (one.kind === 'accepted' ? one.value.status : one.code);

describe('[CMND-NO-PROOF] two people who hold one CMND and register at the same moment', () => {
  it('get an account each, as they do one after the other; the CMND is the first one’s', () =>
    holds(
      'shared cmnd',
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, twin) => {
        const harness = openCore();
        const { quy, quynh } = harness.sandbox.cast;
        const handles: string[] = [];
        for (const person of [quy, quynh])
          handles.push(await upToPassword(harness, person, { method: 'socialInsurance' }));
        const racing = harness.restarted({
          ports: ({ eventStore }) => ({ eventStore: scheduled(eventStore, scheduler) }),
        });
        const submit = (handle: string) => racing.core.registrations.submit(handle, password, caller);
        const runs = twin ? [...handles, ...handles] : handles;
        await scheduler.waitFor(Promise.all(runs.map(submit)));

        // Who met the other in the middle was asked to wait, and asks again.
        harness.clock.pass(seconds(1));
        const accounts: string[] = [];
        for (const handle of handles) {
          const again = await harness.core.registrations.submit(handle, password, caller);
          expect(shown(again)).toBe('registered');
          if (again.kind === 'accepted') accounts.push(again.value.account?.accountId ?? '');
        }
        expect(new Set(accounts).size).toBe(2);
        const kinds: string[] = [];
        for (const accountId of accounts) {
          const [first] = await eventsOf(harness, `account-${accountId}`);
          const { keys } = (first as Registered).data;
          kinds.push(keys.map(({ kind }) => kind).join());
          for (const key of keys) {
            const claims = await eventsOf(harness, claimStream(key));
            expect(claims.at(-1)).toMatchObject({ type: 'IdentifierClaimed', data: { accountId } });
          }
        }
        expect(kinds.sort()).toEqual(['personalNumber', 'personalNumber,cmnd']);
      }),
    ));
});
