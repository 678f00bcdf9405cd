import { connectPostgres, type PostgresDatabase } from '../../../src/adapters/postgres/database.js';
import { openPostgresEvidenceStore } from '../../../src/adapters/postgres/evidence-store.js';
import { prepare } from '../../../src/adapters/postgres/migrations.js';
import type { PostgresOptions } from '../../../src/adapters/postgres/options.js';
import { openPostgresSecretVault } from '../../../src/adapters/postgres/secret-vault.js';
import { openPostgresSubjectKeys } from '../../../src/adapters/postgres/subject-keys.js';
import { freshSchema, withPostgres } from '../../support/postgres/with-server.js';

const misconfigured = (reason: RegExp) => ({
  code: 'postgres.misconfigured',
  message: expect.stringMatching(reason) as unknown,
});
const component = { port: 'secretVault', component: 'sample' };

withPostgres('starting on PostgreSQL', (server) => {
  const opened: PostgresDatabase[] = [];
  const connect = (options: Partial<PostgresOptions> = {}): PostgresDatabase => {
    const database = connectPostgres({ connectionString: server().urlOf(), schema: freshSchema(), ...options });
    opened.push(database);
    return database;
  };
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });

  it('makes the tables once, however many start at the same time', async () => {
    const schema = freshSchema();
    const databases = Array.from({ length: 4 }, () => connect({ schema }));
    await Promise.all(
      databases.flatMap((database) => [
        openPostgresSecretVault(database),
        openPostgresSubjectKeys(database),
        openPostgresEvidenceStore(database),
      ]),
    );
    const rows = await server().ask(`SELECT component, step FROM ${schema}.migrations ORDER BY component`);
    expect(rows).toEqual(['evidence', 'secret-vault', 'subject-keys'].map((name) => ({ component: name, step: 1 })));
  });

  it('brings older tables to this version, all of it or nothing', async () => {
    const database = connect();
    const first = 'CREATE TABLE sample (a text)';
    const second = 'ALTER TABLE sample ADD b text; INSERT INTO sample VALUES ($$x$$, $$y$$)';
    await prepare(database, { ...component, migrations: [first] });
    await expect(prepare(database, { ...component, migrations: [first, second, 'a mistake'] })).rejects.toMatchObject({
      code: 'postgres.refused',
      sqlState: '42601',
    });
    await prepare(database, { ...component, migrations: [first, second] });
    await prepare(database, { ...component, migrations: [first, second] });
    expect(await server().ask(`SELECT * FROM ${database.schema}.sample`)).toEqual([{ a: 'x', b: 'y' }]);
  });

  it('refuses the tables of a newer program, and tables that were made otherwise', async () => {
    const database = connect();
    await prepare(database, { ...component, migrations: ['CREATE TABLE one ()', 'CREATE TABLE two ()'] });
    await expect(prepare(database, { ...component, migrations: ['CREATE TABLE one ()'] })).rejects.toMatchObject(
      misconfigured(/sample have version 2, this program knows 1/u),
    );
    await expect(
      prepare(database, { ...component, migrations: ['CREATE TABLE one ()', 'CREATE TABLE three ()'] }),
    ).rejects.toMatchObject(misconfigured(/migration 2 of sample/u));
  });

  it('says what is wrong with user, database or rights', async () => {
    await server().ask('CREATE ROLE nobody_special LOGIN PASSWORD $$x$$');
    const open = (connectionString: string) => openPostgresSecretVault(connect({ connectionString }));
    await expect(open(server().urlOf('postgres', 'owner', 'wrong'))).rejects.toMatchObject(
      misconfigured(/refuses this user or its password/u),
    );
    await expect(open(server().urlOf('postgres', 'owner', ''))).rejects.toMatchObject(misconfigured(/another kind/u));
    await expect(open(server().urlOf('nothing'))).rejects.toMatchObject(misconfigured(/no such database/u));
    await expect(open(server().urlOf('postgres', 'nobody_special', 'x'))).rejects.toMatchObject(
      misconfigured(/lacks a right/u),
    );
    await expect(open(`${server().urlOf()}?sslmode=verify-full`)).rejects.toMatchObject(
      misconfigured(/TLS is wanted, and the server has none/u),
    );
  });

  it('asks for a password that changes at each connection', async () => {
    const asked: string[] = [];
    const url = new URL(server().urlOf());
    const right = decodeURIComponent(url.password);
    url.password = '';
    const password = async () => {
      asked.push('asked');
      return right;
    };
    const vault = await openPostgresSecretVault(connect({ connectionString: url.href, password }));
    expect(await vault.find('a')).toBeUndefined();
    expect(asked.length).toBeGreaterThan(0);
  });

  it('waits for the disk at each commit, whatever the database says', async () => {
    await server().ask('CREATE DATABASE hasty');
    await server().ask('ALTER DATABASE hasty SET synchronous_commit = off');
    await server().ask('ALTER DATABASE hasty SET default_transaction_isolation = serializable');
    const database = connect({ connectionString: server().urlOf('hasty') });
    await openPostgresSubjectKeys(database);
    expect(await database.run('test', 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    expect(await database.run('test', 'SHOW transaction_isolation')).toEqual([
      { transaction_isolation: 'read committed' },
    ]);
  });

  it.each<readonly [string, readonly string[], RegExp]>([
    ['is read-only', ['default_transaction_read_only = on'], /read-only/u],
    ['logs slow statements with parameters', ['log_min_duration_statement = 500'], /log_parameter_max_length/u],
    ['logs every write with parameters', ["log_statement = 'mod'"], /log_parameter_max_length/u],
  ])('refuses a database that %s', async (_, settings, reason) => {
    const name = freshSchema();
    await server().ask(`CREATE DATABASE ${name}`);
    for (const setting of settings) await server().ask(`ALTER DATABASE ${name} SET ${setting}`);
    const connectionString = server().urlOf(name);
    await expect(openPostgresSecretVault(connect({ connectionString }))).rejects.toMatchObject(misconfigured(reason));
  });

  it('takes a database that logs statements without their parameters', async () => {
    await server().ask('CREATE DATABASE watched');
    for (const setting of ["log_statement = 'all'", 'log_parameter_max_length = 0'])
      await server().ask(`ALTER DATABASE watched SET ${setting}`);
    const vault = await openPostgresSecretVault(connect({ connectionString: server().urlOf('watched') }));
    await vault.put('a', 'owner', 'hash');
    expect(await vault.find('a')).toBe('hash');
  });

  it('refuses a database that is not in UTF-8', async () => {
    await server().ask(`CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0`);
    await expect(
      openPostgresEvidenceStore(connect({ connectionString: server().urlOf('latin') })),
    ).rejects.toMatchObject(misconfigured(/not UTF8/u));
  });
});

withPostgres(
  'a server that forgets what it confirms',
  (server) => {
    it('is refused, and everything that is wrong with it is named', async () => {
      const database = connectPostgres({ connectionString: server().urlOf() });
      await expect(openPostgresSubjectKeys(database)).rejects.toMatchObject(
        misconfigured(/fsync is off: .*; full_page_writes is off/u),
      );
      await database.close();
    });
  },
  { settings: { fsync: 'off', full_page_writes: 'off' } },
);
