import { fileURLToPath } from 'node:url';
import { Unavailable } from '../../../../src/application/ports/unavailable.js';
import type { PoolOptions } from '../../../../src/adapters/pki/verifier-options.js';
import { openVerifier } from '../support/sandbox-verifier.js';

const hooks = new URL('../../../support/typescript-hooks.mjs', import.meta.url).href;
const file = (name: string): string => fileURLToPath(new URL(`../support/${name}`, import.meta.url));
const poolOf = (options: Partial<PoolOptions> = {}): PoolOptions => ({
  threads: 1,
  queue: 100,
  execArgv: ['--import', hooks, '--disable-warning=ExperimentalWarning'],
  ...options,
});

type World = ReturnType<typeof openVerifier>;
let world: World;
const open = (options?: Partial<PoolOptions>): World => (world = openVerifier({ pool: poolOf(options) }));
afterEach(() => world.verifier.close());

const failuresOf = async (result: ReturnType<World['verify']>): Promise<unknown> => {
  const found = await result;
  return found.kind === 'refused' ? found.failures : found.kind;
};

describe('a pool of threads', () => {
  it('comes to the same as the calling thread, evidence and all', async () => {
    open({ threads: 2 });
    const here = openVerifier();
    const good = world.certificate();
    const revoked = world.certificate({ holder: 'LÊ VĂN KHÁC' });
    for (const one of [world, here]) one.revocations.revoke(revoked, one.at(), 'keyCompromise');
    for (const certificate of [good, revoked, good]) {
      const [there, expected] = await Promise.all([world.verify(certificate), here.verify(certificate)]);
      expect(there.kind).toBe(expected.kind);
      const bundle = JSON.parse(there.raw) as Record<string, unknown>;
      expect(bundle).toMatchObject({ failures: expected.kind === 'refused' ? expected.failures : [] });
      expect(there.attachments?.map(({ digest }) => digest)).toEqual(expected.attachments?.map(({ digest }) => digest));
      expect(there.attachments?.map(({ content }) => content())).toEqual(
        expected.attachments?.map(({ content }) => content()),
      );
    }
  });

  it('turns away what does not fit into its queue, and takes it again when there is room', async () => {
    open({ queue: 2, file: file('slow-verification.ts') });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => world.verify(world.certificate())));
    const refused = results.filter((one) => one.status === 'rejected').map(({ reason }) => reason as unknown);
    expect(refused).toHaveLength(5);
    for (const error of refused)
      expect(error).toMatchObject({ code: 'unavailable', port: 'signatureVerifier', retryAfterMs: 1_000 });
    expect(await failuresOf(world.verify(world.certificate()))).toEqual(['signature.invalid']);
  });

  it('survives a thread that ends in the middle of a verification', async () => {
    open({ file: file('crashing-verification.ts') });
    await expect(world.verifier.verify({ ...request(world), challenge: 'crash' })).rejects.toMatchObject({
      code: 'unavailable',
    });
    await expect(world.verifier.verify({ ...request(world), challenge: 'throw' })).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(await failuresOf(world.verify(world.certificate()))).toEqual(['signature.invalid']);
  });

  it('asks for a list anew that one thread decided by and the next one no longer has', async () => {
    open({ file: file('forgetful-verification.ts') });
    world.transport.answer = () => ({ kind: 'answered', bytes: new Uint8Array() });
    const { kind, attachments = [] } = await world.verify(world.certificate());
    expect([kind, attachments.map(({ content }) => content())]).toEqual(['refused', ['']]);
    expect(world.transport.asked.map(({ url }) => url)).toEqual(['http://ca.example/ca.crl']);
  });

  it('answers nobody once it is closed', async () => {
    open();
    await world.verifier.close();
    await expect(world.verify(world.certificate())).rejects.toBeInstanceOf(Unavailable);
  });

  it('is not opened with an anchor that is no certificate', () => {
    const der = Buffer.from('no certificate');
    open();
    expect(() => openVerifier({ pool: poolOf(), anchors: { public: [{ der, sha256: '' }], government: [] } })).toThrow(
      'DER',
    );
  });
});

const request = ({ at }: World) =>
  ({ challenge: 'c', origin: 'https://portal.example', signature: 's', anchors: 'public', at: at() }) as const;
