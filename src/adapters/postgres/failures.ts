import { Unavailable } from '../../application/ports/unavailable.js';
import { PostgresMisconfigured } from './options.js';

/** A statement that the server refused for what it says: a bug, or tables that are not ours. Holds nothing of what was written. */
export class PostgresRefused extends Error {
  readonly code = 'postgres.refused';
  constructor(
    /** SQLSTATE, five characters. */
    readonly sqlState: string,
  ) {
    super(`PostgreSQL refused a statement (SQLSTATE ${sqlState})`);
    this.name = 'PostgresRefused';
  }
}

const sqlStateForm = /^[0-9A-Z]{5}$/u;
const codeOf = (error: unknown): string => {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
};
const messageOf = (error: unknown): string => {
  const { message } = error as { readonly message?: unknown };
  return typeof message === 'string' ? message : '';
};
/** Only an answer of the server has a severity; Node's own codes may have five letters too (`EPIPE`). */
const sqlStateOf = (error: unknown): string | undefined =>
  'severity' in (error as object) && sqlStateForm.test(codeOf(error)) ? codeOf(error) : undefined;

/** The server answered, so the connection is whole. */
export const isAnswer = (error: unknown): boolean => sqlStateOf(error) !== undefined;

/** Bad data, broken constraint, wrong statement or right: whoever asks again gets the same answer. */
const refusedClasses = ['22', '23', '42'];
/** Two transactions in each other's way: the server took one back as a whole. */
const collisions = new Set(['40001', '40P01']);
/** The server is stopping, starting, or cut the session: it took back what was under way, or had committed it. */
const passing = new Set(['57P01', '57P02', '57P03', '25006']);

/** Node's codes, and the driver's own words for a connection that ended. */
const cuts = new Set(['ECONNRESET', 'EPIPE', 'Connection terminated', 'Connection terminated unexpectedly']);

/** Whether asking again at once may help: the connection broke, or two transactions collided. */
export function mayPass(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== undefined) return collisions.has(state) || passing.has(state) || state.startsWith('08');
  return cuts.has(codeOf(error)) || cuts.has(messageOf(error));
}

/**
 * What a port's caller gets for an error of the driver. The driver's own error goes no further: its details quote rows, and
 * it holds on to the client with its credentials.
 */
export function failureOf(port: string, error: unknown): Error {
  const state = sqlStateOf(error);
  if (state !== undefined && refusedClasses.some((one) => state.startsWith(one))) return new PostgresRefused(state);
  return new Unavailable(port, 1_000, { cause: new Error(sentenceOf(error, state)) });
}

const sentenceOf = (error: unknown, state: string | undefined): string =>
  state === undefined
    ? [codeOf(error), messageOf(error)].filter((part) => part !== '').join(': ')
    : `SQLSTATE ${state}: ${messageOf(error)}`;

/** Node's and OpenSSL's names for a certificate that does not prove the server. */
const untrusted = /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_SSL_|ERR_OSSL_)/u;

/** At start-up more is plainly wrong: credentials, the database's name, rights, certificates. */
export function startFailureOf(port: string, error: unknown): Error {
  const reason = misconfigurationOf(error);
  return reason === undefined ? failureOf(port, error) : new PostgresMisconfigured(reason);
}

function misconfigurationOf(error: unknown): string | undefined {
  const state = sqlStateOf(error);
  if (state?.startsWith('28')) return 'the server refuses this user or its password';
  if (messageOf(error).startsWith('SASL: ')) return 'the server wants another kind of password, or there is none';
  if (state === '3D000') return 'there is no such database';
  if (state === '42501') return 'this role lacks a right on our schema or tables';
  if (messageOf(error).includes('server does not support SSL')) return 'TLS is wanted, and the server has none';
  if (untrusted.test(codeOf(error))) return `the server's certificate is not trusted (${codeOf(error)})`;
  return undefined;
}
