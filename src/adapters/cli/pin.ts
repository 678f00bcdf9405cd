import { openSync, readFileSync } from 'node:fs';
import { ReadStream } from 'node:tty';

/** Where a PIN may come from; the terminal when neither is named. Never an argument: those are seen by every process. */
export interface PinFlags {
  /** Name of an environment variable. */
  readonly env?: string;
  /** Path of a file; one line break at its end is not part of the PIN. */
  readonly file?: string;
}

export type PinAnswer =
  | { readonly ok: true; readonly pin: Uint8Array }
  | { readonly ok: false; readonly code: 'token.pinNeeded' | 'token.pinUnreadable' | 'token.cancelled' };

/** A terminal's keyboard: `tty.ReadStream`. */
export interface Keyboard {
  setRawMode(raw: boolean): unknown;
  on(event: 'data', listener: (keys: Uint8Array) => void): unknown;
  once(event: 'end' | 'error', listener: () => void): unknown;
  resume(): unknown;
  destroy(): unknown;
}

export interface PinSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the question is written. */
  ask(text: string): void;
  /** `undefined`: no person is at a terminal. */
  keyboard(): Keyboard | undefined;
}

/** The PIN as the bytes of its text in UTF-8; the caller wipes them. An environment variable cannot be wiped. */
export async function readPin({ env: name, file }: PinFlags, around: PinSurroundings): Promise<PinAnswer> {
  if (name !== undefined) return given(Buffer.from(around.env[name] ?? '', 'utf8'));
  if (file !== undefined) return given(contentOf(file));
  const keyboard = around.keyboard();
  if (keyboard === undefined) return { ok: false, code: 'token.pinNeeded' };
  // Silence first: whoever types at once must not see it.
  keyboard.setRawMode(true);
  around.ask('PIN: ');
  const typed = await typedLine(keyboard);
  around.ask('\n');
  return typed;
}

const given = (pin: Uint8Array): PinAnswer =>
  pin.length === 0 ? { ok: false, code: 'token.pinUnreadable' } : { ok: true, pin };

function contentOf(file: string): Uint8Array {
  try {
    const bytes = readFileSync(file);
    const end = bytes.at(-1) !== lineFeed ? bytes.length : bytes.at(-2) === enter ? bytes.length - 2 : bytes.length - 1;
    return bytes.subarray(0, end);
  } catch {
    return Buffer.alloc(0);
  }
}

const lineFeed = 0x0a;
const enter = 0x0d;
const backspaces = [0x08, 0x7f];
const cancels = [0x03, 0x04, 0x1b];
const longestPin = 256;

/** Reads one line from a silent keyboard, and lets the keyboard go. Nothing but this buffer ever holds it. */
function typedLine(keyboard: Keyboard): Promise<PinAnswer> {
  return new Promise((resolve) => {
    const typed = Buffer.alloc(longestPin);
    let length = 0;
    const finish = (answer: PinAnswer): void => {
      keyboard.setRawMode(false);
      keyboard.destroy();
      if (!answer.ok) typed.fill(0);
      resolve(answer);
    };
    const cancelled = (): void => finish({ ok: false, code: 'token.cancelled' });
    keyboard.once('end', cancelled);
    keyboard.once('error', cancelled);
    const press = (key: number): boolean => {
      if (cancels.includes(key)) cancelled();
      else if (key === enter || key === lineFeed) finish(given(typed.fill(0, length).subarray(0, length)));
      else {
        if (backspaces.includes(key)) length = Math.max(0, length - 1);
        else if (length < longestPin) typed[length++] = key;
        return true;
      }
      return false;
    };
    keyboard.on('data', (keys) => {
      keys.every(press);
      keys.fill(0);
    });
    keyboard.resume();
  });
}

/** The keyboard of the person who runs the command, whatever the standard input is. */
export function keyboardOfTerminal(): Keyboard | undefined {
  if (process.platform === 'win32') return process.stdin.isTTY ? process.stdin : undefined;
  try {
    return new ReadStream(openSync('/dev/tty', 'r'));
  } catch {
    return undefined;
  }
}
