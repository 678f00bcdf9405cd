import type { Contract } from '../../../src/adapters/testing/contract.js';
import { eidProviderContract } from '../../../src/adapters/testing/contracts/eid-provider.contract.js';
import { mailSenderContract } from '../../../src/adapters/testing/contracts/mail-sender.contract.js';
import { mobileSignatureServiceContract } from '../../../src/adapters/testing/contracts/mobile-signature-service.contract.js';
import { organisationDirectoryContract } from '../../../src/adapters/testing/contracts/organisation-directory.contract.js';
import { populationRegistryContract } from '../../../src/adapters/testing/contracts/population-registry.contract.js';
import { postalAccountsContract } from '../../../src/adapters/testing/contracts/postal-accounts.contract.js';
import { remoteSigningServiceContract } from '../../../src/adapters/testing/contracts/remote-signing-service.contract.js';
import { signatureVerifierContract } from '../../../src/adapters/testing/contracts/signature-verifier.contract.js';
import { smsSenderContract } from '../../../src/adapters/testing/contracts/sms-sender.contract.js';
import { socialInsuranceRegistryContract } from '../../../src/adapters/testing/contracts/social-insurance-registry.contract.js';
import { subscriberRegistryContract } from '../../../src/adapters/testing/contracts/subscriber-registry.contract.js';
import type { SubscriberAnswer } from '../../../src/application/ports/registries.port.js';
import * as messaging from '../../support/sandbox-subjects/messaging.js';
import * as registries from '../../support/sandbox-subjects/registries.js';
import * as signing from '../../support/sandbox-subjects/signing.js';

/** The titles of the cases that an adapter fails, all capabilities declared. */
async function failures<Subject>(contract: Contract<Subject>, make: () => Subject): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const one of contract.cases) {
    await one.run(make()).catch(() => failed.push(one.title));
  }
  return failed;
}

interface Broken {
  readonly port: string;
  readonly fault: string;
  readonly failed: () => Promise<readonly string[]>;
}
const broken = <Subject>(
  contract: Contract<Subject>,
  make: () => Subject,
  faults: Readonly<Record<string, (subject: Subject) => Partial<Subject>>>,
): readonly Broken[] =>
  Object.entries(faults).map(([fault, change]) => ({
    port: contract.port,
    fault,
    failed: () =>
      failures(contract, () => {
        const subject = make();
        return { ...subject, ...change(subject) };
      }),
  }));

const yesMan: SubscriberAnswer = { personId: 'match', name: 'match', nameTier: 'exact', birthDate: 'match', raw: '{}' };

const all: readonly Broken[] = [
  ...broken(subscriberRegistryContract, registries.subscriberRegistrySubject, {
    'answers match to everything': () => ({ registry: { match: async () => yesMan } }),
    'takes "not available" for a mismatch': ({ registry }) => ({
      registry: {
        match: async (phone, person) => {
          const answer = await registry.match(phone, person);
          return { ...answer, birthDate: answer.birthDate === 'match' ? 'match' : 'noMatch' };
        },
      },
    }),
    'does not say that names matched without accents only': ({ registry }) => ({
      registry: {
        match: async (phone, person) => {
          const answer = await registry.match(phone, person);
          return answer.nameTier === undefined ? answer : { ...answer, nameTier: 'exact' };
        },
      },
    }),
    'answers nobody known when it is down': ({ registry }) => ({
      registry: {
        match: (phone, person) =>
          registry.match(phone, person).catch(() => ({ ...yesMan, personId: 'notAvailable' as const })),
      },
    }),
    'keeps no evidence': ({ registry }) => ({
      registry: { match: async (phone, person) => ({ ...(await registry.match(phone, person)), raw: '' }) },
    }),
  }),
  ...broken(socialInsuranceRegistryContract, registries.socialInsuranceRegistrySubject, {
    'finds everybody': ({ registry, known }) => ({ registry: { find: () => registry.find(known.code) } }),
    'finds nobody': ({ registry, unknownCode }) => ({ registry: { find: () => registry.find(unknownCode) } }),
  }),
  ...broken(populationRegistryContract, registries.populationRegistrySubject, {
    'browses by number alone': ({ registry, known }) => ({
      registry: {
        confirm: (person, asker) =>
          registry.confirm(person.personId.value === known.query.personId.value ? known.query : person, asker),
      },
    }),
  }),
  ...broken(postalAccountsContract, registries.postalAccountsSubject, {
    'finds by name': ({ accounts, bySms }) => ({
      accounts: { find: (person) => accounts.find(person.name === bySms.query.name ? bySms.query : person) },
    }),
    'knows no civil servants': ({ accounts }) => ({
      accounts: {
        find: async (person) => {
          const answer = await accounts.find(person);
          return answer.kind === 'found' ? { ...answer, civilServant: false } : answer;
        },
      },
    }),
  }),
  ...broken(organisationDirectoryContract, registries.organisationDirectorySubject, {
    'looks at the tax code only': ({ directory }) => ({
      directory: { find: ({ taxCode }) => directory.find(taxCode === undefined ? {} : { taxCode }) },
    }),
  }),
  ...broken(smsSenderContract, messaging.smsSenderSubject, {
    'sends again what was sent': ({ sender }) => {
      let count = 0;
      return { sender: { send: (sms) => sender.send({ ...sms, messageId: `${sms.messageId}-${(count += 1)}` }) } };
    },
    'accepts any destination': ({ sender, to }) => ({ sender: { send: (sms) => sender.send({ ...sms, to }) } }),
  }),
  ...broken(mailSenderContract, messaging.mailSenderSubject, {
    'takes accents off': ({ sender }) => ({
      sender: {
        send: (mail) => sender.send({ ...mail, subject: mail.subject.normalize('NFD').replace(/\p{M}/gu, '') }),
      },
    }),
  }),
  ...broken(eidProviderContract, signing.eidProviderSubject, {
    'does not look at the nonce': ({ provider, logIn }) => {
      let nonce = '';
      return {
        provider: {
          authorizeUrl: (request) => provider.authorizeUrl(request),
          redeem: (request) => provider.redeem({ ...request, nonce }),
        },
        logIn: (pageUrl) => {
          nonce = new URL(pageUrl).searchParams.get('nonce') ?? '';
          return logIn(pageUrl);
        },
      };
    },
    'lets a code be used twice': ({ provider }) => {
      const answers = new Map<string, ReturnType<typeof provider.redeem>>();
      return {
        provider: {
          authorizeUrl: (request) => provider.authorizeUrl(request),
          redeem: (request) => {
            const known = answers.get(request.code) ?? provider.redeem(request);
            answers.set(request.code, known);
            return known;
          },
        },
      };
    },
  }),
  ...broken(signatureVerifierContract, signing.signatureVerifierSubject, {
    'trusts either hierarchy': ({ verifier }) => ({
      verifier: {
        verify: async (request) => {
          const result = await verifier.verify(request);
          const failures = result.kind === 'refused' ? result.failures : [];
          const only = failures.length === 1 && failures[0] === 'certificate.untrusted';
          return only ? verifier.verify({ ...request, anchors: 'government' }) : result;
        },
      },
    }),
    'does not compare the origin': ({ verifier }) => ({
      verifier: { verify: (request) => verifier.verify({ ...request, origin: 'https://portal.example' }) },
    }),
    'looks at its own clock': ({ verifier, at }) => ({
      verifier: { verify: (request) => verifier.verify({ ...request, at }) },
    }),
    'stops at the first failure': ({ verifier }) => ({
      verifier: {
        verify: async (request) => {
          const result = await verifier.verify(request);
          return result.kind === 'refused' ? { ...result, failures: result.failures.slice(0, 1) } : result;
        },
      },
    }),
  }),
  ...broken(mobileSignatureServiceContract, signing.mobileSignatureServiceSubject, {
    'waits for ever for what it does not know': ({ service }) => ({
      service: {
        start: (request) => service.start(request),
        status: async (id) => (id === 'never-started' ? { kind: 'waiting' as const } : service.status(id)),
      },
    }),
  }),
  ...broken(remoteSigningServiceContract, signing.remoteSigningServiceSubject, {
    'says failed where the person has refused': ({ service }) => ({
      service: {
        authorizeUrl: (request) => service.authorizeUrl(request),
        start: (request) => service.start(request),
        status: async (id) => {
          const status = await service.status(id);
          return status.kind === 'refused' ? { kind: 'refused' as const, failure: 'failed' as const } : status;
        },
      },
    }),
  }),
];

describe('the contracts of the counterparties notice an adapter that', () => {
  it.each(all.map((one) => [one.port, one.fault, one] as const))('%s: %s', async (_port, _fault, one) => {
    expect(await one.failed()).not.toEqual([]);
  });
});
