import { type Instant, days, plus } from '../../../../domain/kernel/instant.js';
import type { Population } from '../../population/population.js';
import type { CertificateCarrier } from '../../population/person.js';
import { authority, isRoot } from '../authorities.js';
import type { AuthorityId } from '../authority-definitions.js';
import type { SandboxCertificate } from '../certificates.js';
import { certificatesOf } from '../population-certificates.js';
import { writeRevocationList } from '../revocation-list.js';
import { SandboxRevocations } from '../revocations.js';
import { readmeOf } from './authority-readme.js';
import { pem } from './pem.js';
import { writePkcs12 } from './pkcs12.js';

export interface OutputFile {
  /** Below the directory, with `/`. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** For its owner's eyes. Sandbox keys are no secrets; files should be treated as if they were. */
  readonly secret: boolean;
}

/** Of every P12 file. */
export const filePassword = 'sandbox';

/** Longer than a list of the running sandbox lives, so that files are of use for a while. */
const listLife = days(30);

interface ExportedHolder {
  readonly file: string;
  readonly handle: string;
  readonly carrier: CertificateCarrier;
  /** Which of several on that carrier; the first when left out. */
  readonly at?: number;
  readonly about: string;
}

/** One holder of each kind. */
export const exportedHolders: readonly ExportedHolder[] = [
  { file: 'citizen-token', handle: 'thao', carrier: 'usb', about: 'citizen, USB token, CCCD' },
  { file: 'citizen-cmnd', handle: 'cuong', carrier: 'usb', about: 'citizen, USB token, CMND' },
  { file: 'citizen-sim', handle: 'son', carrier: 'sim', about: 'citizen, SIM' },
  { file: 'citizen-smartca', handle: 'uyen', carrier: 'smartCa', about: 'citizen, SmartCA' },
  { file: 'citizen-renewed-old', handle: 'lieu', carrier: 'usb', at: 0, about: 'citizen, expired in 2018' },
  { file: 'citizen-renewed', handle: 'lieu', carrier: 'usb', at: 1, about: 'citizen, the renewal of that one' },
  { file: 'person-in-enterprise', handle: 'vinh', carrier: 'usb', about: 'person in an enterprise: MST and CCCD' },
  { file: 'enterprise-token', handle: 'mayTrang', carrier: 'usb', about: 'enterprise, USB token' },
  { file: 'enterprise-sim', handle: 'mayTrang', carrier: 'sim', about: 'enterprise, SIM' },
  { file: 'enterprise-smartca', handle: 'mayTrang', carrier: 'smartCa', about: 'enterprise, SmartCA' },
  { file: 'branch-token', handle: 'mayTrangHue', carrier: 'usb', about: 'branch of that enterprise' },
  {
    file: 'agency-token',
    handle: 'soSaoMai',
    carrier: 'usb',
    about: 'state agency: MST and MNS, government hierarchy',
  },
  { file: 'expired', handle: 'xuan', carrier: 'usb', about: 'citizen, expired in 2018' },
  { file: 'not-yet-valid', handle: 'sang', carrier: 'usb', about: 'citizen, valid from 2038 on' },
  { file: 'revoked', handle: 'yen', carrier: 'usb', about: 'citizen, revoked in 2019' },
  { file: 'untrusted', handle: 'tam', carrier: 'usb', about: 'from an authority that merely bears the right name' },
];

const exportedAuthorities: readonly AuthorityId[] = [
  'publicRoot',
  'token',
  'sim',
  'remote',
  'governmentRoot',
  'agencies',
];

/** Everything of the sandbox's authorities that a test of other software may want, as files. */
export function authorityFiles(population: Population, now: Instant): readonly OutputFile[] {
  const revocations = new SandboxRevocations(population);
  const holders = exportedHolders.map((exported) => ({ ...exported, certificate: find(population, exported) }));
  return [
    { path: 'README.md', content: readmeOf(holders), secret: false },
    ...exportedAuthorities.flatMap((id) => filesOfAuthority(id, revocations, now)),
    ...holders.flatMap(({ file, certificate }) => filesOfHolder(file, certificate)),
  ];
}

function filesOfAuthority(id: AuthorityId, revocations: SandboxRevocations, now: Instant): readonly OutputFile[] {
  const one = authority(id);
  const times = { thisUpdate: now, nextUpdate: plus(now, listLife) };
  const list = writeRevocationList(one, revocations.revokedBy(id, now), times);
  const open = [
    { path: authorityPath(id), content: pem('CERTIFICATE', one.certificate), secret: false },
    { path: `lists/${id}.pem`, content: pem('X509 CRL', list), secret: false },
  ];
  if (isRoot(one)) return open;
  const { certificate, key } = one.responder;
  return [
    ...open,
    { path: `responders/${id}.pem`, content: pem('CERTIFICATE', certificate), secret: false },
    { path: `responders/${id}.key.pem`, content: keyPem(key), secret: true },
  ];
}

function filesOfHolder(file: string, certificate: SandboxCertificate): readonly OutputFile[] {
  const { der, chain, key, body } = certificate;
  const p12 = writePkcs12({
    privateKey: key.privateKey,
    certificates: [der, ...chain],
    friendlyName: body.holder,
    password: filePassword,
  });
  return [
    { path: `holders/${file}.pem`, content: pem('CERTIFICATE', der), secret: false },
    { path: `holders/${file}.key.pem`, content: keyPem(key), secret: true },
    { path: `holders/${file}.p12`, content: p12, secret: true },
  ];
}

function find(population: Population, { handle, carrier, at = 0 }: ExportedHolder): SandboxCertificate {
  const holder = population.holder(handle);
  const indexes = [...(holder?.certificates.entries() ?? [])].filter(([, spec]) => spec.carrier === carrier);
  const certificate = holder && certificatesOf(holder)[indexes[at]?.[0] ?? -1];
  if (certificate === undefined) throw new Error(`${handle} of the cast holds no such certificate`);
  return certificate;
}

export const authorityPath = (id: AuthorityId): string =>
  `${isRoot(authority(id)) ? 'roots' : 'authorities'}/${id}.pem`;

const keyPem = ({ privateKey }: SandboxCertificate['key']): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
