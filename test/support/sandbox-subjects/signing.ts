import { createHash } from 'node:crypto';
import { signData } from '../../../src/adapters/pki/algorithms/sign-data.js';
import {
  certificateOn,
  issueCertificate,
  signFor,
  signWith,
  type PageLogin,
  type Sandbox,
  type SandboxCertificate,
} from '../../../src/adapters/sandbox/index.js';
import type { EidProviderSubject } from '../../../src/adapters/testing/contracts/eid-provider.contract.js';
import type { MobileSignatureServiceSubject } from '../../../src/adapters/testing/contracts/mobile-signature-service.contract.js';
import type { RemoteSigningServiceSubject } from '../../../src/adapters/testing/contracts/remote-signing-service.contract.js';
import type { SignatureVerifierSubject } from '../../../src/adapters/testing/contracts/signature-verifier.contract.js';
import { minutes, since, type Instant } from '../../../src/domain/kernel/instant.js';
import { testSandbox } from '../test-sandbox.js';

function codeOf(login: PageLogin): string {
  if (login.kind === 'refused') throw new Error(login.reason);
  return login.code;
}

export function eidProviderSubject(): EidProviderSubject {
  const { sandbox, pass } = testSandbox();
  const { cast, controls, eidProvider } = sandbox;
  const { personalNumber, name, birthDate, gender } = cast.loan;
  return {
    provider: eidProvider,
    logIn: async (pageUrl) => codeOf(eidProvider.logIn('loan', pageUrl)),
    known: { personalNumber, name, birthDate, gender, level: 'eid2' },
    redirectUri: 'https://portal.example/callback',
    expire: () => pass(minutes(10)),
    logInLocked: async (pageUrl) => codeOf(eidProvider.logIn('kien', pageUrl)),
    logInFor: async (pageUrl) => codeOf(eidProvider.logIn('loan', pageUrl, 'mayTrang')),
    organisation: { taxCode: cast.mayTrang.taxCode, name: cast.mayTrang.name },
    takeDown: () => controls.down('eidProvider'),
  };
}

/** One bit of the signature is another: it is the last thing in a CMS. */
function tamper(signature: string): string {
  const cms = Buffer.from(signature, 'base64');
  cms[cms.length - 20]! ^= 1;
  return cms.toString('base64');
}

/** A Web eID token by a key on P-256. */
function webEidToken({ der, key }: SandboxCertificate, challenge: string, origin: string): string {
  const signed = [origin, challenge].map((part) => createHash('sha256').update(part).digest());
  const signature = signData({ scheme: 'ecdsa', hash: 'sha256', form: 'raw' }, Buffer.concat(signed), key.privateKey);
  return JSON.stringify({
    format: 'web-eid:1.0',
    unverifiedCertificate: Buffer.from(der).toString('base64'),
    algorithm: 'ES256',
    signature: signature.toString('base64'),
  });
}

export function signatureVerifierSubject(): SignatureVerifierSubject {
  const { sandbox, now, pass } = testSandbox();
  const { cast, controls, signatureVerifier } = sandbox;
  const { body } = certificateOn(cast.thao, 'usb')!;
  return {
    verifier: signatureVerifier,
    at: now(),
    known: {
      name: body.holder,
      personIds: [cast.thao.personalNumber],
      taxCodes: [],
      budgetCodes: [],
      validFrom: body.validFrom,
      validUntil: body.validUntil,
    },
    sign: async (challenge) => signFor(cast.thao, challenge),
    signRenewed: async (challenge) => signWith(issueCertificate({ ...body, serial: '0b' }), challenge),
    tamper,
    moveTo: (time) => pass(since(now(), time)),
    signExpired: async (challenge) => signFor(cast.xuan, challenge),
    signRevoked: async (challenge) => signFor(cast.yen, challenge),
    signNotYetValid: async (challenge) => signFor(cast.sang, challenge),
    signUntrusted: async (challenge) => signFor(cast.tam, challenge),
    signAt: async (challenge, origin) => webEidToken(certificateOn(cast.thao, 'usb')!, challenge, origin),
    signGovernment: async (challenge) => signFor(cast.soSaoMai, challenge),
    takeDown: () => controls.down('signatureVerifier'),
  };
}

const isOver =
  ({ signatureVerifier }: Sandbox, now: () => Instant) =>
  async (signature: string, challenge: string): Promise<boolean> =>
    (
      await signatureVerifier.verify({
        challenge,
        origin: 'https://portal.example',
        signature,
        anchors: 'public',
        at: now(),
      })
    ).kind === 'verified';

export function mobileSignatureServiceSubject(): MobileSignatureServiceSubject {
  const { sandbox, pass, now } = testSandbox();
  const { cast, controls, mobileSignatureService: service } = sandbox;
  return {
    service,
    phone: cast.son.phones[0]!,
    otherPhone: cast.mayTrang.phone!,
    plainPhone: cast.an.phones[0]!,
    react: async (phone, reaction) => {
      if (!service.react(phone, reaction)) throw new Error('the phone shows nothing');
    },
    shown: async (phone) => service.screen(phone)?.prompt,
    isOver: isOver(sandbox, now),
    expire: () => pass(minutes(10)),
    takeDown: () => controls.down('mobileSignatureService'),
  };
}

export function remoteSigningServiceSubject(): RemoteSigningServiceSubject {
  const { sandbox, pass, now } = testSandbox();
  const { controls, remoteSigningService: service } = sandbox;
  return {
    service,
    redirectUri: 'https://portal.example/smartca',
    logIn: async (pageUrl) => codeOf(service.logIn('uyen', pageUrl)),
    react: async (reaction) => {
      if (!service.react('uyen', reaction)) throw new Error('the app shows nothing');
    },
    shown: async () => service.prompts('uyen').map(({ prompt }) => prompt),
    isOver: isOver(sandbox, now),
    expire: () => pass(minutes(10)),
    takeDown: () => controls.down('remoteSigningService'),
  };
}
