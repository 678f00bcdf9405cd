import type { AccountCommand } from '../../../src/domain/account/account.commands.js';
import type { AccountEvent } from '../../../src/domain/account/account.events.js';
import type { ClaimKey } from '../../../src/domain/claim/claim-key.js';
import type { MethodGrant } from '../../../src/domain/account/method-grant.js';
import { clear } from '../../../src/domain/kernel/personal.js';
import {
  at,
  certificate,
  closed,
  evidence,
  given,
  grant,
  key,
  methodAdded,
  opened,
  profile,
  registered,
  registeredByToken,
} from '../../support/accounts.js';

const add = (added: MethodGrant): AccountCommand => ({ type: 'AddMethod', grant: added, evidence: [] });
const remove = (methodId: string, minute = 10): AccountCommand => ({ type: 'RemoveMethod', methodId, at: at(minute) });
const removed = (methodId: string, method: MethodGrant['method'], minute = 10): AccountEvent => ({
  type: 'MethodRemoved',
  data: { methodId, method, at: at(minute) },
});
const vneid = grant('vneid', { method: 'vneid', level: 'IAL3' });

describe('adding a method', () => {
  it('records the grant with its evidence', () => {
    given(registered())
      .when({ type: 'AddMethod', grant: certificate('token'), evidence: [evidence('e', 'certificate')] })
      .then({
        type: 'MethodAdded',
        data: { grant: certificate('token'), evidence: [evidence('e', 'certificate')] },
      })
      .andState((state) =>
        expect(state).toEqual({ ...opened(registered()), grants: [grant('mobile'), certificate('token')] }),
      );
  });

  it('is done already', () => {
    given(registered(), methodAdded(certificate('token')))
      .when(add(certificate('token')))
      .thenNothing();
  });

  it('refuses a certificate that is bound already', () => {
    given(registered(), methodAdded(certificate('token')))
      .when(add(certificate('again', { certificate: 'fingerprint-token' })))
      .thenRejected('method.alreadyAdded', { method: 'usbToken' });
  });

  it('[REMOVED-STAYS-REMOVED] refuses a method that was removed', () => {
    given(registered(), methodAdded(vneid), removed('vneid', 'vneid'))
      .when(add(vneid))
      .thenRejected('method.wasRemoved');
  });

  it('takes a certificate again after it was removed, as a new method', () => {
    const again = certificate('again', { certificate: 'fingerprint-token' });
    given(registered(), methodAdded(certificate('token')), removed('token', 'usbToken'))
      .when(add(again))
      .then(methodAdded(again));
  });
});

describe('removing a method', () => {
  it('drops the grant for good', () => {
    given(registered(), methodAdded(vneid))
      .when(remove('vneid'))
      .then(removed('vneid', 'vneid'))
      .andState((state) => expect(state).toEqual({ ...opened(registered()), removedMethods: ['vneid'] }));
  });

  it('is done already', () => {
    given(registered(), methodAdded(vneid), removed('vneid', 'vneid')).when(remove('vneid')).thenNothing();
  });

  it('refuses what the account never had', () => {
    given(registered()).when(remove('vneid')).thenRejected('method.unknown');
  });

  it('[LAST-WAY-IN] refuses the only way in', () => {
    given(registeredByToken()).when(remove('token')).thenRejected('method.lastWayIn', { method: 'usbToken' });
    given(registered()).when(remove('mobile')).thenRejected('method.lastWayIn', { method: 'mobileSubscriber' });
  });

  it('[LAST-WAY-IN] counts only ways that are in force at that time', () => {
    const both = [registeredByToken(), methodAdded(certificate('short', { validUntil: at(30) }))] as const;
    given(...both)
      .when(remove('token', 29))
      .then(removed('token', 'usbToken', 29));
    given(...both)
      .when(remove('token', 30))
      .thenRejected('method.lastWayIn', { method: 'usbToken' });
  });

  it('[MERGE-GIVES-BACK] takes back what a reversed merge had brought, the only way in too', () => {
    given(registeredByToken())
      .when({ type: 'RemoveMethod', methodId: 'token', at: at(10), mergeReversed: true })
      .then(removed('token', 'usbToken', 10));
  });

  it('[LAST-WAY-IN] counts neither a proof at a counter nor a subscription without its password', () => {
    given(registeredByToken(), methodAdded(grant('desk', { method: 'inPerson', level: 'IAL3' })))
      .when(remove('token'))
      .thenRejected('method.lastWayIn', { method: 'usbToken' });
    given(registeredByToken(), methodAdded(grant('mobile')))
      .when(remove('token'))
      .thenRejected('method.lastWayIn', { method: 'usbToken' });
  });

  it('[LAST-WAY-IN] counts a VNPost account and VNeID', () => {
    given(registeredByToken(), methodAdded(grant('post', { method: 'vnpost' })))
      .when(remove('token'))
      .then(removed('token', 'usbToken'));
    given(registered(), methodAdded(vneid)).when(remove('mobile')).then(removed('mobile', 'mobileSubscriber'));
  });
});

describe('a further identifier', () => {
  const identifiers = clear({ identifiers: profile.value.identifiers });
  const addKeys = (...names: string[]): AccountCommand => ({
    type: 'AddIdentifier',
    keys: names.map((name) => key(name)),
    evidence: [evidence('e', 'populationRegistry')],
    personal: identifiers,
  });

  it('[CLAIM-ALIAS] is recorded with what attests it, but for keys the account lists already', () => {
    given(registered())
      .when(addKeys('own', 'alias'))
      .then({
        type: 'IdentifierAdded',
        data: { keys: [key('alias')], evidence: [evidence('e', 'populationRegistry')], personal: identifiers },
      })
      .andState((state) => expect(state).toEqual({ ...opened(registered()), keys: [key('own'), key('alias')] }));
  });

  it('is recorded already', () => {
    given(registered()).when(addKeys('own')).thenNothing();
    given(registered()).when(addKeys()).thenNothing();
  });

  it('of the same digits in another kind is another one', () => {
    given(registered())
      .when({ type: 'AddIdentifier', keys: [key('own', 'cmnd')], evidence: [], personal: identifiers })
      .then({
        type: 'IdentifierAdded',
        data: { keys: [key('own', 'cmnd')], evidence: [], personal: identifiers },
      });
  });
});

describe('[CLAIM-RENEWED] keys under another pepper', () => {
  const renew = (...keys: ClaimKey[]): AccountCommand => ({ type: 'RenewKeys', keys });
  const twin: ClaimKey = { ...key('twin'), pepper: 'p2' };
  const suspended: AccountEvent = { type: 'Suspended', data: { ground: 'court', ticket: 'T-1', at: at(5) } };

  it('are recorded, but for those that the account lists', () => {
    given(registered())
      .when(renew(key('own'), twin))
      .then({ type: 'KeysRenewed', data: { keys: [twin] } });
    given(registered())
      .when(renew(key('own')))
      .thenNothing();
  });

  it('are recorded of a suspended account too: it keeps its identifiers', () => {
    given(registered(), suspended)
      .when(renew(twin))
      .then({ type: 'KeysRenewed', data: { keys: [twin] } });
  });

  it('are no way to a kind of identifier that the account does not have', () => {
    given(registered())
      .when(renew({ ...twin, kind: 'cmnd' }))
      .thenNothing();
  });

  it('are no way to a further identifier: one under the new pepper for one under the old', () => {
    given(registered())
      .when(renew(key('other')))
      .thenNothing();
    given(registered())
      .when(renew(twin, { ...key('other'), pepper: 'p2' }))
      .then({ type: 'KeysRenewed', data: { keys: [twin] } });
  });

  it('are none of a closed account', () => {
    given(registered(), closed).when(renew(twin)).thenRejected('account.closed');
  });
});

describe('a sync with the population register', () => {
  const synced = { evidence: evidence('e', 'populationRegistry'), changed: ['name'] as const, personal: profile };

  it('is recorded each time, as evidence', () => {
    const event: AccountEvent = { type: 'IdentitySyncedFromCSDL', data: synced };
    given(registered())
      .when({ type: 'RecordSync', ...synced })
      .then(event);
    given(registered(), event)
      .when({ type: 'RecordSync', ...synced })
      .then(event);
  });

  it('needs a live account', () => {
    given(registered(), closed)
      .when({ type: 'RecordSync', ...synced })
      .thenRejected('account.closed');
  });
});
