import { createHash } from 'node:crypto';

interface AuthorityDefinition {
  readonly organisation: string;
  readonly commonName: string;
  /** Absent: a root. */
  readonly issuer?: AuthorityId;
}

const mayXanh = 'SANDBOX Trung tâm Chứng thực Mây Xanh';
const saoMai = 'SANDBOX Ban Chứng thực Sao Mai';

const definitions = {
  publicRoot: { organisation: mayXanh, commonName: 'SANDBOX Mây Xanh Root CA' },
  token: { organisation: mayXanh, commonName: 'SANDBOX Mây Xanh Token CA', issuer: 'publicRoot' },
  sim: { organisation: mayXanh, commonName: 'SANDBOX Mây Xanh SIM CA', issuer: 'publicRoot' },
  remote: { organisation: mayXanh, commonName: 'SANDBOX Mây Xanh CA RS', issuer: 'publicRoot' },
  governmentRoot: { organisation: saoMai, commonName: 'SANDBOX Sao Mai Government Root CA' },
  agencies: {
    organisation: saoMai,
    commonName: 'SANDBOX CA phục vụ các cơ quan Nhà nước Sao Mai',
    issuer: 'governmentRoot',
  },
  // Bear the names of the public root and of the token authority, with keys of their own. Nobody trusts them.
  rogueRoot: { organisation: mayXanh, commonName: 'SANDBOX Mây Xanh Root CA' },
  rogueToken: { organisation: mayXanh, commonName: 'SANDBOX Mây Xanh Token CA', issuer: 'rogueRoot' },
} as const satisfies Readonly<Record<string, { organisation: string; commonName: string; issuer?: string }>>;

export type AuthorityId = keyof typeof definitions;
export const authorityIds = Object.keys(definitions) as readonly AuthorityId[];

export const definition = (id: AuthorityId): AuthorityDefinition => definitions[id];
export const commonNameOf = (id: AuthorityId): string => definition(id).commonName;

/** Midnight in Vietnam, in milliseconds. */
export const newYear = (year: number): number => Date.parse(`${year}-01-01T00:00:00+07:00`);

/** The serial number of an authority's own certificate. */
export const authoritySerial = (id: AuthorityId): string => serialOf(`authority/${id}`);

/** A serial number of ten octets that a text stands for; its first digit keeps it positive and of full length. */
export const serialOf = (text: string): string =>
  `5${createHash('sha256').update(`dinhdanh sandbox serial: ${text}`).digest('hex').slice(1, 20)}`;
