import { randomBytes } from 'node:crypto';
import { skipped } from '../skip.js';
import { postgresPrograms, PostgresServer, type ServerOptions } from './server.js';

/** One server for the tests of a describe block; where PostgreSQL is not installed they are skipped and say so. */
export function withPostgres(
  title: string,
  tests: (server: () => PostgresServer) => void,
  options?: ServerOptions,
): void {
  if (postgresPrograms === undefined) {
    skipped(title, 'PostgreSQL is not installed');
    return;
  }
  describe(title, () => {
    let server: PostgresServer | undefined;
    beforeAll(async () => {
      server = await PostgresServer.start(options);
    }, 60_000);
    afterAll(() => server?.stop());
    tests(() => {
      if (server === undefined) throw new Error('The server is asked for before the tests run');
      return server;
    });
  });
}

/** A schema that no other test sees. */
export const freshSchema = (): string => `t${randomBytes(6).toString('hex')}`;
