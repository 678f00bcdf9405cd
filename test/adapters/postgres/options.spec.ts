import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresOptions, settingsOf } from '../../../src/adapters/postgres/options.js';

const good = 'postgresql://user:secret@db.internal/dinhdanh';
const errorOf = (options: PostgresOptions): unknown => {
  try {
    settingsOf(options);
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('the configuration of PostgreSQL', () => {
  it.each<readonly [string, PostgresOptions, RegExp]>([
    ['no address', { connectionString: 'secret' }, /cannot be read/u],
    ['a bad escape', { connectionString: 'postgresql://user:%E0secret@db/x' }, /cannot be read/u],
    ['another scheme', { connectionString: 'mysql://user:secret@db/x' }, /start with postgresql/u],
    ['no host', { connectionString: 'postgresql:///x' }, /names no host/u],
    ['no user', { connectionString: 'postgresql://db/x' }, /names no user/u],
    ['no database', { connectionString: 'postgresql://user:secret@db/' }, /names no database/u],
    ['a parameter that is not known', { connectionString: `${good}?secretparam=1` }, /and not secretparam/u],
    ['TLS that does not check', { connectionString: `${good}?sslmode=require` }, /verify-full or disable/u],
    ['a missing file', { connectionString: `${good}?sslrootcert=/nowhere/secret.pem` }, /sslrootcert/u],
    ['half a certificate', { connectionString: `${good}?sslcert=${import.meta.filename}` }, /go together/u],
    ['a schema that is no name', { connectionString: good, schema: 'x; DROP TABLE' }, /schema is named/u],
    ['an empty pool', { connectionString: good, poolSize: 0 }, /poolSize is a whole number/u],
    ['half a millisecond', { connectionString: good, deadlineMs: 0.5 }, /deadlineMs is a whole number/u],
    ['waits out of order', { connectionString: good, connectTimeoutMs: 20, deadlineMs: 10 }, /not take longer/u],
  ])('refuses %s, and repeats nothing of the connection string', (_, options, reason) => {
    const error = errorOf(options);
    expect(error).toMatchObject({ code: 'postgres.misconfigured', message: expect.stringMatching(reason) });
    expect(String((error as Error).stack)).not.toMatch(/secret@|:secret|secret\.pem/u);
  });

  it('checks who answers, unless it is this machine or told not to', () => {
    const sslOf = (connectionString: string) => settingsOf({ connectionString }).pool.ssl;
    expect(sslOf(good)).toEqual({ rejectUnauthorized: true });
    expect(sslOf(`${good}?sslmode=verify-full`)).toEqual({ rejectUnauthorized: true });
    expect(sslOf(`${good}?sslmode=disable`)).toBe(false);
    expect(sslOf('postgresql://user@[::1]/x')).toBe(false);
    expect(sslOf('postgresql://user@127.0.0.1/x?sslmode=verify-full')).toEqual({ rejectUnauthorized: true });
    expect(sslOf('postgresql://user@%2Frun%2Fpostgresql/x')).toBe(false);
  });

  it('reads certificates from files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dinhdanh-'));
    const [ca, cert, key] = ['ca', 'cert', 'key'].map((name) => {
      writeFileSync(join(folder, name), `the ${name}`);
      return join(folder, name);
    });
    const { pool } = settingsOf({ connectionString: `${good}?sslrootcert=${ca}&sslcert=${cert}&sslkey=${key}` });
    rmSync(folder, { recursive: true });
    expect(pool.ssl).toEqual({ rejectUnauthorized: true, ca: 'the ca', cert: 'the cert', key: 'the key' });
  });

  it('takes no password from the environment', async () => {
    const before = process.env.PGPASSWORD;
    process.env.PGPASSWORD = 'of somebody else';
    try {
      const { password } = settingsOf({ connectionString: 'postgresql://user@db/x' }).pool;
      expect(typeof password === 'function' && (await password())).toBe('');
    } finally {
      if (before === undefined) delete process.env.PGPASSWORD;
      else process.env.PGPASSWORD = before;
    }
  });

  it('reads what a URL escapes', () => {
    const { pool } = settingsOf({ connectionString: 'postgresql://a%40b:c%2Fd@db:6432/e%20f' });
    expect(pool).toMatchObject({ user: 'a@b', host: 'db', port: 6432, database: 'e f' });
  });
});
