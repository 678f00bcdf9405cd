import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { manifest, publicEntries, root } from '../architecture/support/repository.js';
import { skipped } from '../support/skip.js';
import { runNode } from './support/npm.js';
import { installInEmptyProject, pack, sameVersion, succeed } from './support/packed.js';

const packed = pack();
const entries = [...publicEntries(manifest)].filter(([, source]) => existsSync(join(root, source)));
const nameOf = (entry: string) => manifest.name + entry.slice(1);
const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });
const needsPeers = (entry: string) =>
  ['./nest', './testing', './eventstoredb', './redis', './postgres'].includes(entry);

afterAll(() => remove(dirname(packed.tarball)));

describe('the tarball', () => {
  it('holds the build, the readme, the licence and the changelog, and nothing else', () => {
    const unexpected = packed.files.filter(
      (file) =>
        !/^dist\/.+\.(js|js\.map|d\.ts)$/.test(file) &&
        !/^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(file),
    );
    expect(unexpected).toEqual([]);
    expect(packed.files).toEqual(expect.arrayContaining(['package.json', 'LICENSE', 'CHANGELOG.md']));
  });

  it('names no folder of the machine that built it', () => {
    const telling = packed.files
      .filter((file) => file.startsWith('dist/'))
      .filter((file) => readFileSync(join(root, file), 'utf8').includes(root));
    expect(telling).toEqual([]);
  });
});

/** The names that an entry exports at run time, as a consumer sees them. */
function exportsOf(folder: string, entry: string, ...flags: readonly string[]): readonly string[] {
  const script = `console.log(JSON.stringify(Object.keys(await import('${nameOf(entry)}')).sort()))`;
  const ran = succeed(runNode(folder, ...flags, '--input-type=module', '--eval', script));
  return JSON.parse(ran.stdout) as readonly string[];
}

/** Compiles a consumer's files as a careful team would: strict, and with the declarations of packages checked. */
function compile(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const options = {
    compilerOptions: {
      ...{ strict: true, target: 'es2023', module: 'nodenext', moduleResolution: 'nodenext', types: ['node'] },
      ...{ experimentalDecorators: true, emitDecoratorMetadata: true, skipLibCheck: true, outDir: '.', rootDir: '.' },
    },
    files: Object.keys(files),
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options));
  succeed(runNode(folder, join(root, 'node_modules', 'typescript7', 'bin', 'tsc'), '-p', 'tsconfig.json'));
}

const consumerOf = (names: readonly string[]) => ({
  'consumer.ts': [
    ...names.map((name, index) => `import * as entry${index} from '${name}';`),
    `export const loaded = [${names.map((_, index) => `Object.keys(entry${index})`).join(', ')}];`,
  ].join('\n'),
});

const examplesFolder = join(root, 'docs', 'examples');
const examples = (existsSync(examplesFolder) ? readdirSync(examplesFolder) : [])
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ name: basename(file, '.ts'), text: readFileSync(join(examplesFolder, file), 'utf8') }));
const needsNest = (text: string) => /from '(@nestjs\/|dinhdanh\/nest)/.test(text);
const needsFastCheck = (text: string) => /from '(fast-check|dinhdanh\/testing)/.test(text);

/** What both consumers are asked: every entry loads, its types resolve, and the examples of the docs run. */
function itServes(folder: string, served: readonly (readonly [string, string])[], shown: typeof examples): void {
  afterAll(() => remove(folder));

  for (const [entry] of served) {
    it(`loads ${nameOf(entry)}`, () => {
      expect(exportsOf(folder, entry)).not.toEqual([]);
    });
  }

  it('resolves the types of every entry', () => {
    compile(folder, consumerOf(served.map(([entry]) => nameOf(entry))));
  });

  for (const { name, text } of shown) {
    it(`runs the example ${name}`, () => {
      compile(folder, { [`${name}.ts`]: text });
      succeed(runNode(folder, `${name}.js`));
    });
  }
}

describe('installed in an empty project, without Nest', () => {
  const project = installInEmptyProject([packed.tarball, sameVersion('@types/node')]);
  if (project.kind === 'noRegistry') {
    skipped('loads every entry that needs no peer', project.reason);
    return;
  }
  const { folder } = project;
  const served = entries.filter(([entry]) => !needsPeers(entry));

  itServes(
    folder,
    served,
    examples.filter(({ text }) => !needsNest(text) && !needsFastCheck(text)),
  );

  it('brings in neither Nest nor fast-check', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => /nest|fast-check/.test(name))).toEqual([]);
  });

  it('keeps what is no entry out of reach', () => {
    const ran = runNode(
      folder,
      '--input-type=module',
      '--eval',
      "await import('dinhdanh/dist/domain/kernel/brand.js')",
    );
    expect(ran.stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  const withoutSqlite = '--no-experimental-sqlite';
  for (const [entry] of served.filter(([name]) => name === '.')) {
    it('loads the core entry on a Node without node:sqlite', () => {
      expect(exportsOf(folder, entry, withoutSqlite)).toEqual(exportsOf(folder, entry));
    });
  }
  it('would notice a missing node:sqlite', () => {
    const ran = runNode(folder, withoutSqlite, '--input-type=module', '--eval', "await import('node:sqlite')");
    expect(ran.stderr).toContain('ERR_UNKNOWN_BUILTIN_MODULE');
  });

  if (packed.files.includes(manifest.bin['dinhdanh'] ?? '')) {
    it('says what to install when a command needs a peer that is missing', () => {
      const ran = runNode(folder, 'node_modules/dinhdanh/dist/infrastructure/main.js', 'serve');
      expect(ran.status).not.toBe(0);
      expect(ran.stderr).toMatch(/npm install .*@nestjs\/common@/);
      expect(ran.stderr).not.toContain('    at ');
    });
  }
});

describe('installed in an empty project, with every peer', () => {
  const peers = Object.keys(manifest.peerDependencies);
  const project = installInEmptyProject([packed.tarball, ...[...peers, '@types/node'].map(sameVersion)]);
  if (project.kind === 'noRegistry') {
    skipped('loads every entry', project.reason);
    return;
  }
  itServes(project.folder, entries, examples);
});
