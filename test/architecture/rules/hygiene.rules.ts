import type { ModuleGraph } from '../support/module-graph.js';
import { sentence } from './layer-rule.js';
import type { LayerRule } from './layer-rule.js';

const noCycles: LayerRule = {
  id: 'NO-CYCLES',
  statement: 'No file imports itself through others, not even by types.',
  isAbout: () => true,
  violations: (graph) => cyclesOf(graph).map((cycle) => cycle.join(' -> ')),
  planted: {
    'two files': {
      'src/domain/a.ts': "import { b } from './b.js'; export const a = b;",
      'src/domain/b.ts': "import { a } from './a.js'; export const b = a;",
    },
    'three files, one link a type': {
      'src/domain/a.ts': "import type { B } from './b.js';",
      'src/domain/b.ts': "import { c } from './c.js'; export type B = typeof c;",
      'src/domain/c.ts': "import { a } from './a.js'; export const c = a;",
    },
    'a file and itself': { 'src/domain/a.ts': "import { a } from './a.js'; export const b = a;" },
  },
};

const noExportAll: LayerRule = {
  id: 'NO-EXPORT-ALL',
  statement: 'What a module exports is named: no `export *`.',
  isAbout: () => true,
  violations: (graph) => graph.exportAlls.map(({ from, line }) => `${from}:${line} says export *`),
  planted: {
    'export everything': { 'src/index.ts': "export * from './domain/a.js';", 'src/domain/a.ts': 'export const a = 1;' },
    'types too': { 'src/index.ts': "export type * from './domain/a.js';", 'src/domain/a.ts': 'export type A = 1;' },
  },
};

const importsResolve: LayerRule = {
  id: 'IMPORTS-RESOLVE',
  statement: 'A relative import ends in .js and names a source file; no import computes its target.',
  isAbout: () => true,
  violations: (graph) =>
    graph.imports.flatMap((found) => {
      if (found.target.kind === 'computed') return [sentence(found, 'the target is not a literal')];
      if (found.target.kind === 'missing') return [sentence(found, `there is no ${found.target.path}`)];
      return found.target.kind === 'file' && !found.specifier.endsWith('.js') ? [sentence(found, 'write .js')] : [];
    }),
  planted: {
    'no extension': { 'src/domain/a.ts': "import { b } from './b';", 'src/domain/b.ts': 'export const b = 1;' },
    'outside src': { 'src/domain/a.ts': "import { helper } from '../../test/support/helper.js';" },
    computed: { 'src/adapters/cli/a.ts': 'export const load = (name: string) => import(name);' },
  },
};

export const hygieneRules: readonly LayerRule[] = [noCycles, noExportAll, importsResolve];

/** One cycle for every import that closes one, found by a depth-first walk. */
function cyclesOf(graph: ModuleGraph): readonly (readonly string[])[] {
  const done = new Set<string>();
  const path: string[] = [];
  const cycles: string[][] = [];
  const visit = (file: string): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push([...path.slice(start), file]);
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const { target } of graph.importsOf(file)) if (target.kind === 'file') visit(target.path);
    path.pop();
    done.add(file);
  };
  for (const file of graph.files) visit(file);
  return cycles;
}
