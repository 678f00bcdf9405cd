import { neighbours } from './adapter-neighbours.js';
import { layerOf, sentence, technologyOf } from './layer-rule.js';
import type { LayerRule } from './layer-rule.js';

const adaptersStandApart: LayerRule = {
  id: 'ADAPTERS-APART',
  statement: 'An adapter folder imports no other technology, but for the pairs listed with their reasons.',
  isAbout: (file) => technologyOf(file) !== undefined,
  violations: (graph) => [
    ...graph.files
      .filter((file) => layerOf(file) === 'adapters' && technologyOf(file) === undefined)
      .map((file) => `${file} lies in no technology's folder`),
    ...graph.imports.flatMap((found) => {
      const from = technologyOf(found.from);
      const to = found.target.kind === 'file' ? technologyOf(found.target.path) : undefined;
      if (from === undefined || to === undefined || from === to) return [];
      if (neighbours.some((pair) => pair.from === from && pair.to === to)) return [];
      return [sentence(found, `${from} may not know ${to}`)];
    }),
  ],
  planted: {
    'a file of no technology': { 'src/adapters/shared.ts': 'export const shared = 1;' },
    'a driving adapter that picks its store': {
      'src/adapters/http/login.controller.ts': "import { open } from '../sqlite/open.js';",
      'src/adapters/sqlite/open.ts': 'export const open = 1;',
    },
    'a listed pair the other way round': {
      'src/adapters/crypto/seal.ts': "import type { Row } from '../sqlite/row.js';",
      'src/adapters/sqlite/row.ts': 'export interface Row {}',
    },
  },
};

const compositionKnowsAdapters: LayerRule = {
  id: 'COMPOSITION-ONLY',
  statement: 'Infrastructure alone knows concrete adapters: nothing but it and adapters themselves imports one.',
  isAbout: (file) => layerOf(file) === 'infrastructure' || layerOf(file) === 'adapters',
  violations: (graph) =>
    graph.imports
      .filter(({ target }) => target.kind === 'file' && layerOf(target.path) === 'adapters')
      .filter(({ from }) => layerOf(from) !== 'infrastructure' && layerOf(from) !== 'adapters')
      .map((found) => sentence(found, 'adapters are chosen in infrastructure')),
  planted: {
    'a use case that loads its store': {
      'src/application/replay.ts': "export const store = () => import('../adapters/sqlite/store.js');",
      'src/adapters/sqlite/store.ts': 'export const store = 1;',
    },
  },
};

const testingStaysOutside: LayerRule = {
  id: 'TESTING-APART',
  statement: 'No production code imports src/adapters/testing or the packages that only it uses.',
  isAbout: (file) => technologyOf(file) === 'testing',
  violations: (graph) =>
    graph.imports
      .filter((found) => technologyOf(found.from) !== 'testing')
      .filter(({ target }) =>
        target.kind === 'file'
          ? technologyOf(target.path) === 'testing'
          : target.kind === 'package' && ['fast-check', 'jest', '@jest/globals'].includes(target.name),
      )
      .map((found) => sentence(found, 'only tests use this')),
  planted: {
    'a deep import of testing': {
      'src/infrastructure/main.ts': "import { seedOf } from '../adapters/testing/arbitraries/person.js';",
      'src/adapters/testing/arbitraries/person.ts': 'export const seedOf = 1;',
    },
    'generated input outside testing': { 'src/adapters/sandbox/people.ts': "import fc from 'fast-check';" },
  },
};

export const adapterRules: readonly LayerRule[] = [adaptersStandApart, compositionKnowsAdapters, testingStaysOutside];
