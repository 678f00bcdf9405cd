import type { Clock } from '../../application/ports/clock.port.js';
import { instant } from '../../domain/kernel/instant.js';
import { SandboxControls } from './controls.js';
import { SandboxCsvError } from './csv/csv-problem.js';
import type { CsvRead } from './csv/csv-table.js';
import { readOrganisationsCsv, readPeopleCsv } from './csv/people-csv.js';
import { Inbox } from './messaging/inbox.js';
import { SandboxMailSender, SandboxSmsSender } from './messaging/senders.js';
import { castOfOrganisations, castOfPeople, type Cast } from './population/cast.js';
import { makePopulation } from './population/people.js';
import { Population } from './population/population.js';
import type { PoolOptions } from '../pki/verifier-options.js';
import type { BaseUrl } from './redirects.js';
import { SandboxEidProvider } from './registries/eid-provider.js';
import { SandboxOrganisationDirectory } from './registries/organisation-directory.js';
import { SandboxPopulationRegistry } from './registries/population-registry.js';
import { SandboxPostalAccounts } from './registries/postal-accounts.js';
import { SandboxSocialInsuranceRegistry } from './registries/social-insurance-registry.js';
import { SandboxSubscriberRegistry } from './registries/subscriber-registry.js';
import { SandboxRevocations } from './pki/revocations.js';
import { StatusService } from './pki/status-service.js';
import { ControlledStatus, InProcessStatus, StatusOverHttp } from './pki/status-transport.js';
import { SandboxSignatureVerifier } from './signing/signature-verifier.js';
import { SandboxSimService } from './signing/sim-service.js';
import { SandboxSmartCaService } from './signing/smart-ca-service.js';

export interface SandboxOptions {
  /** Which people are invented; the cast is the same under every seed. */
  readonly seed?: string | number;
  /** How many people, the cast included; 1,000 when left out. */
  readonly size?: number;
  /** The text of a CSV of people: they take the place of the generated ones. */
  readonly csv?: string;
  /** The text of a CSV of enterprises and agencies: they take the place of the generated ones. */
  readonly organisationsCsv?: string;
  readonly clock?: Clock;
  /** Where the login pages of VNeID and SmartCA are served. */
  readonly baseUrl?: BaseUrl;
  /** A file of JSON lines for the inbox, for several processes to share. */
  readonly inboxFile?: string;
  /** Where `statusService` is served over HTTP, for the verifier to ask it there; in this process when left out. */
  readonly statusUrl?: () => string;
  /** Threads that verify signatures; the calling one when left out. Close the verifier at the end. */
  readonly verifierPool?: PoolOptions;
}

/** Every counterparty of the core on one laptop, and everything to play their people and their failures with. */
export interface Sandbox {
  readonly subscriberRegistry: SandboxSubscriberRegistry;
  readonly socialInsuranceRegistry: SandboxSocialInsuranceRegistry;
  readonly populationRegistry: SandboxPopulationRegistry;
  readonly postalAccounts: SandboxPostalAccounts;
  readonly organisationDirectory: SandboxOrganisationDirectory;
  readonly signatureVerifier: SandboxSignatureVerifier;
  /** Also the phones: `screen`, `react`. */
  readonly mobileSignatureService: SandboxSimService;
  /** Also the login page and the app: `logIn`, `prompts`, `react`. */
  readonly remoteSigningService: SandboxSmartCaService;
  /** Also the login page: `logIn`. */
  readonly eidProvider: SandboxEidProvider;
  readonly smsSender: SandboxSmsSender;
  readonly mailSender: SandboxMailSender;
  /** What people received. */
  readonly inbox: Inbox;
  /** Outages, delays, scripted answers, and who asked what. */
  readonly controls: SandboxControls;
  readonly revocations: SandboxRevocations;
  /** OCSP responders, revocation lists and certificates of the authorities. */
  readonly statusService: StatusService;
  readonly population: Population;
  /** The people and organisations with fixed names; a CSV row with such a handle takes its place. */
  readonly cast: Cast;
}

const systemClock: Clock = { now: () => instant(Date.now()) };

/** Throws `SandboxCsvError`, with every line that is wrong, when a CSV cannot be loaded. */
export function makeSandbox(options: SandboxOptions = {}): Sandbox {
  const { clock = systemClock, baseUrl = 'https://sandbox.invalid', inboxFile, statusUrl } = options;
  const population = populationOf(options);
  const controls = new SandboxControls(clock);
  const inbox = new Inbox({ clock, ...(inboxFile === undefined ? {} : { file: inboxFile }) });
  const revocations = new SandboxRevocations(population);
  const statusService = new StatusService(revocations, clock);
  const transport = statusUrl === undefined ? new InProcessStatus(statusService) : new StatusOverHttp(statusUrl);
  return {
    subscriberRegistry: new SandboxSubscriberRegistry(population, controls, clock),
    socialInsuranceRegistry: new SandboxSocialInsuranceRegistry(population, controls, clock),
    populationRegistry: new SandboxPopulationRegistry(population, controls, clock),
    postalAccounts: new SandboxPostalAccounts(population, controls, clock),
    organisationDirectory: new SandboxOrganisationDirectory(population, controls, clock),
    signatureVerifier: new SandboxSignatureVerifier(
      new ControlledStatus(transport, controls),
      controls,
      options.verifierPool,
    ),
    mobileSignatureService: new SandboxSimService(population, controls, clock),
    remoteSigningService: new SandboxSmartCaService(population, controls, clock, baseUrl),
    eidProvider: new SandboxEidProvider(population, controls, clock, baseUrl),
    smsSender: new SandboxSmsSender(inbox, controls),
    mailSender: new SandboxMailSender(inbox, controls),
    inbox,
    controls,
    revocations,
    statusService,
    population,
    cast: castIn(population),
  };
}

function populationOf({ seed = 'dinhdanh', size, csv, organisationsCsv }: SandboxOptions): Population {
  const generated = makePopulation({ seed, ...(size === undefined ? {} : { size }) });
  if (csv === undefined && organisationsCsv === undefined) return generated;
  return new Population(
    csv === undefined ? generated.people : withCast(readPeopleCsv(csv), castOfPeople),
    organisationsCsv === undefined
      ? generated.organisations
      : withCast(readOrganisationsCsv(organisationsCsv), castOfOrganisations),
  );
}

function withCast<Value extends { readonly handle: string }>(
  read: CsvRead<Value>,
  cast: readonly Value[],
): readonly Value[] {
  if (!read.ok) throw new SandboxCsvError(read.problems);
  const handles = new Set(read.values.map(({ handle }) => handle));
  return [...cast.filter(({ handle }) => !handles.has(handle)), ...read.values];
}

function castIn(population: Population): Cast {
  const found = [
    ...castOfPeople.map(({ handle }) => [handle, population.person(handle)]),
    ...castOfOrganisations.map(({ handle }) => [handle, population.organisation(handle)]),
  ];
  return Object.fromEntries(found) as Cast;
}
