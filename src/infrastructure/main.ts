#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { runProgram } from '../adapters/cli/program.js';
import { exitCodes, type Terminal } from '../adapters/cli/terminal.js';
import { isUnavailable } from '../application/ports/unavailable.js';
import { makeActions } from './actions.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};
const terminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isWatched: process.stderr.isTTY,
};

/** What its operator can set right: keys that are missing or of other data, a server that refuses us or does not answer. */
const forTheOperator: ReadonlySet<unknown> = new Set([
  'keyring',
  'pepperMismatch',
  'masterKeyMismatch',
  'storesUnusable',
  'postgres.misconfigured',
  'vaultTransit.misconfigured',
]);
const isForTheOperator = (error: unknown): error is Error =>
  error instanceof Error && forTheOperator.has((error as { readonly code?: unknown }).code);

// A reader that closes its end early (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  throw error;
});

process.exitCode = await runProgram(process.argv.slice(2), version, makeActions(terminal), terminal).catch(
  (error: unknown) => {
    if (isUnavailable(error)) {
      terminal.err(`Không truy cập được / not available: ${error.port}\n`);
      return exitCodes.unavailable;
    }
    if (isForTheOperator(error)) {
      terminal.err(`${error.message}\n`);
      return (error as { readonly passes?: unknown }).passes === true ? exitCodes.unavailable : exitCodes.usage;
    }
    terminal.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return exitCodes.failed;
  },
);
