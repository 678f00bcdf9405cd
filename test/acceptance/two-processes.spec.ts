import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import { openEmbedded } from '../../src/infrastructure/embedded.js';
import { postgresPrograms, PostgresServer } from '../support/postgres/server.js';
import { openProduction, type ProductionPlaces } from '../support/production/open.js';
import { noProduction, productionName, ProductionServers } from '../support/production/servers.js';
import { skipped } from '../support/skip.js';
import { expectNoOtherAccounts, expectOneAccountEach, raceTwoProcesses } from './support/race.js';
import { temporaryFolder } from './support/server.js';

const title = 'race 200 registrations of 50 people to 50 accounts, without an error but refusals';

describe('two processes on one data directory', () => {
  it(
    title,
    async () => {
      const folder = temporaryFolder();
      try {
        const accountIds = expectOneAccountEach(await raceTwoProcesses(folder.path));
        const { storage, close } = openEmbedded({ directory: folder.path, passwordHasher: makeUnsafePlainHasher() });
        await expectNoOtherAccounts(storage.eventStore, accountIds);
        close();
      } finally {
        folder.remove();
      }
    },
    60_000,
  );
});

const secrets = postgresPrograms === undefined ? 'secrets in files, for PostgreSQL is not installed' : 'PostgreSQL';
const name = `two processes on ${productionName} + ${secrets}`;

if (noProduction !== undefined) skipped(`${name} ${title}`, noProduction);
else
  describe(name, () => {
    const servers = new ProductionServers();
    let postgres: PostgresServer | undefined;
    beforeAll(async () => {
      if (postgresPrograms !== undefined) postgres = await PostgresServer.start();
    }, 60_000);
    afterAll(async () => {
      await servers.stop();
      await postgres?.stop();
    });

    it(
      title,
      async () => {
        const { remove, ...empty } = await servers.deployment();
        const places: ProductionPlaces = {
          ...empty,
          ...(postgres !== undefined && { postgres: { connectionString: postgres.urlOf(), schema: 'race' } }),
        };
        const accountIds = expectOneAccountEach(await raceTwoProcesses(JSON.stringify(places)));
        const { eventStore, close } = await openProduction(places);
        await expectNoOtherAccounts(eventStore, accountIds);
        await close();
        remove();
      },
      120_000,
    );
  });
