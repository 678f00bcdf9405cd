import { readFileSync } from 'node:fs';
import { describeError } from '../../application/errors/catalogue.js';
import type { CatalogueEntry } from '../../application/errors/catalogue-entry.js';
import type { PinAnswer, PinFlags } from './pin.js';
import type { Flags } from './program.js';
import { type SignAsk, signFlags } from './sign-flags.js';
import { type ExitCode, exitCodes, type Terminal } from './terminal.js';
import { plain, textTable } from './text-table.js';
import { vietnamTime } from './times.js';

/** What is shown of a certificate before anybody signs with it. */
export interface ShownCertificate {
  readonly token: string;
  readonly slot: number;
  readonly label: string;
  readonly holder: string;
  readonly issuer: string;
  readonly serial: string;
  /** Milliseconds. */
  readonly validFrom: number;
  readonly validUntil: number;
}

export type Told<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly facts: Readonly<Record<string, unknown>> };

/** Signs with the tokens of this computer. */
export interface SigningTool {
  list(ask: Pick<SignAsk, 'module' | 'slot' | 'tokenLabel'>): Promise<Told<readonly ShownCertificate[]>>;
  sign(
    ask: SignAsk,
    pin: () => Promise<PinAnswer>,
    show: (certificate: ShownCertificate) => void,
  ): Promise<Told<string>>;
}

export interface SignOver {
  readonly tool: SigningTool;
  readonly terminal: Terminal;
  readPin(from: PinFlags): Promise<PinAnswer>;
}

/** `dinhdanh sign`: the proof goes to `out`, everything that a person reads to `err`. */
export async function signCommand(
  challenge: string | undefined,
  flags: Flags,
  { tool, terminal, readPin }: SignOver,
): Promise<ExitCode> {
  const read = signFlags(challenge, flags, (file) => readFileSync(file === '-' ? 0 : file, 'utf8'));
  if (!read.ok) {
    terminal.err(`${read.problem}\n`);
    return exitCodes.usage;
  }
  const { ask, pin, isListing, prints } = read;
  if (isListing) {
    const listed = await tool.list(ask);
    if (!listed.ok) return toldWhyNot(listed, terminal);
    terminal.out(textTable(headings, listed.value.map(cells)));
    return exitCodes.done;
  }
  const signed = await tool.sign(
    ask,
    () => readPin(pin),
    (certificate) => terminal.err(shown(certificate)),
  );
  if (!signed.ok) return toldWhyNot(signed, terminal);
  const body = JSON.stringify({ kind: 'signature', signature: signed.value });
  terminal.out(`${prints === 'body' ? body : signed.value}\n`);
  return exitCodes.done;
}

const headings = [
  ['Token', 'Chủ thể', 'Hiệu lực từ', 'đến', 'Tổ chức cấp', 'Số sê-ri', 'Nhãn'],
  ['slot', 'holder', 'valid from', 'until', 'authority', 'serial', 'label'],
];

const cells = ({ token, slot, holder, validFrom, validUntil, issuer, serial, label }: ShownCertificate) => [
  `${token} (${slot})`,
  holder,
  vietnamTime(validFrom),
  vietnamTime(validUntil),
  issuer,
  serial,
  label,
];

const shown = ({ holder, validFrom, validUntil, issuer }: ShownCertificate): string =>
  [
    `Chủ thể / holder:           ${plain(holder)}`,
    `Hiệu lực từ / valid from:   ${vietnamTime(validFrom)}`,
    `đến / until:                ${vietnamTime(validUntil)}`,
    `Tổ chức cấp / authority:    ${plain(issuer)}`,
    '',
  ].join('\n');

function toldWhyNot({ code, facts }: Extract<Told<unknown>, { ok: false }>, terminal: Terminal): ExitCode {
  const { vi, en, kind } = describeError(code);
  const lists = Object.values(facts).filter(Array.isArray).flat();
  const details = Object.entries(facts).flatMap(([name, fact]) =>
    Array.isArray(fact) ? [] : `${name}=${String(fact)}`,
  );
  terminal.err(`${vi}\n${en}\n(${[code, ...details].join(', ')})\n`);
  for (const one of lists) terminal.err(`  ${plain(String(one))}\n`);
  return exitOf(kind);
}

function exitOf(kind: CatalogueEntry['kind']): ExitCode {
  if (kind === 'invalid') return exitCodes.usage;
  return kind === 'notFound' ? exitCodes.notFound : exitCodes.refused;
}
