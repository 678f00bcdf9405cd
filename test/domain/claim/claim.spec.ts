import { decidedBy } from '../../../src/adapters/testing/decider-spec.js';
import { claimDecider, type ClaimCommand, type ClaimEvent } from '../../../src/domain/claim/claim.js';
import { claimStream, sameClaimKey } from '../../../src/domain/claim/claim-key.js';
import { at, key } from '../../support/accounts.js';

const given = decidedBy(claimDecider);

const claim = (
  accountId: string,
  displacing?: { readonly owner: string; readonly ownerIsTerminal: boolean },
): ClaimCommand => ({
  type: 'Claim',
  key: key('k'),
  accountId,
  registrationId: `r-${accountId}`,
  at: at(1),
  ...(displacing !== undefined && { displacing }),
});
const claimed = (accountId: string, displaced?: string): ClaimEvent => ({
  type: 'IdentifierClaimed',
  data: {
    key: key('k'),
    accountId,
    registrationId: `r-${accountId}`,
    at: at(1),
    ...(displaced !== undefined && { displaced }),
  },
});
const released: ClaimEvent = { type: 'ClaimReleased', data: { accountId: 'A' } };

describe('claiming an identifier', () => {
  it('[CLAIM-ONE-OWNER] gives it to the first who asks', () => {
    given()
      .when(claim('A'))
      .then(claimed('A'))
      .andState((state) => expect(state).toEqual({ status: 'claimed', owner: 'A', at: at(1), registrationId: 'r-A' }));
    given(claimed('A'), released).when(claim('B')).then(claimed('B'));
  });

  it('needs no registration: an alias is claimed for a live account', () => {
    const command: ClaimCommand = { type: 'Claim', key: key('k'), accountId: 'A', at: at(1) };
    const event: ClaimEvent = { type: 'IdentifierClaimed', data: { key: key('k'), accountId: 'A', at: at(1) } };
    given()
      .when(command)
      .then(event)
      .andState((state) => expect(state).toEqual({ status: 'claimed', owner: 'A', at: at(1), registrationId: '' }));
  });

  it('is done already', () => {
    given(claimed('A')).when(claim('A')).thenNothing();
  });

  it('[CLAIM-ONE-OWNER] refuses everybody else', () => {
    given(claimed('A')).when(claim('B')).thenRejected('claim.heldByAnother');
    given(claimed('A'))
      .when(claim('B', { owner: 'C', ownerIsTerminal: true }))
      .thenRejected('claim.heldByAnother');
  });

  it('[CLAIM-DISPLACE-TERMINAL] displaces only an owner whose stream has ended', () => {
    given(claimed('A'))
      .when(claim('B', { owner: 'A', ownerIsTerminal: false }))
      .thenRejected('claim.ownerNotTerminal');
    given(claimed('A'))
      .when(claim('B', { owner: 'A', ownerIsTerminal: true }))
      .then(claimed('B', 'A'))
      .andState((state) => expect(state).toMatchObject({ owner: 'B' }));
  });

  it('names nobody as displaced where nobody was', () => {
    given()
      .when(claim('B', { owner: 'A', ownerIsTerminal: true }))
      .then(claimed('B'));
  });
});

describe('giving an identifier back', () => {
  const release = (accountId: string, accountIsTerminal: boolean): ClaimCommand => ({
    type: 'Release',
    accountId,
    accountIsTerminal,
  });

  it('[CLAIM-RELEASE-END] is for its owner, after the owner’s own end', () => {
    given(claimed('A'))
      .when(release('A', true))
      .then(released)
      .andState((state) => expect(state).toEqual({ status: 'free' }));
    given(claimed('A')).when(release('A', false)).thenRejected('claim.releaseBeforeEnd');
  });

  it('[CLAIM-RELEASE-END] is not for others', () => {
    given(claimed('A')).when(release('B', true)).thenRejected('claim.notHeld');
    given().when(release('A', true)).thenRejected('claim.notHeld');
    given(claimed('A'), released).when(release('A', true)).thenRejected('claim.notHeld');
  });
});

describe('the stream of a claim', () => {
  it('never ends', () => {
    given(claimed('A'), released).thenState((state) => expect(claimDecider.isTerminal(state)).toBe(false));
  });

  it('is named by kind and digest', () => {
    expect(claimStream(key('abc'))).toBe('claim-personalNumber-abc');
    expect(claimStream(key('abc', 'cmnd'))).toBe('claim-cmnd-abc');
  });

  it('is the same for the same kind and digest, whatever made the digest', () => {
    expect(sameClaimKey(key('a'), { ...key('a'), pepper: 'p2', normaliser: 2 })).toBe(true);
    expect(sameClaimKey(key('a'), key('b'))).toBe(false);
    expect(sameClaimKey(key('a'), key('a', 'cmnd'))).toBe(false);
  });
});
