import { MsspSignatureService } from '../../../../src/adapters/mssp/mssp-signature-service.js';
import type { MsspSettings } from '../../../../src/adapters/mssp/settings.js';
import type { MsspTransaction } from '../../../../src/adapters/mssp/transactions.js';
import { MemoryTransactions, type Transactions } from '../../../../src/adapters/remote-signing/transactions.js';
import { simCardOf } from '../../../../src/adapters/sandbox/mssp/population-sims.js';
import { SandboxMssp, type SandboxMsspOptions } from '../../../../src/adapters/sandbox/mssp/sandbox-mssp.js';
import type { SimCard } from '../../../../src/adapters/sandbox/mssp/sim-card.js';
import { issueCertificate } from '../../../../src/adapters/sandbox/pki/certificates.js';
import { instant } from '../../../../src/domain/kernel/instant.js';
import { parsePhone, type Phone } from '../../../../src/domain/values/phone.js';
import { SettableClock } from '../../../support/settable-clock.js';

export const ap = { id: 'http://ap.dinhdanh.example/portal', password: 'mat-khau-ap-rat-kin' };
export const msspUri = 'http://mssp.sandbox.example';

const phoneOf = (text: string): Phone => {
  const phone = parsePhone(text);
  if (!phone.ok) throw new Error(text);
  return phone.value.value;
};

/** Who holds which phone in these tests. */
export const phones = {
  minh: phoneOf('0950000901'),
  ngoc: phoneOf('0950000902'),
  /** A subscriber whose SIM holds no certificate. */
  bare: phoneOf('0950000903'),
  /** No subscriber of this provider. */
  stranger: phoneOf('0950000904'),
};

const certificateOf = (holder: string, personalNumber: string) =>
  issueCertificate(
    {
      holder,
      personIds: [personalNumber],
      validFrom: instant(Date.parse('2025-01-01T00:00:00+07:00')),
      validUntil: instant(Date.parse('2028-01-01T00:00:00+07:00')),
    },
    'public',
    'sim',
  );

export const certificates = {
  minh: certificateOf('Lê Quang Minh', '001090990901'),
  ngoc: certificateOf('Phan Bích Ngọc', '001190990902'),
};

export const msisdnOf = (phone: Phone): string => phone.slice(1);

export const cards: readonly SimCard[] = [
  simCardOf(msisdnOf(phones.minh), certificates.minh),
  simCardOf(msisdnOf(phones.ngoc), certificates.ngoc),
  {
    msisdn: msisdnOf(phones.bare),
    holder: 'Đỗ Văn Trơn',
    sign: () => {
      throw new Error('nothing to sign with');
    },
  },
];

export interface MsspWorld {
  readonly mssp: SandboxMssp;
  readonly clock: SettableClock;
  readonly service: MsspSignatureService;
  /** Another instance of the portal. */
  another(transactions?: Transactions<MsspTransaction>): MsspSignatureService;
  readonly transactions: Transactions<MsspTransaction>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly settings?: Partial<MsspSettings>;
  readonly provider?: Partial<SandboxMsspOptions>;
}

export const settingsFor = (
  endpoints: MsspSettings['endpoints'],
  settings: Partial<MsspSettings> = {},
): MsspSettings => ({
  endpoints,
  ap,
  msspUri,
  signatureProfile: 'http://mssp.sandbox.example/digitalSignature',
  display: '{code}',
  requestTimeoutMs: 3_000,
  ...settings,
});

/** A provider on this machine and a client of it, on one clock. */
export async function msspWorld({ settings = {}, provider = {} }: WorldOptions = {}): Promise<MsspWorld> {
  const clock = new SettableClock();
  const find = (msisdn: string): SimCard | undefined => cards.find((card) => card.msisdn === msisdn);
  const mssp = await SandboxMssp.start({ cards: find, clock, ap, msspUri, ...provider });
  const transactions = new MemoryTransactions<MsspTransaction>(clock);
  const made: MsspSignatureService[] = [];
  const another = (shared: Transactions<MsspTransaction> = transactions): MsspSignatureService => {
    const service = new MsspSignatureService({
      settings: settingsFor(mssp.endpoints, settings),
      clock,
      transactions: shared,
    });
    made.push(service);
    return service;
  };
  const service = another();
  return {
    mssp,
    clock,
    service,
    another,
    transactions,
    async close() {
      for (const one of made) one.close();
      await mssp.close();
    },
  };
}
