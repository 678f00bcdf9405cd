import type { Import, ModuleGraph } from '../support/module-graph.js';
import type { Manifest } from '../support/repository.js';

/** A rule about the modules of src, with the proof that it bites. */
export interface LayerRule {
  readonly id: string;
  readonly statement: string;
  /** Which files the rule is about. A rule about nothing can't fail, so the spec asks for at least one. */
  readonly isAbout: (file: string, manifest: Manifest) => boolean;
  readonly violations: (graph: ModuleGraph, manifest: Manifest) => readonly string[];
  /** Small source trees that break the rule, each by name; every one must be caught. */
  readonly planted: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type Layer = 'domain' | 'application' | 'adapters' | 'infrastructure' | 'core entry';

/** The layer of a source file; undefined for a file that lies in none. */
export function layerOf(file: string): Layer | undefined {
  if (file === 'src/index.ts') return 'core entry';
  const folder = /^src\/([^/]+)\//.exec(file)?.[1];
  const layers: readonly Layer[] = ['domain', 'application', 'adapters', 'infrastructure'];
  return layers.find((layer) => layer === folder);
}

/** `sqlite` for a file in src/adapters/sqlite. */
export const technologyOf = (file: string): string | undefined => /^src\/adapters\/([^/]+)\//.exec(file)?.[1];

export const sentence = (found: Import, complaint: string): string =>
  `${found.from}:${found.line} imports '${found.specifier}': ${complaint}`;
