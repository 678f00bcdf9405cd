import { captchaOff } from '../../src/adapters/crypto/captcha-off.js';
import type { CounterpartyPorts } from '../../src/application/composition/ports.js';

const unused = () => Promise.reject(new Error('The benchmark does not go this way'));

/** Counterparties that answer at once and know everybody, so that only the core is measured. */
export const instantPeers: CounterpartyPorts = {
  subscriberRegistry: {
    match: async () => ({ raw: '{}', personId: 'match', name: 'match', nameTier: 'exact', birthDate: 'match' }),
  },
  populationRegistry: {
    confirm: async ({ personId, name, birthDate }) => ({
      kind: 'found',
      raw: '{}',
      person: { personalNumber: personId.value, name, birthDate },
    }),
  },
  socialInsuranceRegistry: { find: unused },
  postalAccounts: { find: unused },
  organisationDirectory: { find: unused },
  signatureVerifier: { verify: unused },
  mobileSignatureService: { start: unused, status: unused },
  remoteSigningService: { authorizeUrl: unused, start: unused, status: unused },
  eidProvider: { authorizeUrl: unused, redeem: unused },
  smsSender: { send: async ({ messageId }) => ({ kind: 'accepted', reference: messageId }) },
  mailSender: { send: async ({ messageId }) => ({ kind: 'accepted', reference: messageId }) },
  captcha: captchaOff,
};
