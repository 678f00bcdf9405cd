import { randomBytes, X509Certificate } from 'node:crypto';
import { MemoryTransactions, MsspSignatureService } from '../adapters/mssp/index.js';
import { authority, type Sandbox, SandboxMssp, simsOf } from '../adapters/sandbox/index.js';
import { smartCaSubscribersOf } from '../adapters/sandbox/rssp/population-subscribers.js';
import { SandboxRssp } from '../adapters/sandbox/rssp/sandbox-rssp.js';
import { SmartCaService } from '../adapters/smart-ca/index.js';
import type { Clock } from '../application/ports/clock.port.js';
import type { MobileSignatureService, RemoteSigningService } from '../application/ports/signing.port.js';
import type { SandboxHands } from './sandbox-hands.js';

export interface SandboxPeers {
  readonly mobileSignatureService: MobileSignatureService;
  readonly remoteSigningService: RemoteSigningService;
  readonly hands: SandboxHands;
  close(): Promise<void>;
}

interface PeersOptions {
  readonly sandbox: Sandbox;
  readonly clock: Clock;
  /** Where people reach this server; SmartCA's login page is one of its. */
  readonly baseUrl: () => string;
}

/**
 * Signing by SIM and by SmartCA as in production: the real clients, and providers on the loopback address that speak ETSI TS
 * 102 204 and the remote signing API. What waits for people is in memory.
 */
export async function startPeers(options: PeersOptions): Promise<SandboxPeers> {
  const sim = await startSimPeer(options);
  const smartCa = await startSmartCaPeer(options);
  return {
    mobileSignatureService: sim.service,
    remoteSigningService: smartCa.service,
    hands: { phones: sim.phones, smartCa: smartCa.app },
    async close() {
      await sim.close();
      await smartCa.close();
    },
  };
}

const secret = (): string => randomBytes(24).toString('base64url');
const pem = (certificate: Uint8Array): string => new X509Certificate(certificate).toString();

const [before, after] = [
  'Cổng Dịch vụ công (sandbox): mã ',
  '. Chỉ nhập PIN nếu mã này trùng với mã trên cổng.',
] as const;
/** What the provider was given to show, and the code in it. */
const shown = <T extends { readonly text: string }>(prompt: T) => ({
  ...prompt,
  prompt: prompt.text.slice(before.length, prompt.text.length - after.length),
});
const display = `${before}{code}${after}`;

async function startSimPeer({ sandbox: { population }, clock }: PeersOptions) {
  const ap = { id: 'http://dinhdanh.sandbox.invalid/ap', password: secret() };
  const msspUri = 'http://mssp.sandbox.invalid';
  const provider = await SandboxMssp.start({ cards: simsOf(population), clock, ap, msspUri });
  const service = new MsspSignatureService({
    settings: {
      endpoints: provider.endpoints,
      ap,
      msspUri,
      signatureProfile: `${msspUri}/digitalSignature`,
      display,
      issuers: [pem(authority('sim').certificate), pem(authority('agencies').certificate)],
    },
    clock,
    transactions: new MemoryTransactions(clock),
  });
  const phones: SandboxHands['phones'] = {
    prompts(phone) {
      const screen = provider.phones.screen(phone.slice(1));
      return screen === undefined ? [] : [shown(screen)];
    },
    react: (phone, reaction) => provider.phones.react(phone.slice(1), reaction),
  };
  return {
    service,
    phones,
    async close() {
      service.close();
      await provider.close();
    },
  };
}

async function startSmartCaPeer({ sandbox: { population }, clock, baseUrl }: PeersOptions) {
  const client = { id: 'dinhdanh-sandbox', secret: secret() };
  const subscribers = smartCaSubscribersOf(population);
  const provider = await SandboxRssp.start({ subscribers, clock, client });
  const inner = new SmartCaService({
    settings: { baseUrl: provider.baseUrl, clientId: client.id, clientSecret: client.secret, display },
    clock,
    transactions: new MemoryTransactions(clock),
  });
  const service: RemoteSigningService = {
    // The page is this server's, whose address is known once it listens.
    authorizeUrl: async (request) =>
      `${baseUrl()}/sandbox/smartca/authorize${new URL(await inner.authorizeUrl(request)).search}`,
    start: (request) => inner.start(request),
    status: (transactionId) => inner.status(transactionId),
  };
  const ownerOf = (who: string): string => subscribers(who)?.id ?? who;
  const app: SandboxHands['smartCa'] = {
    logIn: (who, pageUrl) => provider.logIn(who, pageUrl),
    prompts: (who) => provider.apps.prompts(ownerOf(who)).map(shown),
    react: (who, reaction) => provider.apps.react(ownerOf(who), reaction),
  };
  return {
    service,
    app,
    async close() {
      inner.close();
      await provider.close();
    },
  };
}
