import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seconds } from '../../../src/domain/kernel/instant.js';
import { root } from '../../architecture/support/repository.js';
import { accepted, type CoreHarness, logIn, openCore, register } from '../../support/core-harness.js';

/** Counts what leaves the house: messages, and questions to counterparties. */
function counted(harness: CoreHarness) {
  let calls = 0;
  const count = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          calls += 1;
          return (value as (...given: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  const watched = harness.restarted({
    ports: (ports) => ({
      smsSender: count(ports.smsSender),
      mailSender: count(ports.mailSender),
      outbox: { ...bound(ports.outbox), add: count(ports.outbox).add.bind(ports.outbox) },
      subscriberRegistry: count(ports.subscriberRegistry),
      populationRegistry: count(ports.populationRegistry),
      signatureVerifier: count(ports.signatureVerifier),
      eidProvider: count(ports.eidProvider),
    }),
  });
  return { watched, calls: () => calls };
}

const bound = (outbox: CoreHarness['ports']['outbox']): CoreHarness['ports']['outbox'] => ({
  add: (intents, at) => outbox.add(intents, at),
  lease: (limit, lease, at) => outbox.lease(limit, lease, at),
  sent: (id, at) => outbox.sent(id, at),
  failed: (id, at) => outbox.failed(id, at),
  drop: (subject, at) => outbox.drop(subject, at),
  pending: () => outbox.pending(),
});

describe('[REPLAY-SILENT] replaying everything', () => {
  it('sends nothing and asks nobody', async () => {
    const harness = openCore();
    const accounts: string[] = [];
    for (const handle of ['an', 'mai', 'quan'] as const) {
      accounts.push((await register(harness, harness.sandbox.cast[handle])).accountId);
      harness.clock.pass(seconds(61));
      await logIn(harness, harness.sandbox.cast[handle]);
    }
    const { watched, calls } = counted(harness);
    for (const projector of watched.core.projectors)
      for (let i = 0; i < 3; i += 1) await projector.rebuild(() => undefined);
    for (const account of accounts) {
      accepted(await watched.core.audit.replay(account));
      accepted(await watched.core.audit.explainLevel(account));
      accepted(await watched.core.profiles.profile(account));
    }
    expect(calls()).toBe(0);
  });

  it('that a projection could do it is out of reach by type: it imports no port that reaches out', () => {
    const folder = join(root, 'src', 'application', 'projections');
    const sources = readdirSync(folder).filter((name) => /(^|\.)projection\.ts$/.test(name));
    expect(sources.length).toBeGreaterThan(4);
    for (const source of sources) {
      const imports = readFileSync(join(folder, source), 'utf8').match(/from '[^']*ports\/[^']*'/g) ?? [];
      expect(
        imports
          .map((one) => /([\w-]+)\.(?:port\.)?js'$/.exec(one)?.[1])
          .filter((name) => !['json', 'event-codec', 'read-models'].includes(name ?? '')),
      ).toEqual([]);
    }
  });

  it('notices of an event are sent once, however often it is read', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    await register(harness, an, { email: 'an@hopthu.example' });
    const before = harness.sandbox.inbox.list().length;
    const cores = [harness, harness.restarted()];
    for (let i = 0; i < 2; i += 1)
      for (const { core, ports } of cores) {
        await core.start();
        await new Promise((resolve) => setTimeout(resolve, 50));
        await core.stop();
        expect(await ports.outbox.pending()).toBeLessThanOrEqual(2);
      }
    const told = harness.restarted();
    await told.core.start();
    for (let i = 0; i < 50 && (await told.ports.outbox.pending()) > 0; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    await told.core.stop();
    const messages = harness.sandbox.inbox.list().slice(0, -before);
    expect(messages.map(({ channel, to }) => `${channel} ${to}`).sort()).toEqual([
      'mail an@hopthu.example',
      'sms +84950000001',
    ]);
    for (const { text } of messages) expect(text).toContain('*********001');
  }, 20_000);
});
