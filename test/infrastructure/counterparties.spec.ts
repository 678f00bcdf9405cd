import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshKeyringRecord, parseKeyring } from '../../src/adapters/crypto/keyring.js';
import { makeLocalMasterKey } from '../../src/adapters/crypto/local-master-key.js';
import { makeSandbox, SandboxRssp, smartCaSubscribersOf } from '../../src/adapters/sandbox/index.js';
import { openInMemory } from '../../src/infrastructure/in-memory.js';
import { openCounterparties } from '../../src/infrastructure/counterparties.js';
import { type CounterpartiesConfig, readCounterparties } from '../../src/infrastructure/counterparties-config.js';
import { describeProblems } from '../../src/infrastructure/settings.js';
import { realClock } from '../support/real-clock.js';

const folder = mkdtempSync(join(tmpdir(), 'dinhdanh-counterparties-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (variables: Record<string, string>): CounterpartiesConfig => {
  const found = readCounterparties(variables);
  if (!found.ok) throw new Error(describeProblems(found.problems));
  return found.config;
};

describe('real counterparties by configuration', () => {
  it('are none where none is named', async () => {
    const { ports, close } = openCounterparties(read({}), { ...openInMemory(), masterKey: undefined });
    expect(ports).toEqual({});
    await close();
  });

  it('are the client of SmartCA, whose request at one instance another one goes on with', async () => {
    const { population } = makeSandbox({ seed: 'demo', size: 100, clock: realClock });
    const client = { id: 'portal', secret: 'of-this-test' };
    const provider = await SandboxRssp.start({
      subscribers: smartCaSubscribersOf(population),
      clock: realClock,
      client,
    });
    const file = join(folder, 'smart-ca.json');
    writeFileSync(
      file,
      JSON.stringify({
        baseUrl: provider.baseUrl,
        clientId: client.id,
        clientSecret: client.secret,
        display: 'Mã {code}.',
      }),
    );
    const { storage } = openInMemory();
    const masterKey = makeLocalMasterKey(parseKeyring(JSON.stringify(freshKeyringRecord())).masterKeys);
    const config = read({ DINHDANH_SMART_CA: file });
    const [a, b] = [
      openCounterparties(config, { storage, masterKey }),
      openCounterparties(config, { storage, masterKey }),
    ];
    const [one, other] = [a.ports.remoteSigningService, b.ports.remoteSigningService];
    if (one === undefined || other === undefined) throw new Error('it was configured');

    const redirectUri = 'https://portal.example/smart-ca';
    const login = provider.logIn('uyen', await one.authorizeUrl({ state: 's1', redirectUri }));
    if (login.kind !== 'redirect') throw new Error(login.kind);
    const request = { transactionId: 't1', code: login.code, redirectUri, challenge: 'c2lnbiBtZQ==', prompt: '4711' };
    await one.start(request);
    expect(await other.status('t1')).toEqual({ kind: 'waiting' });
    await provider.apps.react('person/uyen', 'accept');
    expect((await other.status('t1')).kind).toBe('signed');
    await Promise.all([a.close(), b.close(), provider.close()]);
  });

  it('are the client of SIMs and the verifier of certificates', async () => {
    const file = join(folder, 'mssp.json');
    const endpoint = 'https://mssp.example/soap';
    writeFileSync(
      file,
      JSON.stringify({
        endpoints: { signature: endpoint, status: endpoint, registration: endpoint },
        ap: { id: 'http://portal.example', password: 'of-this-test' },
        msspUri: 'http://mssp.example',
        signatureProfile: 'http://mssp.example/signature',
      }),
    );
    const found = readCounterparties({ DINHDANH_MSSP: file, DINHDANH_VERIFIER_THREADS: '1' });
    expect(found.ok && Object.keys(found.config).sort()).toEqual(['mssp', 'pki']);
    if (!found.ok) return;
    const { ports, close } = openCounterparties(found.config, { ...openInMemory(), masterKey: undefined });
    expect(Object.keys(ports).sort()).toEqual(['mobileSignatureService', 'signatureVerifier']);
    await close();
  });
});
