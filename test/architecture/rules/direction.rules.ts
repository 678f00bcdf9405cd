import { layerOf, sentence } from './layer-rule.js';
import type { Layer, LayerRule } from './layer-rule.js';

/** What each layer may import of the others: infrastructure -> adapters -> application -> domain. */
const reach: Readonly<Record<Layer, readonly Layer[]>> = {
  domain: ['domain'],
  application: ['application', 'domain'],
  adapters: ['adapters', 'application', 'domain'],
  infrastructure: ['infrastructure', 'adapters', 'application', 'domain'],
  'core entry': ['application', 'domain'],
};

const everyFileHasALayer: LayerRule = {
  id: 'LAYER-KNOWN',
  statement: 'Every source file lies in domain, application, adapters or infrastructure, or is the core entry.',
  isAbout: () => true,
  violations: (graph) =>
    graph.files.filter((file) => layerOf(file) === undefined).map((file) => `${file} lies in no layer`),
  planted: { 'a fifth layer': { 'src/utils/strings.ts': 'export const trim = 1;' } },
};

const importsPointInwards: LayerRule = {
  id: 'LAYER-DIRECTION',
  statement: 'Imports point one way: infrastructure -> adapters -> application -> domain.',
  isAbout: (file) => layerOf(file) !== undefined,
  violations: (graph) =>
    graph.imports.flatMap((found) => {
      const from = layerOf(found.from);
      const to = found.target.kind === 'file' ? layerOf(found.target.path) : undefined;
      if (from === undefined || to === undefined || reach[from].includes(to)) return [];
      return [sentence(found, `${from} may not know ${to}`)];
    }),
  planted: {
    'application to adapters, only a type': {
      'src/application/ports/event-store.ts': "import type { Row } from '../../adapters/sqlite/row.js';",
      'src/adapters/sqlite/row.ts': 'export interface Row {}',
    },
    'adapters to infrastructure': {
      'src/adapters/http/server.ts': "import { port } from '../../infrastructure/config.js';",
      'src/infrastructure/config.ts': 'export const port = 1;',
    },
    'an inline import type': {
      'src/application/x.ts': "export type Row = import('../adapters/sqlite/row.js').Row;",
      'src/adapters/sqlite/row.ts': 'export interface Row {}',
    },
    'the core entry to an adapter': {
      'src/index.ts': "export { open } from './adapters/memory/index.js';",
      'src/adapters/memory/index.ts': 'export const open = 1;',
    },
  },
};

const domainIsClosed: LayerRule = {
  id: 'DOMAIN-CLOSED',
  statement: 'The domain imports nothing from outside src/domain: no npm package, no Node module, no other layer.',
  isAbout: (file) => layerOf(file) === 'domain',
  violations: (graph) =>
    graph.imports
      .filter((found) => layerOf(found.from) === 'domain')
      .filter((found) => found.target.kind !== 'file' || layerOf(found.target.path) !== 'domain')
      .map((found) => sentence(found, 'the domain is closed')),
  planted: {
    'a Node module': { 'src/domain/a.ts': "import { createHash } from 'node:crypto';" },
    'a Node module without its prefix': { 'src/domain/a.ts': "import { createHash } from 'crypto';" },
    'an npm package': { 'src/domain/a.ts': "import { Subject } from 'rxjs';" },
    'a type of an npm package': { 'src/domain/a.ts': "import type { Observable } from 'rxjs';" },
    'a port': {
      'src/domain/a.ts': "import type { Clock } from '../application/ports/clock.js';",
      'src/application/ports/clock.ts': 'export interface Clock {}',
    },
    'a module loaded later': { 'src/domain/a.ts': "export const load = () => import('node:fs');" },
    'a require': { 'src/domain/a.ts': "const fs = require('fs');" },
  },
};

const applicationIsClosed: LayerRule = {
  id: 'APPLICATION-CLOSED',
  statement: 'The application imports the domain, itself and rxjs, and nothing else.',
  isAbout: (file) => layerOf(file) === 'application',
  violations: (graph) =>
    graph.imports
      .filter((found) => layerOf(found.from) === 'application')
      .filter(({ target }) => target.kind === 'node' || (target.kind === 'package' && target.name !== 'rxjs'))
      .map((found) => sentence(found, 'only rxjs may come from outside')),
  planted: {
    'a framework': { 'src/application/a.ts': "import { Injectable } from '@nestjs/common';" },
    'a Node module': { 'src/application/a.ts': "import { randomUUID } from 'node:crypto';" },
  },
};

const entryBringsNoPackage: LayerRule = {
  id: 'CORE-ENTRY-NO-PACKAGES',
  statement: 'npm packages and Node modules are met in adapters and infrastructure; the core entry only re-exports.',
  isAbout: (file) => file === 'src/index.ts',
  violations: (graph) =>
    graph.importsOf('src/index.ts').flatMap((found) => {
      if (found.target.kind === 'file') return [];
      return [sentence(found, 'the core entry re-exports domain and application')];
    }),
  planted: { 'a package': { 'src/index.ts': "export { Subject } from 'rxjs';" } },
};

export const directionRules: readonly LayerRule[] = [
  everyFileHasALayer,
  importsPointInwards,
  domainIsClosed,
  applicationIsClosed,
  entryBringsNoPackage,
];
