import type { Flags } from './program.js';
import type { PinFlags } from './pin.js';

/** What is to be signed with which key. */
export interface SignAsk {
  readonly module: string;
  readonly challenge: string;
  readonly format: 'cms' | 'raw' | 'web-eid';
  readonly slot?: number;
  readonly tokenLabel?: string;
  readonly certificate?: string;
  readonly keyLabel?: string;
  readonly origin?: string;
  readonly choice: { readonly hash?: 'sha256' | 'sha384' | 'sha512'; readonly pss?: boolean };
}

export type SignFlags =
  | {
      readonly ok: true;
      readonly ask: SignAsk;
      readonly pin: PinFlags;
      readonly isListing: boolean;
      readonly prints: 'body' | 'signature';
    }
  /** One line for the person. */
  | { readonly ok: false; readonly problem: string };

const formats = ['cms', 'raw', 'web-eid'] as const;
const hashes = ['sha256', 'sha384', 'sha512'] as const;
const paddings = ['pkcs1', 'pss'] as const;
const printed = ['body', 'signature'] as const;

class WrongFlag extends Error {}

/** Reads the flags of `dinhdanh sign`. `readChallenge` may throw whatever reading a file throws. */
export function signFlags(
  challenge: string | undefined,
  flags: Flags,
  readChallenge: (file: string) => string,
): SignFlags {
  try {
    const isListing = flags['list'] !== undefined;
    const format = oneOf('format', flags['format'] ?? 'cms', formats);
    const origin = flags['origin'];
    if (format === 'web-eid' && !isListing && origin === undefined)
      throw new WrongFlag('--format web-eid: cần --origin. / needs --origin.');
    const hash = flags['hash'] === undefined ? undefined : oneOf('hash', flags['hash'], hashes);
    const padding = oneOf('padding', flags['padding'] ?? 'pkcs1', paddings);
    return {
      ok: true,
      isListing,
      prints: oneOf('print', flags['print'] ?? 'body', printed),
      pin: withoutMissing({ env: flags['pinEnv'], file: flags['pinFile'] }),
      ask: {
        module: flags['pkcs11'] ?? '',
        challenge: isListing ? '' : challengeFrom(challenge, flags['challengeFile'], readChallenge),
        format,
        choice: { ...(hash !== undefined && { hash }), ...(padding === 'pss' && { pss: true }) },
        ...withoutMissing({
          slot: slotOf(flags['slot']),
          tokenLabel: flags['tokenLabel'],
          certificate: flags['certificate'],
          keyLabel: flags['keyLabel'],
          origin,
        }),
      },
    };
  } catch (error) {
    if (!(error instanceof WrongFlag)) throw error;
    return { ok: false, problem: error.message };
  }
}

function oneOf<T extends string>(flag: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new WrongFlag(`--${flag} ${value}: phải là / has to be ${known.join(', ')}.`);
  return found;
}

function slotOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const slot = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(slot))
    throw new WrongFlag(`--slot ${text}: phải là số. / has to be a number.`);
  return slot;
}

/** White space around it is not part of a challenge: files end in a line break. */
function challengeFrom(
  challenge: string | undefined,
  file: string | undefined,
  readChallenge: (file: string) => string,
): string {
  if ((challenge === undefined) === (file === undefined))
    throw new WrongFlag(
      'Cần một chuỗi thử thách, hoặc --challenge-file. / One challenge is needed, or --challenge-file.',
    );
  const text = (challenge ?? contentOf(file ?? '', readChallenge)).trim();
  if (text === '') throw new WrongFlag('Chuỗi thử thách trống. / The challenge is empty.');
  return text;
}

function contentOf(file: string, readChallenge: (file: string) => string): string {
  try {
    return readChallenge(file);
  } catch {
    throw new WrongFlag(`--challenge-file ${file}: không đọc được. / cannot be read.`);
  }
}

type Present<T> = { readonly [K in keyof T]?: NonNullable<T[K]> };

const withoutMissing = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
