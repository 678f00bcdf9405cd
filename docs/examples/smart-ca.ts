import assert from 'node:assert/strict';
import { instant } from 'dinhdanh';
import { makeSandbox, SandboxRssp, smartCaSubscribersOf } from 'dinhdanh/sandbox';
import { MemoryTransactions, SmartCaService } from 'dinhdanh/smart-ca';

const clock = { now: () => instant(Date.now()) };
const { population } = makeSandbox({ seed: 'demo', size: 100, clock });

// #region provider
const client = { id: 'portal', secret: 'from-your-secret-store' };
const provider = await SandboxRssp.start({ subscribers: smartCaSubscribersOf(population), clock, client });
// #endregion provider

// #region client
const smartCa = new SmartCaService({
  settings: {
    baseUrl: provider.baseUrl, // the https address of the service
    clientId: client.id,
    clientSecret: client.secret,
    display: 'Cổng Dịch vụ công: xác nhận ký số, mã {code}.',
    // notifyUrl: 'https://portal.example/smart-ca/notices',
  },
  clock,
  transactions: new MemoryTransactions(clock), // several instances: SealedTransactions
});
// #endregion client

// #region signing
const redirectUri = 'https://portal.example/smart-ca';
const page = await smartCa.authorizeUrl({ state: 's1', redirectUri }); // send the person there
const login = provider.logIn('uyen', page); // what the person does on the page
assert.ok(login.kind === 'redirect' && login.state === 's1');

const { code } = login;
const challenge = 'c2lnbiBtZQ==';
await smartCa.start({ transactionId: 't1', code, redirectUri, challenge, prompt: '4711' });
assert.deepEqual(await smartCa.status('t1'), { kind: 'waiting' });

assert.match(provider.apps.prompts('person/uyen')[0]!.text, /mã 4711/); // what the person compares
await provider.apps.react('person/uyen', 'accept'); // or 'refuse', 'wrongPin', 'timeout'
assert.equal((await smartCa.status('t1')).kind, 'signed');
// #endregion signing

smartCa.close();
await provider.close();
