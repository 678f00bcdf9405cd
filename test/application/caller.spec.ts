import { contextOf, networkOf, originOf } from '../../src/application/caller.js';
import { caller, officer, openCore } from '../support/core-harness.js';

describe('the network of a caller', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['::FFFF:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:abcd:12::1', '2001:db8:abcd::/48'],
    ['2001:0DB8:0001:0000:0000:0000:0000:0001', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['1::3:4:5:6:7:8', '1:0:3::/48'],
    ['1:2:3:4:5:6:7:8', '1:2:3::/48'],
    ['', 'unknown'],
    ['a pipe', 'unknown'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('two addresses of one network are one', () => {
    expect(networkOf('2001:db8:7:1::1')).toBe(networkOf('2001:0db8:0007:ffff:1:2:3:4'));
  });
});

it('an origin never holds the whole address, nor an endless agent', () => {
  const origin = originOf({ ...caller, address: '203.0.113.77', agent: 'x'.repeat(1_000) });
  expect(origin).toEqual({ network: '203.0.113.0/24', agent: 'x'.repeat(256) });
});

describe('the context of a command', () => {
  const { ids } = openCore().ports;

  it('names who acted: nobody known, the officer at the counter, or the owner', () => {
    expect(contextOf(caller, ids, 'edition').actor).toEqual({ kind: 'anonymous', id: '' });
    expect(contextOf(officer, ids, 'edition').actor).toEqual({ kind: 'officer', id: 'officer-1' });
    expect(contextOf(officer, ids, 'edition', { kind: 'subject', id: 'a' }).actor).toEqual({
      kind: 'subject',
      id: 'a',
    });
  });

  it('begins a chain of causes, and keeps the caller’s correlation and channel', () => {
    const context = contextOf(caller, ids, 'edition');
    expect(context).toMatchObject({ correlationId: 'correlation-1', channel: 'web', policyEdition: 'edition' });
    expect(context.causationId).toBe(context.commandId);
    expect(contextOf(caller, ids, 'edition').commandId).not.toBe(context.commandId);
  });
});
