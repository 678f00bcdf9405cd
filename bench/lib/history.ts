import type { AccountEvent } from '../../src/domain/account/account.events.js';
import { clear } from '../../src/domain/kernel/personal.js';
import { instant } from '../../src/domain/kernel/instant.js';
import type { EventMeta, EventToAppend } from '../../src/application/ports/event-store.port.js';
import type { EventCodec } from '../../src/application/ports/event-codec.port.js';
import type { Ids } from '../../src/application/ports/ids.port.js';
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

export async function encoded(
  codec: EventCodec,
  ids: Ids,
  accountId: string,
  account: number,
  version: number,
): Promise<EventToAppend> {
  const eventId = ids.id();
  const shape = await codec.encode(accountEvent(accountId, account, version), eventId, accountId);
  return { eventId, ...shape, meta: meta(START + account * 1_000 + version * 60_000, ids.id()) };
}

/** A whole log, account after account, `perAccount` events each. */
export async function* history(
  codec: EventCodec,
  ids: Ids,
  events: number,
  perAccount: number,
): AsyncGenerator<ImportedEvent> {
  for (let account = 0, made = 0; made < events; account += 1) {
    const accountId = accountIdOf(account);
    for (let version = 1; version <= perAccount && made < events; version += 1, made += 1) {
      const event = await encoded(codec, ids, accountId, account, version);
      yield { ...event, stream: `account-${accountId}`, streamVersion: version, recordedAt: event.meta.occurredAt };
    }
  }
}

/** Time-ordered like the ids that the core makes. */
export const accountIdOf = (account: number): string =>
  `018c0000-${account.toString(16).padStart(8, '0').slice(0, 4)}-7${account.toString(16).padStart(8, '0').slice(4, 7)}-8000-${account.toString(16).padStart(12, '0')}`;
