import { connectPostgres, type PostgresDatabase } from '../../../src/adapters/postgres/database.js';
import { openPostgresSubjectKeys } from '../../../src/adapters/postgres/subject-keys.js';
import { runChild } from '../../support/child.js';
import { freshSchema, withPostgres } from '../../support/postgres/with-server.js';

const SUBJECTS = 200;
const keyOf = (subject: string, version = 1) => ({
  subject,
  version,
  masterKeyId: 'm1',
  wrapped: new Uint8Array(60).fill(7),
});

withPostgres('races for keys in PostgreSQL', (server) => {
  let database: PostgresDatabase;
  let schema: string;

  beforeEach(() => {
    schema = freshSchema();
    database = connectPostgres({ connectionString: server().urlOf(), schema });
  });
  afterEach(() => database.close());

  it('two processes that add a key to the same 200 subjects get the same one for each', async () => {
    const keys = await openPostgresSubjectKeys(database);
    const children = ['1', '2'].map((mark) =>
      runChild('test/adapters/postgres/children/add-keys.ts', [server().urlOf(), schema, String(SUBJECTS), mark]),
    );
    await Promise.all(children.map((child) => child.waitFor((line) => line === 'ready')));
    for (const child of children) child.tell('go');
    const [first, second] = await Promise.all(
      children.map(async (child) => JSON.parse(await child.waitFor((line) => line.startsWith('['))) as unknown[]),
    );
    expect(first).toHaveLength(SUBJECTS);
    expect(second).toEqual(first);
    for (let n = 0; n < SUBJECTS; n += 20) {
      const found = await keys.find(`s${n}`);
      expect(found.kind === 'found' && found.key.wrapped[0]).toBe(first?.[n]);
    }
    for (const child of children) expect((await child.ended).code).toBe(0);
  });

  it('no key survives a destruction that runs beside additions', async () => {
    const keys = await openPostgresSubjectKeys(database);
    for (let round = 0; round < 40; round++) {
      const subject = `s${round}`;
      if (round % 2 === 0) await keys.add(keyOf(subject));
      const answers = await Promise.all([
        ...[1, 2, 3].map((version) => keys.add(keyOf(subject, version))),
        keys.destroy(subject),
        ...[4, 5].map((version) => keys.add(keyOf(subject, version))),
      ]);
      for (const answer of answers) if (answer !== undefined) expect(['found', 'destroyed']).toContain(answer.kind);
      expect(await keys.find(subject)).toEqual({ kind: 'destroyed' });
    }
    expect(await server().ask(`SELECT * FROM ${schema}.subject_keys`)).toEqual([]);
  });

  it('an addition waits for a destruction under way and then finds the subject destroyed', async () => {
    const keys = await openPostgresSubjectKeys(database);
    await keys.add(keyOf('a'));
    let waiting: Promise<unknown> | undefined;
    await database.transaction('test', async (run) => {
      await run(`UPDATE ${schema}.key_subjects SET destroyed_at = now() WHERE subject = 'a'`);
      waiting = keys.add(keyOf('a', 2));
      await run('SELECT pg_sleep(0.2)');
    });
    expect(await waiting).toEqual({ kind: 'destroyed' });
  });

  it('racing additions of different versions to a new subject are all kept', async () => {
    const keys = await openPostgresSubjectKeys(database);
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all([1, 2, 3, 4].map((version) => keys.add(keyOf(`n${round}`, version))));
      expect(answers.map(({ kind }) => kind)).toEqual(['found', 'found', 'found', 'found']);
    }
  });

  it('a destroyed subject cannot be revived at a console either', async () => {
    const keys = await openPostgresSubjectKeys(database);
    await keys.destroy('a');
    const subjects = `${schema}.key_subjects`;
    for (const statement of [
      `UPDATE ${subjects} SET destroyed_at = NULL`,
      `UPDATE ${subjects} SET subject = 'b'`,
      `DELETE FROM ${subjects}`,
    ])
      await expect(server().ask(statement)).rejects.toThrow('a destroyed subject stays destroyed');
    const [row] = await server().ask(`SELECT subject, now() - destroyed_at < '1 minute' AS is_new FROM ${subjects}`);
    expect(row).toEqual({ subject: 'a', is_new: true });
  });
});
