import { setTimeout as sleep } from 'node:timers/promises';
import type { SimReaction } from '../../src/adapters/sandbox/mssp/sim-phones.js';
import {
  mobileSignatureServiceContract,
  type MobileSignatureServiceSubject,
} from '../../src/adapters/testing/contracts/mobile-signature-service.contract.js';
import { minutes } from '../../src/domain/kernel/instant.js';
import type { Phone } from '../../src/domain/values/phone.js';
import { isOver } from '../adapters/mssp/support/is-over.js';
import { msisdnOf, msspWorld, phones, type WorldOptions } from '../adapters/mssp/support/mssp-world.js';
import { makeTlsFiles } from '../adapters/mssp/support/tls-files.js';
import { bindContract, type Subject } from '../support/bind-contract.js';

async function subject(options: WorldOptions): Promise<Subject<MobileSignatureServiceSubject>> {
  let down = false;
  const { provider, settings } = options;
  const world = await msspWorld({ settings: settings ?? {}, provider: { ...provider, isDown: () => down } });
  const screenOf = async (phone: Phone) => {
    const synch = settings?.messagingMode === 'synch';
    for (let tries = synch ? 40 : 1; tries > 0; tries -= 1) {
      const screen = world.mssp.phones.screen(msisdnOf(phone));
      if (screen !== undefined) return screen;
      await sleep(25);
    }
    return undefined;
  };
  /** What a person did reaches a synchronous client with the answer that it waits for. */
  const arrived = (): Promise<unknown> => sleep(settings?.messagingMode === 'synch' ? 150 : 0);
  return {
    subject: {
      service: world.service,
      phone: phones.minh,
      otherPhone: phones.ngoc,
      plainPhone: phones.stranger,
      async react(phone: Phone, reaction: SimReaction) {
        await screenOf(phone);
        if (!world.mssp.phones.react(msisdnOf(phone), reaction)) throw new Error('the phone shows nothing');
        await arrived();
      },
      shown: async (phone) => (await screenOf(phone))?.text,
      isOver: async (signature, challenge) => isOver(signature, challenge),
      async expire() {
        world.clock.pass(minutes(6));
        await arrived();
      },
      takeDown() {
        down = true;
      },
    },
    close: () => world.close(),
  };
}

const tls = makeTlsFiles();
const mutual: WorldOptions = {
  settings: { tls: { ca: tls.authority.certificate, certificate: tls.client.certificate, key: tls.client.key } },
  provider: { tls: { ...tls.server, clientCa: tls.authority.certificate } },
};

const variants: Readonly<Record<string, WorldOptions>> = {
  'MSSP, asynchronous': {},
  'MSSP, synchronous': { settings: { messagingMode: 'synch' } },
  'MSSP, mutual TLS': mutual,
  'MSSP, synchronous, mutual TLS, CMS': {
    ...mutual,
    settings: { ...mutual.settings, messagingMode: 'synch', format: 'PKCS7' },
  },
  'MSSP, CMS, SOAP 1.1, outcomes as faults': {
    settings: { format: 'PKCS7', soap: '1.1', wrapped: false },
    provider: { outcomes: 'fault' },
  },
};

for (const [name, options] of Object.entries(variants))
  bindContract(mobileSignatureServiceContract, name, () => subject(options), ['lapse of time', 'outage']);
