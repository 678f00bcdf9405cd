import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './support/repository.js';

// Typed lint rules want a file that exists: the texts stand in for these.
const domain = 'src/domain/kernel/decider.ts';
const application = 'src/application/errors/catalogue-entry.ts';
const assertNever = 'src/domain/kernel/assert-never.ts';
const spec = 'test/architecture/layers.spec.ts';

const syntax = 'no-restricted-syntax';
const globals = 'no-restricted-globals';
const properties = 'no-restricted-properties';

/** What must be refused: where, what, and by which rule. */
const planted: readonly (readonly [file: string, text: string, rule: string])[] = [
  [domain, "export const f = () => { throw new Error('x'); };", syntax],
  [domain, 'export const now = () => new Date(2020, 1);', globals],
  [domain, 'export const now = () => Date.now();', globals],
  [domain, 'export const luck = () => Math.random();', properties],
  [domain, "export const luck = () => Math['random']();", properties],
  [domain, 'export const dir = process.cwd();', globals],
  [domain, 'export const id = () => crypto.randomUUID();', globals],
  [domain, 'export const id = () => globalThis.crypto;', globals],
  [domain, 'export const later = (f: () => void) => setTimeout(f, 1);', globals],
  [domain, "export * from './brand.js';", syntax],
  [
    domain,
    "export const f = (x: 'a' | 'b') => { switch (x) { case 'a': return 1; } return 2; };",
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  [application, 'export const now = () => Date.now();', properties],
  [application, 'export const now = () => new Date();', syntax],
  [application, 'export const luck = () => Math.random();', properties],
  [application, 'export const dir = process.cwd();', globals],
  [application, 'export const id = () => crypto.randomUUID();', globals],
  [application, 'export const f = (x: any) => x;', '@typescript-eslint/no-explicit-any'],
  [application, 'export const f = () => { void 0; Promise.resolve(1); };', '@typescript-eslint/no-floating-promises'],
  [application, "export * from './x.js';", syntax],
  [application, 'export {};\n'.repeat(401), 'max-lines'],
  [spec, "it.skip('x', () => undefined);", syntax],
  [spec, "describe.only('x', () => undefined);", syntax],
  [spec, "it.todo('x');", syntax],
  [spec, "xit('x', () => undefined);", syntax],
];

/** What looks alike and is allowed. */
const harmless: readonly (readonly [file: string, text: string])[] = [
  [assertNever, "export function assertNever(value: never): never { throw new Error('x', { cause: value }); }"],
  [application, 'export const shown = (ms: number) => new Date(ms).toISOString();'],
  [application, "export const f = () => { throw new Error('the store is unavailable'); };"],
];

const lint = (texts: readonly (readonly [file: string, text: string, ...unknown[]])[]) => {
  const input = JSON.stringify(texts.map(([file, text]) => ({ file, text })));
  const script = join('test', 'architecture', 'support', 'lint-texts.mjs');
  const ran = spawnSync(process.execPath, [script, input], { cwd: root, encoding: 'utf8', env: quietly() });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout) as readonly (readonly string[])[];
};

const quietly = () => ({ ...process.env, NODE_OPTIONS: '' });

describe('what lint forbids', () => {
  const found = lint([...planted, ...harmless]);

  it.each(planted.map(([file, text, rule], index) => [rule, file, text.slice(0, 80), found[index]] as const))(
    '%s in %s: %s',
    (rule, _file, _text, messages) => {
      expect(messages).toContain(rule);
    },
  );

  it.each(harmless.map(([file, text], index) => [file, text, found[planted.length + index]] as const))(
    'and not in %s: %s',
    (_file, _text, messages) => {
      expect(messages).toEqual([]);
    },
  );
});
