import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { captchaOff } from '../adapters/crypto/captcha-off.js';
import { createDinhDanh, type DinhDanh } from '../application/composition/create.js';
import type { CounterpartyPorts, StoragePorts } from '../application/composition/ports.js';
import { sandboxPolicy } from '../application/policy/sandbox-policy.js';
import { Unavailable } from '../application/ports/unavailable.js';
import type { Instant } from '../domain/kernel/instant.js';
import { openEmbedded } from './embedded.js';
import type { OpenedProduction } from './production.js';
import { isEmbedded } from './serve-setup.js';
import type { StoresConfig } from './stores-config.js';
import { termsDigest, termsEdition } from './terms/sandbox-terms.js';

export interface Offline {
  readonly core: DinhDanh;
  readonly storage: StoragePorts;
  readonly now: Instant;
  close(): Promise<void>;
}

/**
 * The core over data that exist, wherever they are configured to be, with nobody to ask and nothing running: for audits and
 * rebuilds. Rejects as `openProduction` does.
 */
export async function openOffline(stores: StoresConfig): Promise<Offline | undefined> {
  if (stores.stores.eventStore === 'sqlite' && !existsSync(join(stores.data, 'events.sqlite'))) return undefined;
  const { storage, close } = isEmbedded(stores) ? openEmbedded({ directory: stores.data }) : await production(stores);
  const core = createDinhDanh(
    { ...storage, ...nobody, captcha: captchaOff },
    {
      policy: sandboxPolicy(),
      terms: { edition: termsEdition, digest: termsDigest },
      activationLink: '',
      asker: '',
    },
  );
  return { core, storage, now: storage.clock.now(), close: async () => close() };
}

async function production(config: StoresConfig): Promise<OpenedProduction> {
  const { openProduction } = await import('./production.js');
  return openProduction({ config });
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
