import { MemoryTransactions, type Transactions } from '../../../../src/adapters/remote-signing/transactions.js';
import { remoteCertificateOf } from '../../../../src/adapters/sandbox/rssp/population-subscribers.js';
import type { RemoteSubscriber } from '../../../../src/adapters/sandbox/rssp/remote-subscriber.js';
import { SandboxRssp, type SandboxRsspOptions } from '../../../../src/adapters/sandbox/rssp/sandbox-rssp.js';
import { issueCertificate } from '../../../../src/adapters/sandbox/pki/certificates.js';
import type { SmartCaSettings } from '../../../../src/adapters/smart-ca/settings.js';
import { SmartCaService, type SmartCaTransaction } from '../../../../src/adapters/smart-ca/smart-ca-service.js';
import { instant } from '../../../../src/domain/kernel/instant.js';
import { SettableClock } from '../../../support/settable-clock.js';

export const client = { id: 'portal', secret: 'bi-mat-cua-cong' };
export const redirectUri = 'https://portal.example/smartca';

const at = (date: string) => instant(Date.parse(`${date}T00:00:00+07:00`));
const certificateOf = (holder: string, taxCode: string) =>
  issueCertificate(
    { holder, taxCodes: [taxCode], validFrom: at('2025-01-01'), validUntil: at('2028-01-01') },
    'public',
    'smartCa',
  );

export const certificates = {
  old: certificateOf('CÔNG TY TNHH SÔNG MẪU', '0199000017'),
  own: certificateOf('CÔNG TY TNHH SÔNG MẪU', '0199000017-001'),
};

export const subscribers: Readonly<Record<string, RemoteSubscriber>> = {
  song: {
    id: 'song',
    holder: 'CÔNG TY TNHH SÔNG MẪU',
    credentials: [remoteCertificateOf(certificates.old, 'revoked'), remoteCertificateOf(certificates.own)],
  },
  empty: { id: 'empty', holder: 'Hộ kinh doanh Chưa Có', credentials: [] },
  ended: {
    id: 'ended',
    holder: 'CÔNG TY TNHH HẾT HẠN',
    credentials: [remoteCertificateOf(certificates.old, 'expired')],
  },
};

export interface RsspWorld {
  readonly rssp: SandboxRssp;
  readonly clock: SettableClock;
  readonly service: SmartCaService;
  readonly transactions: Transactions<SmartCaTransaction>;
  /** The code of the redirect, after a login on the page. */
  logIn(who?: string): Promise<string>;
  /** Another instance of the portal. */
  another(transactions?: Transactions<SmartCaTransaction>): SmartCaService;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly settings?: Partial<SmartCaSettings>;
  readonly provider?: Partial<SandboxRsspOptions>;
}

export const settingsFor = (baseUrl: string, settings: Partial<SmartCaSettings> = {}): SmartCaSettings => ({
  baseUrl,
  clientId: client.id,
  clientSecret: client.secret,
  display: '{code}',
  requestTimeoutMs: 3_000,
  ...settings,
});

/** A service on this machine and a client of it, on one clock. */
export async function rsspWorld({ settings = {}, provider = {} }: WorldOptions = {}): Promise<RsspWorld> {
  const clock = new SettableClock();
  const rssp = await SandboxRssp.start({ subscribers: (who) => subscribers[who], clock, client, ...provider });
  const transactions = new MemoryTransactions<SmartCaTransaction>(clock);
  const made: SmartCaService[] = [];
  const another = (shared: Transactions<SmartCaTransaction> = transactions): SmartCaService => {
    const service = new SmartCaService({ settings: settingsFor(rssp.baseUrl, settings), clock, transactions: shared });
    made.push(service);
    return service;
  };
  const service = another();
  return {
    rssp,
    clock,
    service,
    transactions,
    another,
    async logIn(who = 'song') {
      const login = rssp.logIn(who, await service.authorizeUrl({ state: 's', redirectUri }));
      if (login.kind === 'refused') throw new Error(login.reason);
      return login.code;
    },
    async close() {
      for (const one of made) one.close();
      await rssp.close();
    },
  };
}
