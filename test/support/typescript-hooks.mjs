// Lets node run the TypeScript of src and test as it is: `node --import ./test/support/typescript-hooks.mjs file.ts`.
// Compiled text is kept by content under node_modules/.cache, so that a child starts in a fraction of a second.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const cache = fileURLToPath(new URL('../../node_modules/.cache/dinhdanh/typescript/', import.meta.url));
const options = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2023',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};
const optionsDigest = JSON.stringify(options);

function compiled(file) {
  const source = readFileSync(file, 'utf8');
  const name = createHash('sha256').update(optionsDigest).update(file).update('\0').update(source).digest('hex');
  const kept = join(cache, `${name}.js`);
  if (existsSync(kept)) return readFileSync(kept, 'utf8');
  const { code } = require('@swc/core').transformSync(source, { ...options, filename: file });
  mkdirSync(cache, { recursive: true });
  const half = `${kept}.${process.pid}`;
  writeFileSync(half, code);
  renameSync(half, kept);
  return code;
}

const isOurs = (url) => url?.startsWith('file:') && !url.includes('/node_modules/');

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (isOurs(context.parentURL) && /^\.{1,2}\/.*\.js$/.test(specifier)) {
      const asTypeScript = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(asTypeScript)) return { url: asTypeScript.href, shortCircuit: true };
    }
    return nextResolve(specifier, context);
  },
  load(url, context, nextLoad) {
    if (!isOurs(url) || !url.endsWith('.ts')) return nextLoad(url, context);
    return { format: 'module', source: compiled(fileURLToPath(url)), shortCircuit: true };
  },
});
