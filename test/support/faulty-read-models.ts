import { createMemoryReadModels } from '../../src/adapters/memory/read-models.js';
import { createMemorySnapshots } from '../../src/adapters/memory/snapshots.js';
import type { ReadModels } from '../../src/application/ports/read-models.port.js';
import type { Snapshots } from '../../src/application/ports/snapshots.port.js';
import type { Fault } from './faulty-event-stores.js';

const spoiltModels =
  (spoil: (models: ReadModels) => Partial<ReadModels>): (() => ReadModels) =>
  () => {
    const models = createMemoryReadModels();
    return { ...models, ...spoil(models) };
  };

const spoiltSnapshots =
  (spoil: (snapshots: Snapshots) => Partial<Snapshots>): (() => Snapshots) =>
  () => {
    const snapshots = createMemorySnapshots();
    return { ...snapshots, ...spoil(snapshots) };
  };

export const faultyReadModels: readonly Fault<ReadModels>[] = [
  {
    fault: 'applies from any checkpoint',
    caughtBy: 'from another checkpoint nothing is applied',
    make: spoiltModels((models) => ({
      apply: async (projection, generation, _from, to, changes) =>
        models.apply(projection, generation, await models.checkpoint(projection, generation), to, changes),
    })),
  },
  {
    fault: 'writes the rows, then finds the checkpoint moved',
    caughtBy: 'of projectors that apply the same batch at once',
    make: spoiltModels((models) => ({
      apply: async (projection, generation, from, to, changes) => {
        if ((await models.checkpoint(projection, generation)) !== from) return false;
        await models.apply(projection, generation, await models.checkpoint(projection, generation), from, changes);
        return models.apply(projection, generation, from, to, []);
      },
    })),
  },
  {
    fault: 'applies what it can of a batch',
    caughtBy: 'a batch with a document that cannot be written',
    make: spoiltModels((models) => ({
      apply: async (projection, generation, from, to, changes) => {
        if ((await models.checkpoint(projection, generation)) !== from) return false;
        for (const change of changes) await models.apply(projection, generation, from, from, [change]);
        return models.apply(projection, generation, from, to, []);
      },
    })),
  },
  {
    fault: 'keeps no checkpoint for a batch without changes',
    caughtBy: 'a batch without changes moves the checkpoint',
    make: spoiltModels((models) => ({
      apply: async (projection, generation, from, to, changes) =>
        changes.length === 0 ? true : models.apply(projection, generation, from, to, changes),
    })),
  },
  {
    fault: 'applies the deletions of a batch last',
    caughtBy: 'changes of a batch are applied in their order',
    make: spoiltModels((models) => ({
      apply: (projection, generation, from, to, changes) =>
        models.apply(projection, generation, from, to, [
          ...changes.filter(({ kind }) => kind !== 'delete'),
          ...changes.filter(({ kind }) => kind === 'delete'),
        ]),
    })),
  },
  {
    fault: 'shows the generation that is being built',
    caughtBy: 'a generation is built beside the live one',
    make: spoiltModels((models) => ({
      get: async (projection, ...where) =>
        (await models.getIn(projection, 1, ...where)) ?? models.get(projection, ...where),
    })),
  },
  {
    fault: 'reads the live generation whatever it is asked for',
    caughtBy: 'a projector reads its own generation',
    make: spoiltModels((models) => ({
      getIn: (projection, _generation, ...where) => models.get(projection, ...where),
    })),
  },
  {
    fault: 'drops the live generation',
    caughtBy: 'dropping leaves the live generation alone',
    make: spoiltModels((models) => ({
      drop: async (projection, generation) => {
        if (generation === (await models.liveGeneration(projection))) await models.goLive(projection, 99);
        else await models.drop(projection, generation);
      },
    })),
  },
  {
    fault: 'lists the smallest sort first',
    caughtBy: 'rows of a key are listed greatest sort first',
    make: spoiltModels((models) => ({
      list: async (...call) => (await models.list(...call)).toReversed(),
    })),
  },
  {
    fault: 'lists from below the upper bound up to and with it',
    caughtBy: 'a page holds at most its limit',
    make: spoiltModels((models) => ({
      list: (projection, collection, key, page) =>
        models.list(projection, collection, key, {
          ...page,
          ...(page.before !== undefined && { before: `${page.before}\u0000` }),
        }),
    })),
  },
  {
    fault: 'compares sorts by UTF-16 units',
    caughtBy: 'sorts are compared as text, by code point',
    make: spoiltModels((models) => ({
      list: async (...call) => (await models.list(...call)).toSorted((a, b) => (a.sort < b.sort ? 1 : -1)),
    })),
  },
  {
    fault: 'trims nothing',
    caughtBy: 'trimming keeps the greatest sorts of its key',
    make: spoiltModels((models) => ({
      apply: (projection, generation, from, to, changes) =>
        models.apply(
          projection,
          generation,
          from,
          to,
          changes.filter(({ kind }) => kind !== 'trim'),
        ),
    })),
  },
  {
    fault: 'trims after the rest of the batch',
    caughtBy: 'trimming is applied at its place in the batch',
    make: spoiltModels((models) => ({
      apply: (projection, generation, from, to, changes) =>
        models.apply(projection, generation, from, to, [
          ...changes.filter(({ kind }) => kind !== 'trim'),
          ...changes.filter(({ kind }) => kind === 'trim'),
        ]),
    })),
  },
];

export const faultySnapshots: readonly Fault<Snapshots>[] = [
  {
    fault: 'lets an older snapshot replace a newer one',
    caughtBy: 'an older snapshot never replaces a newer one',
    make: spoiltSnapshots((snapshots) => ({
      save: async (stream, schema, snapshot) => {
        await snapshots.purge(stream);
        await snapshots.save(stream, schema, snapshot);
      },
    })),
  },
  {
    fault: 'serves a snapshot of any schema',
    caughtBy: 'a snapshot of another schema is none',
    make: spoiltSnapshots((snapshots) => ({
      find: (stream) => snapshots.find(stream, 'any'),
      save: (stream, _schema, snapshot) => snapshots.save(stream, 'any', snapshot),
    })),
  },
  {
    fault: 'purges nothing',
    caughtBy: 'purging forgets every schema',
    make: spoiltSnapshots(() => ({ purge: async () => undefined })),
  },
];
