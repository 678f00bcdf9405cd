import { hash } from 'node:crypto';
import type { Wanted } from '../../../../src/adapters/pki/revocation/answers.js';
import { BoundedCache } from '../../../../src/adapters/pki/revocation/bounded-cache.js';
import { RevocationDesk } from '../../../../src/adapters/pki/revocation/revocation-desk.js';
import type { RevocationReply } from '../../../../src/adapters/pki/revocation/transport.js';

const wanted = (name: string): Wanted => ({
  key: `crl http://ca.example/${name}`,
  request: { method: 'GET', url: `http://ca.example/${name}`, kind: 'crl' },
});

function openDesk(reply: (url: string) => RevocationReply, limits?: { entries: number; bytes: number }) {
  const asked: string[] = [];
  const fetch = async ({ url }: { readonly url: string }): Promise<RevocationReply> => {
    asked.push(url.slice(-1));
    await Promise.resolve();
    return reply(url);
  };
  return { desk: new RevocationDesk({ fetch }, limits), asked };
}

const tenBytes: RevocationReply = { kind: 'answered', bytes: new Uint8Array(10) };

describe('the desk for revocation data', () => {
  it('asks once for many, and keeps what nobody has judged for half a minute', async () => {
    const { desk, asked } = openDesk(() => tenBytes);
    await Promise.all([1, 2, 3].map(() => desk.ask(wanted('a'), 0)));
    await desk.ask(wanted('a'), 30_000);
    expect(asked).toEqual(['a']);
    await desk.ask(wanted('a'), 30_001);
    expect(asked).toEqual(['a', 'a']);
  });

  it('keeps what was good for as long as it was said to be, and nothing that was not', async () => {
    const { desk, asked } = openDesk(() => tenBytes);
    const { key } = wanted('a');
    await desk.ask(wanted('a'), 0);
    desk.judged([{ key, until: 3_600_000 }], 0);
    await desk.ask(wanted('a'), 3_600_000);
    expect(asked).toEqual(['a']);
    desk.judged([{ key, until: undefined }], 3_600_000);
    await desk.ask(wanted('a'), 3_600_000);
    expect(asked).toEqual(['a', 'a']);
  });

  it('names large lists by the same digest as small ones', async () => {
    const bytes = new Uint8Array(100_000).fill(7);
    const { desk } = openDesk(() => ({ kind: 'answered', bytes }));
    expect(await desk.ask(wanted('a'), 0)).toMatchObject({ digest: hash('sha256', bytes, 'hex') });
    expect(desk.list(hash('sha256', bytes, 'hex'))).toBe(bytes);
  });

  it('keeps no silence', async () => {
    const { desk, asked } = openDesk(() => ({ kind: 'silent', why: 'timeout' }));
    for (const _ of [1, 2]) expect(await desk.ask(wanted('a'), 0)).toEqual({ kind: 'silent', why: 'timeout' });
    expect(asked).toEqual(['a', 'a']);
  });

  it('asks again after a transport that broke its promise and rejected', async () => {
    let broken = true;
    const { desk } = openDesk(() => {
      if (broken) throw new Error('broken');
      return tenBytes;
    });
    await expect(desk.ask(wanted('a'), 0)).rejects.toThrow('broken');
    broken = false;
    expect((await desk.ask(wanted('a'), 0)).kind).toBe('answered');
  });

  it('is bounded: what was not used for longest has to give way', async () => {
    const { desk, asked } = openDesk(() => tenBytes, { entries: 2, bytes: 1_000 });
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await desk.ask(wanted(name), 0);
    expect(asked.join('')).toBe('abcb');
  });
});

describe('a bounded cache', () => {
  it('is bounded in bytes too, and keeps nothing that is larger than all of it', () => {
    const cache = new BoundedCache<string>({ entries: 100, bytes: 10 });
    cache.set('a', 'a', 6);
    cache.set('b', 'b', 6);
    cache.set('c', 'c', 11);
    expect([cache.get('a', 0), cache.get('b', 0), cache.get('c', 0), cache.size]).toEqual([
      undefined,
      'b',
      undefined,
      1,
    ]);
  });

  it('forgets in time, and counts a key that is replaced once', () => {
    const cache = new BoundedCache<string>({ entries: 100, bytes: 10 });
    cache.set('a', 'old', 8, 5);
    cache.set('a', 'new', 8, 5);
    cache.set('b', 'b', 2);
    expect([cache.get('a', 5), cache.get('b', 5)]).toEqual(['new', 'b']);
    expect([cache.get('a', 6), cache.size]).toEqual([undefined, 1]);
  });
});
