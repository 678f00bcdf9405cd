import * as extension from '../support/forged-extensions.js';
import { forgeCrl } from '../support/forged-revocation.js';
import { row, type RowGroup } from './row.js';
import { day, now } from './world.js';

/** What must not be refused: without it the rest of the table would prove nothing. */
export const soundRows: RowGroup = {
  title: 'Accepted, for comparison',
  rows: [
    row('CMS of a person, detached', [], (world) => ({ signature: world.cms() })),
    row('CMS with its content inside', [], (world) => ({ signature: world.cms(world.an, { detached: false }) })),
    row('a raw signature with ECDSA', [], (world) => ({ signature: world.raw() })),
    row('a Web eID token', [], (world) => ({ signature: world.webEid(world.an, world.origin) })),
    row('RSA of 2048 bits with PSS', [], (world) => {
      const rsa = world.holder({ key: 'rsa2048' });
      return { signature: JSON.stringify(world.rawFields(rsa, { pss: true })) };
    }),
    row('an enterprise', [], (world) => ({ signature: world.cms(world.company), subject: 'enterprise' })),
    row('an agency of the Government’s hierarchy', [], (world) => ({
      signature: world.cms(world.agency),
      subject: 'agency',
    })),
    row('twelve digits under CMND, which are a personal number', [], (world) => ({
      signature: world.cms(
        world.holder({
          subject: [
            ['CN', 'TRẦN VĂN BA'],
            ['UID', 'CMND:001090990001'],
          ],
        }),
      ),
    })),
    row('a person in an enterprise, as a citizen', [], (world) => ({
      signature: world.cms(
        world.holder({
          subject: [
            ['CN', 'TRẦN VĂN BA'],
            ['UID', 'CCCD:001090990001'],
            ['UID', 'MST:0199000017'],
          ],
        }),
      ),
    })),
    row('a revocation list in place of a responder', [], (world) => {
      const list = world.address('crl');
      const holder = world.holder({ sources: [extension.crlAddress(list)] });
      const crl = forgeCrl({ issuer: world.publicCa, thisUpdate: now - day, nextUpdate: now + day });
      return { signature: world.cms(holder), replies: { [list]: crl } };
    }),
    row('the moment before a certificate ends', [], (world) => ({
      signature: world.cms(world.holder({ notAfter: now })),
    })),
  ],
};
