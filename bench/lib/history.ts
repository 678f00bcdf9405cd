import type { AccountEvent } from '../../src/domain/account/account.events.js';
import { clear } from '../../src/domain/kernel/personal.js';
import { instant } from '../../src/domain/kernel/instant.js';
import type { StoragePorts } from '../../src/application/composition/ports.js';
import { accountStream } from '../../src/application/ledger/accounts.js';
import type { EventMeta, EventToAppend } from '../../src/application/ports/event-store.port.js';
import type { ImportedEvent } from '../../src/adapters/sqlite/event-import.js';

const START = 1_700_000_000_000;

export const meta = (at: number, commandId: string): EventMeta => ({
  occurredAt: instant(at),
  actor: { kind: 'subject', id: commandId },
  channel: 'web',
  commandId,
  correlationId: commandId,
  causationId: commandId,
  policyEdition: '2024-07',
});

const hex = (n: number): string => n.toString(16).padStart(64, '0');

/** The first event of an account and then nothing but logins, as most histories are. */
export function accountEvent(accountId: string, account: number, version: number): AccountEvent {
  const at = instant(START + account * 1_000 + version * 60_000);
  if (version > 1) {
    return {
      type: 'LoggedIn',
      data: {
        loginId: `${accountId}-${version}`,
        sessionId: `${accountId}-s${version}`,
        at,
        method: 'password',
        level: 'IAL2',
        authentication: 'auth2',
        phoneId: `${accountId}-p`,
        personal: clear({
          network: `10.${account % 250}.${version % 250}.0/24`,
          agent: 'Mozilla/5.0 (bench) Gecko/20100101 Firefox/140.0',
        }),
      },
    };
  }
  const digits = String(account).padStart(6, '0');
  return {
    type: 'Registered',
    data: {
      registrationId: `${accountId}-r`,
      subject: 'citizen',
      grant: {
        methodId: `${accountId}-m`,
        method: 'mobileSubscriber',
        level: 'IAL2',
        verifiedAt: at,
        evidenceIds: [`${accountId}-e`],
      },
      evidence: [
        {
          evidenceId: `${accountId}-e`,
          source: 'subscriberRegistry',
          askedAt: at,
          answeredAt: at,
          attributes: { personId: 'match', name: 'match', birthDate: 'match' },
          nameTier: 'exact',
          answerDigest: hex(account),
        },
      ],
      keys: [{ kind: 'personalNumber', digest: hex(account), pepper: 'p1', normaliser: 1 }],
      consent: { edition: 'bench', digest: hex(1), at },
      passwordId: `${accountId}-pw`,
      phoneId: `${accountId}-p`,
      personal: clear({
        identifiers: [
          { kind: 'personalNumber', value: `001090${digits}`, raw: `001090${digits}`, normaliser: 1, attested: true },
        ],
        name: 'Nguyễn Văn Thử',
        birthDate: '1990-01-02' as never,
        phone: `+84901${digits}`,
      }),
    },
  };
}

/** One event as the store gets it, its personal part sealed. */
export async function encoded(
  { codec, ids }: Pick<StoragePorts, 'codec' | 'ids'>,
  accountId: string,
  account: number,
  version: number,
): Promise<EventToAppend> {
  const eventId = ids.id();
  const shape = await codec.encode(accountEvent(accountId, account, version), eventId, accountId);
  return { eventId, ...shape, meta: meta(START + account * 1_000 + version * 60_000, ids.id()) };
}

export async function historyOf(
  ports: Pick<StoragePorts, 'codec' | 'ids'>,
  account: number,
  events: number,
): Promise<readonly EventToAppend[]> {
  const history: EventToAppend[] = [];
  for (let version = 1; version <= events; version += 1)
    history.push(await encoded(ports, accountIdOf(account), account, version));
  return history;
}

/** Whole histories one after the other, in pages; those of a page are sealed together. */
export async function* historyPages(
  ports: Pick<StoragePorts, 'codec' | 'ids'>,
  events: number,
  perAccount: number,
  pageSize: number,
): AsyncGenerator<readonly ImportedEvent[]> {
  const perPage = Math.max(1, Math.floor(pageSize / perAccount));
  for (let account = 0, left = events; left > 0; account += perPage) {
    const accounts = Array.from({ length: perPage }, (_, index) => account + index);
    const histories = await Promise.all(accounts.map((one) => historyOf(ports, one, perAccount)));
    const page = histories.flatMap((history, index) =>
      history.map((event, version) => ({
        ...event,
        stream: accountStream(accountIdOf(account + index)),
        streamVersion: version + 1,
        recordedAt: event.meta.occurredAt,
      })),
    );
    yield page.slice(0, left);
    left -= page.length;
  }
}

/** Time-ordered, as the ids are that the core makes. */
export const accountIdOf = (account: number): string => {
  const time = account.toString(16).padStart(8, '0');
  return `018c0000-${time.slice(0, 4)}-7${time.slice(4, 7)}-8000-${account.toString(16).padStart(12, '0')}`;
};
