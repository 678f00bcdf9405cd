import { MemoryTransactions } from '../adapters/remote-signing/transactions.js';
import { SealedTransactions } from '../adapters/remote-signing/sealed-transactions.js';
import { MsspSignatureService } from '../adapters/mssp/mssp-signature-service.js';
import { SmartCaService } from '../adapters/smart-ca/smart-ca-service.js';
import type { CounterpartyPorts, StoragePorts } from '../application/composition/ports.js';
import type { MasterKey } from '../application/ports/master-key.port.js';
import type { CounterpartiesConfig } from './counterparties-config.js';
import { openPkiVerifier } from './pki-config.js';

export type RealCounterparties = Partial<
  Pick<CounterpartyPorts, 'signatureVerifier' | 'mobileSignatureService' | 'remoteSigningService'>
>;

export interface OpenedCounterparties {
  readonly ports: RealCounterparties;
  close(): Promise<void>;
}

interface Around {
  readonly storage: Pick<StoragePorts, 'challenges' | 'clock'>;
  /** Seals what waits for a phone or an app among the steps that all instances share; without it, it waits in this process. */
  readonly masterKey: MasterKey | undefined;
}

/** The real counterparties of a configuration. */
export function openCounterparties(
  { pki, mssp, smartCa }: CounterpartiesConfig,
  { storage: { challenges, clock }, masterKey }: Around,
): OpenedCounterparties {
  const transactions = <T extends object>(name: string) =>
    masterKey === undefined
      ? new MemoryTransactions<T>(clock)
      : new SealedTransactions<T>(name, challenges, masterKey, clock);
  const signatureVerifier = pki && openPkiVerifier(pki);
  const sims = mssp && new MsspSignatureService({ settings: mssp, clock, transactions: transactions('mssp') });
  const apps = smartCa && new SmartCaService({ settings: smartCa, clock, transactions: transactions('smart-ca') });
  return {
    ports: {
      ...(signatureVerifier && { signatureVerifier }),
      ...(sims && { mobileSignatureService: sims }),
      ...(apps && { remoteSigningService: apps }),
    },
    async close() {
      sims?.close();
      apps?.close();
      await signatureVerifier?.close();
    },
  };
}
