import { readConnectionString } from '../../../src/adapters/redis/address.js';

describe('a connection string of Redis', () => {
  it.each([
    ['redis://localhost', { topology: 'single', tls: false, addresses: [{ host: 'localhost', port: 6379 }], db: 0 }],
    [
      'rediss://portal:s%3Acret%40@redis.internal:7000/3',
      {
        topology: 'single',
        tls: true,
        addresses: [{ host: 'redis.internal', port: 7000 }],
        username: 'portal',
        password: 's:cret@',
        db: 3,
      },
    ],
    ['redis://:only@[::1]:6380/', { addresses: [{ host: '::1', port: 6380 }], password: 'only', db: 0 }],
    [
      'redis+sentinel://a,b:26380/portal/2',
      {
        topology: 'sentinel',
        addresses: [
          { host: 'a', port: 26379 },
          { host: 'b', port: 26380 },
        ],
        master: 'portal',
        db: 2,
      },
    ],
    [
      'rediss+cluster://u:p@a:1,b:2,c:3',
      {
        topology: 'cluster',
        tls: true,
        addresses: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
          { host: 'c', port: 3 },
        ],
        username: 'u',
        password: 'p',
      },
    ],
  ])('reads %s', (text, target) => {
    expect(readConnectionString(text)).toMatchObject(target);
  });

  it.each([
    ['', 'cannot be read'],
    ['http://localhost', 'cannot be read'],
    ['redis://', 'cannot be read'],
    ['redis://a b', 'a host'],
    ['redis://localhost:99999', 'a port'],
    ['redis://localhost:0', 'a port'],
    ['redis://a,b', 'several hosts'],
    ['redis://secret-word@localhost', 'after a colon'],
    ['redis://:secret-word%@localhost', 'percent-encoded'],
    ['redis://localhost/one', 'a database'],
    ['redis://localhost/1/2', 'a database'],
    ['redis+sentinel://localhost', 'by name'],
    ['redis+cluster://localhost/1', 'one database'],
  ])('refuses %j and repeats nothing of it', (text, reason) => {
    const read = () => readConnectionString(text);
    expect(read).toThrow(
      expect.objectContaining({ code: 'redis.misconfigured', message: expect.stringContaining(reason) }),
    );
    expect(read).not.toThrow(expect.objectContaining({ message: expect.stringContaining('secret-word') }));
  });
});
