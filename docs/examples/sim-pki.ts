import assert from 'node:assert/strict';
import { instant } from 'dinhdanh';
import { MemoryTransactions, MsspSignatureService, vietnameseStatuses } from 'dinhdanh/mssp';
import { makeSandbox, SandboxMssp, simsOf } from 'dinhdanh/sandbox';

const clock = { now: () => instant(Date.now()) };
const sandbox = makeSandbox({ seed: 'demo', size: 100, clock });

// #region provider
const ap = { id: 'http://portal.example/ap', password: 'from-your-secret-store' };
const msspUri = 'http://mssp.example';
const provider = await SandboxMssp.start({ cards: simsOf(sandbox.population), clock, ap, msspUri });
// #endregion provider

// #region client
const sim = new MsspSignatureService({
  settings: {
    endpoints: provider.endpoints, // https addresses of your provider
    // tls: { ca, certificate, key, serverName }, // PEM: mutual TLS
    ap,
    msspUri,
    signatureProfile: 'http://mssp.example/digitalSignature',
    display: 'Cổng Dịch vụ công: xác nhận ký số, mã {code}.',
    statuses: vietnameseStatuses, // 408 is a success
  },
  clock,
  transactions: new MemoryTransactions(clock), // several instances: SealedTransactions
});
// #endregion client

// #region signing
const [phone] = sandbox.cast.son.phones;
await sim.start({ transactionId: 't1', phone: phone!, challenge: 'c2lnbiBtZQ==', prompt: '4711' });
assert.deepEqual(await sim.status('t1'), { kind: 'waiting' });

const msisdn = phone!.slice(1);
assert.match(provider.phones.screen(msisdn)!.text, /mã 4711/); // what the person compares
provider.phones.react(msisdn, 'accept'); // or 'refuse', 'wrongPin', 'timeout'
assert.equal((await sim.status('t1')).kind, 'signed');
// #endregion signing

sim.close();
await provider.close();
