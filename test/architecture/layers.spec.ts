import { adapterRules } from './rules/adapter.rules.js';
import { neighbours } from './rules/adapter-neighbours.js';
import { directionRules } from './rules/direction.rules.js';
import { entryRules } from './rules/entry.rules.js';
import { hygieneRules } from './rules/hygiene.rules.js';
import type { LayerRule } from './rules/layer-rule.js';
import { moduleGraph } from './support/module-graph.js';
import { manifest, sourceTree } from './support/repository.js';

const rules: readonly LayerRule[] = [...directionRules, ...adapterRules, ...entryRules, ...hygieneRules];
const src = moduleGraph(sourceTree('src'));

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  it(`holds: ${rule.statement}`, () => {
    expect(rule.violations(src, manifest)).toEqual([]);
  });

  it('is about at least one real file', () => {
    expect(src.files.filter((file) => rule.isAbout(file, manifest))).not.toEqual([]);
  });

  it.each(Object.entries(rule.planted))('catches a planted violation: %s', (_name, files) => {
    const planted = moduleGraph(new Map(Object.entries(files)));
    expect(rule.violations(planted, manifest)).not.toEqual([]);
  });
});

it('gives every rule an id of its own', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

it('lists no pair of adapter folders twice, and gives each a reason', () => {
  expect(new Set(neighbours.map(({ from, to }) => `${from} ${to}`)).size).toBe(neighbours.length);
  expect(neighbours.filter(({ reason }) => reason.length < 20)).toEqual([]);
});
