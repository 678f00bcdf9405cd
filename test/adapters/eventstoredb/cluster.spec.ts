import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import { createEventStoreDbEventStore } from '../../../src/adapters/eventstoredb/event-store.js';
import { sampleEvent } from '../../support/eventstoredb/sample-event.js';
import { type GossipSeed, startGossip } from '../../support/eventstoredb/gossip.js';
import { EventStoreDbStandIn } from '../../support/eventstoredb/stand-in.js';
import { StreamsService } from '../../support/eventstoredb/wire.js';

const portOf = ({ connectionString }: EventStoreDbStandIn): number => Number(new URL(connectionString).port);

describe('EventStoreDB that is found by gossip', () => {
  let node: EventStoreDbStandIn;
  let seed: GossipSeed;

  beforeEach(async () => {
    node = await EventStoreDbStandIn.start();
    seed = await startGossip(portOf(node));
  });

  afterEach(async () => {
    seed.stop();
    await node.stop();
  });

  it('takes appends again after a time without a leader, which the client remembers for ever', async () => {
    const store = createEventStoreDbEventStore({ ...seed, deadlineMs: 1_500 });
    expect(await store.append('account-1', 0, [sampleEvent('a')])).toMatchObject({ kind: 'appended' });
    seed.leader = 'none';
    await node.stop();
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(store.append('account-1', 1, [sampleEvent('b')])).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.readStream('account-1')).rejects.toMatchObject({ code: 'unavailable', port: 'eventStore' });
    await node.open();
    seed.leader = portOf(node);
    expect((await store.readStream('account-1')).version).toBe(1);
    expect(await store.append('account-1', 1, [sampleEvent('b')])).toMatchObject({ kind: 'appended', version: 2 });
    await store.close();
  }, 30_000);

  it('is waited for no longer than the deadline when no node says a word', async () => {
    seed.leader = 'silent';
    const store = createEventStoreDbEventStore({ ...seed, deadlineMs: 300 });
    for (const ask of [
      () => store.readStream('account-1'),
      () => store.head(),
      () => store.append('account-1', 0, [sampleEvent('a')]),
    ]) {
      const asked = performance.now();
      await expect(ask()).rejects.toMatchObject({ code: 'unavailable' });
      expect(performance.now() - asked).toBeLessThan(2_000);
    }
    await store.close();
  }, 30_000);
});

describe('a shared EventStoreDB', () => {
  it('shows a deployment nothing of another one whose name begins as its own', async () => {
    const node = await EventStoreDbStandIn.start();
    const [live, trial] = ['portal.', 'portal-trial.'].map((streamPrefix) =>
      createEventStoreDbEventStore({ connectionString: node.connectionString, streamPrefix }),
    );
    if (live === undefined || trial === undefined) throw new Error('two were asked for');
    await trial.append('account-1', 0, [sampleEvent('theirs')]);
    await live.append('account-1', 0, [sampleEvent('ours')]);
    expect((await live.readAll(0, 10)).events.map(({ eventId }) => eventId)).toEqual(['ours']);
    await live.close();
    await trial.close();
    await node.stop();
  });
});

describe('EventStoreDB that will not have us', () => {
  it('is no server to wait for', async () => {
    const server = new Server();
    server.addService(StreamsService, {
      read: (call: { emit(name: 'error', error: object): void }) =>
        call.emit('error', { code: status.UNAUTHENTICATED, details: 'who are you' }),
    });
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    const plain = { connectionString: `esdb://127.0.0.1:${port}?tls=false` };
    const secured = { connectionString: `esdb://user:s3cret@localhost:${port}?tls=true` };
    for (const options of [plain, secured]) {
      const store = createEventStoreDbEventStore({ ...options, deadlineMs: 5_000 });
      await expect(store.ready()).rejects.toMatchObject({
        code: 'eventStoreDb.misconfigured',
        message: expect.not.stringMatching(/s3cret|localhost/),
      });
      await store.close();
    }
    server.forceShutdown();
  }, 30_000);
});
