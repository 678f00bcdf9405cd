import assert from 'node:assert/strict';
import { instant } from 'dinhdanh';
import { certificateOn, makeSandbox, personQuery, renewCertificate, signFor, signWith } from 'dinhdanh/sandbox';

// #region people
const sandbox = makeSandbox({ seed: 'demo', size: 1_000 });
const { an, binh, thao } = sandbox.cast; // the same people under every seed

const match = await sandbox.subscriberRegistry.match(an.phones[0]!, personQuery(an));
assert.equal(match.birthDate, 'match');
// #endregion people

// #region failures
sandbox.controls.down('socialInsuranceRegistry', { calls: 2 }); // two calls reject with Unavailable
sandbox.controls.delay('populationRegistry', 200); // milliseconds
sandbox.controls.answerNext('smsSender', { kind: 'refused', reason: 'blocked' });

await assert.rejects(sandbox.socialInsuranceRegistry.find(binh.socialInsurance!.code));
assert.equal(sandbox.controls.calls('socialInsuranceRegistry')[0]?.outcome, 'unavailable');

sandbox.controls.reset(); // everybody up, at once, unscripted; calls forgotten
// #endregion failures

// #region signatures
const challenge = 'ehUfpDJtg2Hz0pDWuNWNbNtXw9mpmM1n3Rbqd2Q0VcE='; // what a step asks to sign
const origin = 'https://portal.example';
const signature = signFor(thao, challenge);
const forged = signFor(thao, challenge, { fault: 'tampered' });

const at = instant(Date.now());
const verify = (text: string) =>
  sandbox.signatureVerifier.verify({ challenge, origin, signature: text, anchors: 'public', at });
assert.equal((await verify(signature)).kind, 'verified');
assert.deepEqual(await verify(forged).then((result) => result.kind === 'refused' && result.failures), [
  'signature.invalid',
]);
// #endregion signatures

// #region certificates
const token = certificateOn(thao, 'usb')!; // X.509 in token.der, its key in token.key
const renewed = renewCertificate(token); // another serial number and key, the same holder
assert.equal((await verify(signWith(renewed, challenge))).kind, 'verified');

sandbox.revocations.revoke(renewed, at, 'keyCompromise'); // responders and lists say so from now on
sandbox.controls.down('statusService'); // neither answers: nobody's certificate is good
const mayTrang = signFor(sandbox.cast.mayTrang, challenge, { carrier: 'smartCa', form: 'raw' });
assert.equal((await verify(mayTrang)).kind, 'refused');
sandbox.controls.up('statusService');
assert.equal((await verify(mayTrang)).kind, 'verified');
// #endregion certificates

// #region phones
const [phone] = sandbox.cast.son.phones;
await sandbox.mobileSignatureService.start({ transactionId: 't1', phone: phone!, challenge, prompt: 'Ma 4711' });
assert.equal(sandbox.mobileSignatureService.screen(phone!)?.prompt, 'Ma 4711'); // what the phone shows
sandbox.mobileSignatureService.react(phone!, 'accept'); // or 'refuse', 'wrongPin', 'timeout'
assert.equal((await sandbox.mobileSignatureService.status('t1')).kind, 'signed');
// #endregion phones

// #region redirects
const page = await sandbox.eidProvider.authorizeUrl({
  state: 's1',
  nonce: 'n1',
  redirectUri: 'https://portal.example/callback',
});
const login = sandbox.eidProvider.logIn('loan', page); // what a person does on the page
assert.equal(login.kind, 'redirect'); // login.url leads back, with login.code in it
// #endregion redirects

// #region inbox
await sandbox.smsSender.send({ messageId: 'm1', to: an.phones[0]!, text: 'Ma xac thuc: 482913' });
assert.equal(sandbox.inbox.latestCode(an.phones[0]!), '482913');
// #endregion inbox
