import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectPostgres } from '../../../src/adapters/postgres/database.js';
import { openPostgresSecretVault } from '../../../src/adapters/postgres/secret-vault.js';
import { withPostgres } from '../../support/postgres/with-server.js';
import { skipped } from '../../support/skip.js';

/** A certificate for a server's name that is its own authority; the folder holds both files. */
function selfSigned(folder: string, name: string): readonly [certificate: string, key: string] {
  const [certificate, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)] as const;
  const what = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const who = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  execFileSync('openssl', ['req', '-x509', ...what, ...who, '-out', certificate, '-keyout', key], { stdio: 'ignore' });
  return [certificate, key];
}

const title = 'PostgreSQL over TLS';
const folder = mkdtempSync(join(tmpdir(), 'dinhdanh-tls-'));
let files: Readonly<Record<'trusted' | 'other', readonly [string, string]>> | undefined;
try {
  files = {
    trusted: selfSigned(folder, 'localhost'),
    other: selfSigned(folder, 'other.test'),
  };
} catch {
  skipped(title, 'openssl is not installed');
}
afterAll(() => rmSync(folder, { recursive: true }));

if (files !== undefined) {
  const { trusted, other } = files;
  const [certificate, key] = trusted.map((path) => readFileSync(path, 'utf8'));
  withPostgres(
    title,
    (server) => {
      const open = async (host: string, query: string): Promise<unknown> => {
        const connectionString = `${server().urlOf().replace('127.0.0.1', host)}?${query}`;
        const database = connectPostgres({ connectionString });
        try {
          await openPostgresSecretVault(database);
          const [row] = await database.run('test', 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
          return row?.['ssl'];
        } finally {
          await database.close();
        }
      };

      it('trusts a server whose certificate the named authority vouches for', async () => {
        expect(await open('localhost', `sslmode=verify-full&sslrootcert=${trusted[0]}`)).toBe(true);
      });

      it.each<readonly [string, string, string]>([
        ['of another authority', 'localhost', `&sslrootcert=${other[0]}`],
        ['that nobody vouches for', 'localhost', ''],
        ['of another name', '127.0.0.1', `&sslrootcert=${trusted[0]}`],
      ])('refuses a certificate %s', async (_, host, authority) => {
        await expect(open(host, `sslmode=verify-full${authority}`)).rejects.toMatchObject({
          code: 'postgres.misconfigured',
          message: expect.stringContaining('certificate is not trusted') as unknown,
        });
      });

      it('stays without TLS only where that is said', async () => {
        expect(await open('127.0.0.1', 'sslmode=disable')).toBe(false);
      });
    },
    {
      settings: { ssl: 'on', ssl_cert_file: 'server.crt', ssl_key_file: 'server.key' },
      files: { 'server.crt': certificate ?? '', 'server.key': key ?? '' },
    },
  );
}
