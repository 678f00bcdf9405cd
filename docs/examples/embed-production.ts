import assert from 'node:assert/strict';
import { createDinhDanh, sandboxPolicy } from 'dinhdanh';
import { describeProblems, openProduction, readStoresConfig } from 'dinhdanh/production';
import { makeSandbox } from 'dinhdanh/sandbox';

// #region open
const read = readStoresConfig({}, process.env); // DINHDANH_EVENT_STORE and the rest of the table
if (!read.ok) throw new Error(describeProblems(read.problems));
const stores = await openProduction({ config: read.config }); // a KMS of your own: masterKey
// #endregion open

// #region core
const yours = makeSandbox({ size: 100 }); // your registers, gateways, VNeID, SIM and SmartCA, ports of 'dinhdanh'
const terms = { edition: '2026-11', digest: stores.storage.digests.sha256('Điều khoản sử dụng') };
const core = createDinhDanh(
  { ...stores.storage, ...yours, captcha: stores.captcha() },
  {
    policy: sandboxPolicy(), // your editions
    terms,
    activationLink: 'https://portal.example/activate?token={token}',
    asker: 'portal',
    loginsKept: 200, // where read models are in Redis
    onTurn: (work, isOurs) => console.log(isOurs ? 'does' : 'leaves', work),
  },
);
await core.start();
// #endregion core

for (const check of Object.values(stores.checks)) await check();
assert.equal(Object.values(core.onDuty()).length, 7);

// #region stop
await core.stop(); // answers what is under way, gives back what it held
await stores.close();
// #endregion stop
