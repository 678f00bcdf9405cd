import { captchaOff } from '../../src/adapters/crypto/captcha-off.js';
import type { CounterpartyPorts } from '../../src/application/composition/ports.js';
import type { Sms } from '../../src/application/ports/messaging.port.js';

/** Counterparties that answer at once and know everybody, so that only the core is measured. */
export function instantPeers(): { readonly peers: CounterpartyPorts; codeSentTo(phone: string): string } {
  const last = new Map<string, string>();
  const unused = () => Promise.reject(new Error('The benchmark does not go this way'));
  const peers: CounterpartyPorts = {
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
    smsSender: {
      send: async ({ to, text, messageId }: Sms) => {
        const code = /\b\d{6}\b/.exec(text)?.[0];
        if (code !== undefined) last.set(to, code);
        return { kind: 'accepted', reference: messageId };
      },
    },
    mailSender: { send: async ({ messageId }) => ({ kind: 'accepted', reference: messageId }) },
    captcha: captchaOff,
  };
  return { peers, codeSentTo: (phone) => last.get(phone) ?? '' };
}

export interface Person {
  readonly personId: string;
  readonly phone: string;
}

/** Numbers that are valid in form and belong to nobody in particular. */
export const person = (index: number): Person => {
  const digits = String(index).padStart(6, '0');
  return { personId: `001190${digits}`, phone: `+84901${digits}` };
};

export const PASSWORD = 'Bench-Mat-Khau-9!';
