import { setTimeout as sleep } from 'node:timers/promises';
import { connectPostgres, type PostgresDatabase } from '../../../src/adapters/postgres/database.js';
import { openPostgresOutbox } from '../../../src/adapters/postgres/outbox.js';
import type { Outbox, OutboxIntent } from '../../../src/application/ports/outbox.port.js';
import { isUnavailable } from '../../../src/application/ports/unavailable.js';
import { instant, milliseconds } from '../../../src/domain/kernel/instant.js';
import { freshSchema, withPostgres } from '../../support/postgres/with-server.js';

const intent = (intentId: string, subject = 'account-1'): OutboxIntent => ({
  intentId,
  channel: 'sms',
  template: 'otpLogin',
  subject,
  content: { kind: 'sealed', subject, keyVersion: 1, eventId: intentId, box: 'Ym94' },
});
/** The outbox goes by its server's time: whatever callers say. */
const anyTime = instant(0);
const soon = milliseconds(150);
const long = milliseconds(60_000);

withPostgres('the outbox in PostgreSQL', (server) => {
  const databases: PostgresDatabase[] = [];
  const opened = async (schema = freshSchema()): Promise<{ outbox: Outbox; schema: string }> => {
    const database = connectPostgres({ connectionString: server().urlOf(), schema });
    databases.push(database);
    return { outbox: await openPostgresOutbox(database), schema };
  };
  afterEach(async () => {
    for (const database of databases.splice(0)) await database.close();
  });
  const leased = async (outbox: Outbox, lease = long) =>
    (await outbox.lease(10, lease, anyTime)).map(({ intent: { intentId }, attempt }) => `${intentId} ${attempt}`);

  it('gives an intent again when its lease ended without a word, by the server’s time', async () => {
    const { outbox } = await opened();
    await outbox.add([intent('i1')], anyTime);
    expect(await leased(outbox, soon)).toEqual(['i1 1']);
    expect(await leased(outbox)).toEqual([]);
    await sleep(200);
    expect(await leased(outbox)).toEqual(['i1 2']);
  });

  it('takes the word of a worker whose lease had ended', async () => {
    const { outbox } = await opened();
    await outbox.add([intent('i1')], anyTime);
    await leased(outbox, milliseconds(1));
    await sleep(5);
    await outbox.sent('i1', anyTime);
    await sleep(5);
    expect(await leased(outbox)).toEqual([]);
    await outbox.add([intent('i1')], anyTime);
    expect(await outbox.pending()).toBe(0);
  });

  it('gives one that failed again when it is due, at its old place', async () => {
    const { outbox } = await opened();
    await outbox.add([intent('i1')], anyTime);
    await leased(outbox);
    await outbox.add([intent('i2')], anyTime);
    await outbox.failed('i1', instant(Date.now() + 60_000));
    expect(await leased(outbox, milliseconds(1))).toEqual(['i2 1']);
    await outbox.failed('i1', instant(Date.now() - 1));
    await sleep(5);
    expect(await leased(outbox)).toEqual(['i1 2', 'i2 2']);
  });

  it('adds no intent again that is being sent at the same moment', async () => {
    const { outbox, schema } = await opened();
    const { outbox: other } = await opened(schema);
    for (let round = 0; round < 40; round += 1) {
      const one = intent(`i${round}`);
      await outbox.add([one], anyTime);
      await leased(outbox);
      await Promise.all([outbox.sent(one.intentId, anyTime), ...[1, 2, 3].map(() => other.add([one], anyTime))]);
    }
    expect(await other.pending()).toBe(0);
    expect(await leased(other)).toEqual([]);
  });

  it('keeps no content of what was sent or dropped, and every id', async () => {
    const { outbox, schema } = await opened();
    await outbox.add([intent('i1'), intent('i2', 'account-2'), intent('i3', 'account-3')], anyTime);
    await outbox.sent('i1', anyTime);
    await outbox.drop('account-2', anyTime);
    expect(
      await server().ask(
        `SELECT intent_id, subject, intent IS NULL AS is_over FROM ${schema}.outbox ORDER BY position`,
      ),
    ).toEqual([
      { intent_id: 'i1', subject: null, is_over: true },
      { intent_id: 'i2', subject: null, is_over: true },
      { intent_id: 'i3', subject: 'account-3', is_over: false },
    ]);
  });

  it('loses and repeats nothing when the server is killed and comes back under load', async () => {
    const { outbox, schema } = await opened();
    const { outbox: worker } = await opened(schema);
    const sent: string[] = [];
    let isOver = false;
    const insist = async <T>(call: () => Promise<T>): Promise<T> => {
      for (;;)
        try {
          return await call();
        } catch (error) {
          if (!isUnavailable(error)) throw error;
          await sleep(20);
        }
    };
    const working = (async () => {
      while (!isOver || (await insist(() => worker.pending())) > 0)
        for (const one of await insist(() => worker.lease(5, milliseconds(300), anyTime))) {
          await insist(() => worker.sent(one.intent.intentId, anyTime));
          sent.push(one.intent.intentId);
        }
    })();
    const ids = Array.from({ length: 300 }, (_, index) => `i${index}`);
    for (const [index, id] of ids.entries()) {
      if (index === 100) {
        await server().kill();
        setTimeout(() => void server().restart(), 50);
      }
      // Twice: the second is what a retry after an unknown outcome does.
      await insist(() => outbox.add([intent(id)], anyTime));
      await insist(() => outbox.add([intent(id)], anyTime));
    }
    isOver = true;
    await working;
    expect([...sent].sort()).toEqual([...ids].sort());
  }, 60_000);
});
