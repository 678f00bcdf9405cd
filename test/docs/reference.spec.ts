import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeReference, writtenByHand } from '../../docs/generate/reference.js';
import { filesUnder } from '../../docs/generate/source-files.js';
import { describeError, errorAreas, errorCatalogue } from '../../src/application/errors/catalogue.js';
import { allRules, ruleAreas } from '../../src/application/reference/all-rules.js';
import { sourceDocuments } from '../../src/domain/kernel/rule.js';
import { root } from '../architecture/support/repository.js';
import { codesIn } from './support/codes-in-source.js';

const folder = join(root, 'docs', 'reference');
const reference = makeReference(root);
const repeated = (items: readonly string[]): readonly string[] =>
  items.filter((item, index) => items.indexOf(item) !== index);
const sources = ['src/domain', 'src/application'].flatMap((layer) => filesUnder(root, layer, '.ts'));

/** The lists that a file exports. */
async function listsOf(path: string): Promise<readonly (readonly [name: string, list: unknown])[]> {
  const exported = (await import(join(root, path))) as Readonly<Record<string, unknown>>;
  return Object.entries(exported).filter(([, value]) => Array.isArray(value));
}

async function listsMissing(ending: string, known: readonly unknown[]): Promise<readonly string[]> {
  const files = sources.filter(({ path }) => path.endsWith(ending));
  expect(files.length).toBeGreaterThan(0);
  const lists = await Promise.all(
    files.map(async ({ path }) => (await listsOf(path)).map(([name, list]) => ({ name: `${name} of ${path}`, list }))),
  );
  return lists
    .flat()
    .filter(({ list }) => !known.includes(list))
    .map(({ name }) => name);
}

describe('docs/reference', () => {
  it.each([...reference.pages.keys()])('%s is what the code says now: if not, run npm run docs:generate', (name) => {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(reference.pages.get(name));
  });

  it('holds nothing else but what is written by hand', () => {
    expect(readdirSync(folder).sort()).toEqual([...reference.pages.keys(), ...writtenByHand].sort());
  });

  it('comes out the same when it is generated again', () => {
    expect(makeReference(root)).toEqual(reference);
  });
});

describe('rules', () => {
  it('have a test each', () => {
    expect(reference.gaps.rulesWithoutTest).toEqual([]);
  });

  it('are all that titles of tests name', () => {
    expect(reference.gaps.titlesOfNoRule).toEqual([]);
  });

  it('have an id each, in upper case with hyphens, and a whole sentence', () => {
    expect(repeated(allRules.map(({ id }) => id))).toEqual([]);
    for (const { id, statement } of allRules) {
      expect(id).toMatch(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$/);
      expect([id, statement]).toEqual([id, expect.stringMatching(/^[A-Z].*\.$/)]);
    }
  });

  it('name a document and a section of it', () => {
    for (const { id, source } of allRules) {
      expect(Object.keys(sourceDocuments)).toContain(source.document);
      expect([id, source.section.trim()]).not.toEqual([id, '']);
    }
  });

  it('are all in the reference, whichever file they are in', async () => {
    expect(
      await listsMissing(
        '.rules.ts',
        ruleAreas.map(({ rules }) => rules),
      ),
    ).toEqual([]);
  });
});

describe('error codes', () => {
  const entries = errorAreas.flatMap((area) => area.entries);
  const inSource = new Set(
    sources.filter(({ path }) => !path.endsWith('.errors.ts')).flatMap(({ path, text }) => [...codesIn(path, text)]),
  );

  it('are produced by a test each', () => {
    expect(reference.gaps.codesWithoutTest).toEqual([]);
  });

  it('have one entry each', () => {
    expect(repeated(entries.map(({ code }) => code))).toEqual([]);
    expect(errorCatalogue.size).toBe(entries.length);
  });

  it('tell the public a sentence in both languages', () => {
    for (const { code, vi, en } of entries) {
      expect([code, vi]).toEqual([code, expect.stringMatching(/^\p{Lu}.*[.?!]$/u)]);
      expect([code, en]).toEqual([code, expect.stringMatching(/^[A-Z].*[.?!]$/)]);
    }
  });

  it('that the domain or a use case can answer have an entry', () => {
    const isEntered = (code: string) =>
      code.endsWith('.') ? entries.some((entry) => entry.code.startsWith(code)) : errorCatalogue.has(code);
    expect([...inSource].filter((code) => !isEntered(code)).sort()).toEqual([]);
  });

  it('are all in the reference, whichever file they are in', async () => {
    expect(
      await listsMissing(
        '.errors.ts',
        errorAreas.map((area) => area.entries),
      ),
    ).toEqual([]);
  });

  it('are described, and one that nobody entered is told as a bug of ours', () => {
    expect(describeError('policy.methodNotOpen').kind).toBe('refused');
    expect(describeError('no.suchCode')).toMatchObject({ code: 'no.suchCode', kind: 'bug' });
  });
});
