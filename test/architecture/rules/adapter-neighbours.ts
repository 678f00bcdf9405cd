/**
 * An adapter folder is usable alone. These are the folders that may use another one, and why. A pair that is not
 * listed is a violation; add one only with a reason that a reviewer would accept.
 */
export interface Neighbour {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export const neighbours: readonly Neighbour[] = [
  {
    from: 'memory',
    to: 'event-codec',
    reason: 'stores keep encoded events, so that all of them read the same history',
  },
  {
    from: 'sqlite',
    to: 'event-codec',
    reason: 'stores keep encoded events, so that all of them read the same history',
  },
  { from: 'memory', to: 'crypto', reason: 'personal fields are sealed the same way in every store' },
  { from: 'sqlite', to: 'crypto', reason: 'personal fields are sealed the same way in every store' },
  { from: 'event-codec', to: 'crypto', reason: 'the codec seals and opens the fields marked personal' },
  {
    from: 'sandbox',
    to: 'pki',
    reason: 'its authorities and tokens write real certificates and signatures, and the verifier in it is the real one',
  },
  {
    from: 'pkcs11',
    to: 'pki',
    reason:
      'a token signs by the same algorithms, CMS form and reading of certificates as the verifier that will look at it',
  },
  { from: 'nest', to: 'http', reason: 'the Nest module serves the controllers of the REST API' },
  { from: 'mssp', to: 'soap', reason: 'providers of mobile signatures speak SOAP' },
  { from: 'mssp', to: 'outbound', reason: 'providers are asked over HTTPS with our own certificate' },
  { from: 'mssp', to: 'remote-signing', reason: 'what SIMs sign is remembered and handed on like what SmartCA signs' },
  {
    from: 'smart-ca',
    to: 'remote-signing',
    reason: 'what SmartCA signs is remembered and handed on like what SIMs sign',
  },
  { from: 'smart-ca', to: 'outbound', reason: 'SmartCA is asked over HTTPS' },
  { from: 'vault-transit', to: 'outbound', reason: 'Vault is asked over HTTPS' },
  { from: 'sandbox', to: 'outbound', reason: 'the sandbox of SmartCA calls back over HTTP' },
  { from: 'sandbox', to: 'soap', reason: 'the sandbox has a provider of mobile signatures that speaks SOAP' },
];
