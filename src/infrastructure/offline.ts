import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { captchaOff } from '../adapters/crypto/captcha-off.js';
import { createDinhDanh, type DinhDanh } from '../application/composition/create.js';
import type { CounterpartyPorts, StoragePorts } from '../application/composition/ports.js';
import { sandboxPolicy } from '../application/policy/sandbox-policy.js';
import { Unavailable } from '../application/ports/unavailable.js';
import type { Instant } from '../domain/kernel/instant.js';
import { openEmbedded } from './embedded.js';
import { termsDigest, termsEdition } from './terms/sandbox-terms.js';

export interface Offline {
  readonly core: DinhDanh;
  readonly storage: StoragePorts;
  readonly now: Instant;
  close(): void;
}

/** The core over data that exist, with nobody to ask and nothing running: for audits and rebuilds. */
export function openOffline(directory: string): Offline | undefined {
  if (!existsSync(join(directory, 'events.sqlite'))) return undefined;
  const { storage, close } = openEmbedded({ directory });
  const core = createDinhDanh(
    { ...storage, ...nobody, captcha: captchaOff },
    {
      policy: sandboxPolicy(),
      terms: { edition: termsEdition, digest: termsDigest },
      activationLink: '',
      asker: '',
    },
  );
  return { core, storage, now: storage.clock.now(), close };
}

/** A counterparty that never answers. */
const absent = <Name extends keyof CounterpartyPorts>(name: Name): CounterpartyPorts[Name] =>
  new Proxy(
    {},
    {
      get: () => (): Promise<never> => Promise.reject(new Unavailable(name)),
    },
  ) as CounterpartyPorts[Name];

const nobody: Omit<CounterpartyPorts, 'captcha'> = {
  subscriberRegistry: absent('subscriberRegistry'),
  socialInsuranceRegistry: absent('socialInsuranceRegistry'),
  postalAccounts: absent('postalAccounts'),
  populationRegistry: absent('populationRegistry'),
  organisationDirectory: absent('organisationDirectory'),
  signatureVerifier: absent('signatureVerifier'),
  mobileSignatureService: absent('mobileSignatureService'),
  remoteSigningService: absent('remoteSigningService'),
  eidProvider: absent('eidProvider'),
  smsSender: absent('smsSender'),
  mailSender: absent('mailSender'),
};
