import { readFileSync } from 'node:fs';
import { connectPostgres, type PostgresDatabase } from '../../../src/adapters/postgres/database.js';
import { openPostgresEvidenceStore } from '../../../src/adapters/postgres/evidence-store.js';
import { openPostgresLeases } from '../../../src/adapters/postgres/leases.js';
import { openPostgresOutbox } from '../../../src/adapters/postgres/outbox.js';
import { openPostgresSecretVault } from '../../../src/adapters/postgres/secret-vault.js';
import { openPostgresSubjectKeys } from '../../../src/adapters/postgres/subject-keys.js';
import { instant, milliseconds } from '../../../src/domain/kernel/instant.js';
import { clear } from '../../../src/domain/kernel/personal.js';
import { withPostgres } from '../../support/postgres/with-server.js';

const now = instant(1_790_000_000_000);
const guide = readFileSync(new URL('../../../docs/guides/production-secrets.md', import.meta.url), 'utf8');
const sqlOf = (name: string): string => {
  const found = new RegExp(`<!-- sql: ${name} -->\\s+\`\`\`sql\\n([^\`]+)\`\`\``, 'u').exec(guide)?.[1];
  if (found === undefined) throw new Error(`The guide has no SQL named ${name}`);
  return found;
};
const keyOf = (subject: string) => ({ subject, version: 1, masterKeyId: 'm', wrapped: new Uint8Array(40) });

withPostgres('the guide to secrets in production', (server) => {
  const opened: PostgresDatabase[] = [];
  const as = (user: string): PostgresDatabase => {
    const database = connectPostgres({ connectionString: server().urlOf('postgres', user, 'of a test') });
    opened.push(database);
    return database;
  };
  const openAll = async (database: PostgresDatabase) => ({
    vault: await openPostgresSecretVault(database),
    keys: await openPostgresSubjectKeys(database),
    evidence: await openPostgresEvidenceStore(database),
    outbox: await openPostgresOutbox(database),
    leases: await openPostgresLeases(database),
  });

  beforeAll(async () => {
    await server().ask(sqlOf('roles'));
    for (const role of ['dinhdanh_owner', 'dinhdanh_app'])
      await server().ask(`ALTER ROLE ${role} PASSWORD 'of a test'`);
    await server().ask("ALTER DATABASE postgres SET log_min_duration_statement = '1s'");
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
  });

  it('makes no tables as the role that works with them, and says so', async () => {
    await expect(openAll(as('dinhdanh_app'))).rejects.toMatchObject({
      code: 'postgres.misconfigured',
      message: expect.stringContaining('lacks a right') as unknown,
    });
  });

  it('gives the working role all it needs, and no more', async () => {
    await openAll(as('dinhdanh_owner'));
    for (const grants of ['grants', 'grants for work']) await server().ask(sqlOf(grants));
    const app = as('dinhdanh_app');
    const { vault, keys, evidence, outbox, leases } = await openAll(app);
    await vault.put('a', 'owner', 'old');
    await vault.put('a', 'owner', 'new');
    await vault.deleteOwner('owner');
    expect((await keys.add(keyOf('a'))).kind).toBe('found');
    expect((await keys.add(keyOf('a'))).kind).toBe('found');
    await keys.destroy('a');
    expect(await keys.add(keyOf('a'))).toEqual({ kind: 'destroyed' });
    const one = { digest: '0'.repeat(64), content: clear('bGlzdA==') };
    await evidence.put([one]);
    expect(await evidence.find(one.digest)).toEqual(one);

    await outbox.add(
      [
        {
          intentId: 'i',
          channel: 'sms',
          template: 'newLogin',
          subject: 's',
          content: { kind: 'sealed', subject: 's', keyVersion: 1, eventId: 'i', box: '' },
        },
      ],
      now,
    );
    expect(await outbox.lease(1, milliseconds(1_000), now)).toHaveLength(1);
    await outbox.sent('i', now);
    await outbox.drop('s', now);
    expect(await leases.acquire('work', 'me', milliseconds(1_000), now)).toMatchObject({ kind: 'granted' });

    for (const statement of [
      'UPDATE dinhdanh.subject_keys SET version = 2',
      'DELETE FROM dinhdanh.key_subjects',
      'UPDATE dinhdanh.key_subjects SET subject = $$b$$',
      'UPDATE dinhdanh.evidence SET content = $$$$',
      'DELETE FROM dinhdanh.evidence',
      'DROP TRIGGER destroyed_for_ever ON dinhdanh.key_subjects',
      'DELETE FROM dinhdanh.migrations',
    ])
      await expect(app.run('test', statement)).rejects.toMatchObject({ code: 'postgres.refused', sqlState: '42501' });
  });

  it('destroys again what a restored backup brought back', async () => {
    const { keys } = await openAll(as('dinhdanh_owner'));
    for (const subject of ['kept', 'revived']) await keys.add(keyOf(subject));
    await server().ask(
      "CREATE TABLE tombstones AS SELECT unnest('{revived,unknown,a}'::text[]) AS subject, now() AS destroyed_at",
    );
    for (let round = 0; round < 2; round++) await server().ask(sqlOf('restore'));
    for (const subject of ['revived', 'unknown', 'a']) expect(await keys.find(subject)).toEqual({ kind: 'destroyed' });
    expect((await keys.find('kept')).kind).toBe('found');
    expect(await server().ask("SELECT 1 FROM dinhdanh.subject_keys WHERE subject <> 'kept'")).toEqual([]);
  });
});
