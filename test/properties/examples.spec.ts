import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { root } from '../architecture/support/repository.js';
import { type Example, examples, holds } from '../support/fc-examples.js';

describe('failed runs that are kept', () => {
  const below = (bound: number, seen: number[] = []) =>
    fc.asyncProperty(fc.nat(1_000), async (n) => {
      seen.push(n);
      return n < bound;
    });

  it('are printed so that they can be kept', async () => {
    const failure = await holds('planted', below(500), { times: 1, kept: [] }).catch((error: Error) => error.message);
    const printed = /examples\.json: (\{.*\})$/.exec(String(failure))?.[1] ?? '';
    expect(JSON.parse(printed)).toEqual({
      property: 'planted',
      seed: expect.any(Number),
      path: expect.stringMatching(/^[\d:]+$/),
    });
  });

  it('are run before any other', async () => {
    const failed = await fc.check(below(500));
    const example: Example = { property: 'planted', seed: failed.seed, path: failed.counterexamplePath ?? '' };
    const seen: number[] = [];
    await expect(holds('planted', below(500, seen), { kept: [example] })).rejects.toThrow('"property":"planted"');
    expect(seen).toEqual(failed.counterexample);
  });

  it('are run of their own property only', async () => {
    const seen: number[] = [];
    await holds('planted', below(2_000, seen), { times: 0, kept: [{ property: 'other', seed: 1, path: '0' }] });
    expect(seen).toEqual([]);
  });

  it('name properties that there are', () => {
    const folder = join(root, 'test', 'properties');
    const specs = readdirSync(folder)
      .filter((name) => name.endsWith('.property.spec.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    for (const { property } of examples) expect(specs.some((text) => text.includes(`'${property}'`))).toBe(true);
  });
});

describe('deciders', () => {
  it('have a property spec each', () => {
    const deciders = readdirSync(join(root, 'src', 'domain'), { recursive: true, encoding: 'utf8' })
      .map((path) => /([\w-]+)\.decider\.ts$/.exec(path)?.[1])
      .filter((name) => name !== undefined);
    const specs = readdirSync(join(root, 'test', 'properties'));
    expect(deciders.length).toBeGreaterThan(0);
    expect(deciders.filter((name) => !specs.includes(`${name}.property.spec.ts`))).toEqual([]);
  });
});
