import { describeError } from '../../application/errors/catalogue.js';
import type { NotAvailable, Refused } from '../../application/outcome/outcome.js';
import { type ExitCode, exitCodes, type Terminal } from './terminal.js';

/** Says why there is no answer, and how the command ends. */
export function toldWhyNot(outcome: Refused | NotAvailable, terminal: Terminal): ExitCode {
  const { vi, en } = describeError(outcome.code);
  terminal.err(`${vi}\n${en}\n(${outcome.code})\n`);
  return outcome.kind === 'unavailable' ? exitCodes.unavailable : exitCodes.notFound;
}

/** Says that a format is none of those known. */
export function unknownFormat(format: string, known: readonly string[], terminal: Terminal): boolean {
  if (known.includes(format)) return false;
  terminal.err(`--format ${format}: phải là / has to be ${known.join(', ')}.\n`);
  return true;
}
