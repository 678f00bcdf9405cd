import { explainMissingPeer } from '../../src/infrastructure/missing-peer.js';

const notFound = (name: string) =>
  Object.assign(new Error(`Cannot find package '${name}' imported from file:///app/serve.js`), {
    code: 'ERR_MODULE_NOT_FOUND',
  });

describe('explainMissingPeer', () => {
  it('names the missing package and one command that installs every peer a server needs', () => {
    const text = explainMissingPeer(notFound('@nestjs/core'), 'serve');
    expect(text).toContain('`dinhdanh serve` needs packages');
    expect(text).toContain('@nestjs/core is missing');
    expect(text).toMatch(/npm install .*@nestjs\/common@"\^12\.0\.0" .*rxjs@/);
    expect(text).not.toContain('fast-check');
    expect(text).not.toContain('koffi');
    expect(text).not.toMatch(/ioredis|pg@|eventstore/);
  });

  it('asks for the client of a server that a store is on where that one is missing', () => {
    const text = explainMissingPeer(notFound('ioredis'), 'serve');
    expect(text).toMatch(/ioredis is missing.*npm install .*ioredis@"/s);
    expect(text).not.toMatch(/pg@|eventstore/);
  });

  it('asks for koffi alone to sign with a token', () => {
    expect(explainMissingPeer(notFound('koffi'), 'sign')).toMatch(/npm install koffi@"\^[\d.]+"$/);
    expect(explainMissingPeer(notFound('@nestjs/core'), 'sign')).toBeUndefined();
  });

  it('understands a missing file of a package as the package', () => {
    expect(explainMissingPeer(notFound('@nestjs/common/internal.js'), 'serve')).toContain('@nestjs/common is missing');
  });

  it.each([
    ['a package that is no peer', notFound('left-pad')],
    ['another error', new Error("Cannot find package 'rxjs' imported from x")],
    ['something that is no error', 'rxjs'],
    ['nothing', undefined],
  ])('leaves %s alone', (_case, error) => {
    expect(explainMissingPeer(error, 'serve')).toBeUndefined();
  });
});
