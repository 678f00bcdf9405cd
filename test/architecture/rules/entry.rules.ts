import { loadedBy } from '../support/module-graph.js';
import { commands, publicEntries } from '../support/repository.js';
import type { Manifest } from '../support/repository.js';
import { layerOf, sentence } from './layer-rule.js';
import type { LayerRule } from './layer-rule.js';

const coreNeedsNoStore: LayerRule = {
  id: 'CORE-WITHOUT-NODE',
  statement: 'Loading the core entry loads no Node module (node:sqlite least of all) and no package but rxjs.',
  isAbout: (file) => file === 'src/index.ts',
  violations: (graph) =>
    loadedBy(graph, 'src/index.ts')
      .filter(({ target }) => target.kind === 'node' || (target.kind === 'package' && target.name !== 'rxjs'))
      .map((found) => sentence(found, 'the core entry would load it')),
  planted: {
    'two steps away': {
      'src/index.ts': "export { open } from './application/open.js';",
      'src/application/open.ts': "export { open } from './store.js';",
      'src/application/store.ts': "import { DatabaseSync } from 'node:sqlite'; export const open = DatabaseSync;",
    },
  },
};

const optionalPeers = (manifest: Manifest): readonly string[] =>
  Object.entries(manifest.peerDependenciesMeta)
    .filter(([, meta]) => meta.optional)
    .map(([name]) => name);

const peerOfEntry: Readonly<Record<string, string>> = {
  './testing': 'fast-check',
  './eventstoredb': '@eventstore/db-client',
  './redis': 'ioredis',
  './postgres': 'pg',
};

/** Optional peers that an entry may load at once: whoever imports that entry has them. */
const peersOfEntry = (entry: string, peers: readonly string[]): readonly string[] => {
  const one = peerOfEntry[entry];
  if (one !== undefined) return [one];
  if (entry === './nest') return peers.filter((name) => !Object.values(peerOfEntry).includes(name));
  return [];
};

const entriesLoadWithoutPeers: LayerRule = {
  id: 'PEERS-OPTIONAL',
  statement:
    'Only the entry ./nest loads Nest and its companions, and only ./testing, ./eventstoredb, ./redis and ./postgres load the one peer that each is for; everything else loads them when it needs them.',
  isAbout: (file, manifest) =>
    [...publicEntries(manifest).values()].includes(file) || commands(manifest).includes(file),
  violations: (graph, manifest) => {
    const peers = optionalPeers(manifest);
    const entries = [...publicEntries(manifest), ...commands(manifest).map((file) => ['the command', file] as const)];
    return entries.flatMap(([entry, file]) => {
      const forbidden = peers.filter((name) => !peersOfEntry(entry, peers).includes(name));
      return loadedBy(graph, file)
        .filter(({ target }) => target.kind === 'package' && forbidden.includes(target.name))
        .map((found) => sentence(found, `${entry} must load without this optional peer`));
    });
  },
  planted: {
    'a store on Nest': {
      'src/infrastructure/entries/sqlite.ts': "export { Store } from '../../adapters/sqlite/store.js';",
      'src/adapters/sqlite/store.ts': "import { Injectable } from '@nestjs/common'; export class Store {}",
    },
    'a composition that loads the client of a store it may not have': {
      'src/infrastructure/entries/production.ts': "export { open } from '../open.js';",
      'src/infrastructure/open.ts': "import { Redis } from 'ioredis'; export const open = Redis;",
    },
    'a command that loads Nest at once': {
      'src/infrastructure/main.ts': "import { serve } from './serve.js'; serve();",
      'src/infrastructure/serve.ts': "import { NestFactory } from '@nestjs/core'; export const serve = NestFactory;",
    },
  },
};

const packagesAreDeclared: LayerRule = {
  id: 'PACKAGES-DECLARED',
  statement: 'Every npm package that src imports is a dependency or a peer of the published package.',
  isAbout: (file) => layerOf(file) === 'adapters' || layerOf(file) === 'infrastructure',
  violations: (graph, manifest) =>
    graph.imports.flatMap((found) => {
      if (found.target.kind !== 'package') return [];
      const { name } = found.target;
      if (name in manifest.dependencies || name in manifest.peerDependencies) return [];
      return [sentence(found, 'package.json declares it neither as dependency nor as peer')];
    }),
  planted: {
    'a development tool': { 'src/adapters/http/a.ts': "import ts from 'typescript';" },
    'the package itself': { 'src/adapters/http/a.ts': "import { memory } from 'dinhdanh/memory';" },
  },
};

const onlyEntriesAreIndexes: LayerRule = {
  id: 'NO-BARRELS',
  statement: 'A file named index.ts is a public entry of package.json; folders have no barrel.',
  isAbout: (file) => file.endsWith('/index.ts'),
  violations: (graph, manifest) =>
    graph.files
      .filter((file) => file.endsWith('/index.ts') && ![...publicEntries(manifest).values()].includes(file))
      .map((file) => `${file} is a barrel: import the files themselves`),
  planted: { 'a barrel': { 'src/domain/values/index.ts': "export { parse } from './phone.js';" } },
};

const entriesAreNotUsedInside: LayerRule = {
  id: 'ENTRIES-FOR-OTHERS',
  statement: 'Public entries are for embedding teams: no file of src imports one, but for the composition root.',
  isAbout: (file, manifest) => [...publicEntries(manifest).values()].includes(file),
  violations: (graph, manifest) => {
    const entries = [...publicEntries(manifest).values()];
    return graph.imports
      .filter(({ target }) => target.kind === 'file' && entries.includes(target.path))
      .filter(({ from }) => layerOf(from) !== 'infrastructure')
      .map((found) => sentence(found, 'import the file that defines it'));
  },
  planted: {
    'an adapter through its own entry': {
      'src/adapters/sandbox/store.ts': "import { clock } from './index.js';",
      'src/adapters/sandbox/index.ts': 'export const clock = 1;',
    },
  },
};

export const entryRules: readonly LayerRule[] = [
  coreNeedsNoStore,
  entriesLoadWithoutPeers,
  packagesAreDeclared,
  onlyEntriesAreIndexes,
  entriesAreNotUsedInside,
];
