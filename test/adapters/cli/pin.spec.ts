import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Keyboard, type PinAnswer, type PinFlags, readPin } from '../../../src/adapters/cli/pin.js';

class FakeKeyboard extends EventEmitter implements Keyboard {
  readonly modes: boolean[] = [];
  isOpen = true;
  readonly pressed: Buffer[];

  constructor(...keys: readonly string[]) {
    super();
    this.pressed = keys.map((text) => Buffer.from(text));
  }
  setRawMode(raw: boolean): void {
    this.modes.push(raw);
  }
  resume(): void {
    for (const keys of this.pressed) this.emit('data', keys);
  }
  destroy(): void {
    this.isOpen = false;
  }
}

const none: PinFlags = {};

async function read(flags: PinFlags, keyboard?: Keyboard, env: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  const ask = (text: string): void => {
    asked.push(text);
    if (text === 'PIN: ') expect(keyboard).toMatchObject({ modes: [true] });
  };
  const answer = await readPin(flags, { env, ask, keyboard: () => keyboard });
  return { answer, asked };
}
const textOf = (answer: PinAnswer): string =>
  answer.ok ? Buffer.from(answer.pin).toString('utf8') : `refused: ${answer.code}`;

describe('the PIN', () => {
  it('comes from the environment variable that is named', async () => {
    const { answer, asked } = await read({ env: 'TOKEN_PIN' }, undefined, { TOKEN_PIN: '824613' });
    expect([textOf(answer), asked]).toEqual(['824613', []]);
    expect(textOf((await read({ env: 'NO_SUCH' })).answer)).toBe('refused: token.pinUnreadable');
  });

  it.each([
    ['as it is', '82 46', '82 46'],
    ['without its line break', '824613\n', '824613'],
    ['without that of Windows', '824613\r\n', '824613'],
    ['with all but the last', '824613\n\n', '824613\n'],
  ])('comes from the file that is named, %s', async (_what, content, pin) => {
    const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-pin-'));
    try {
      writeFileSync(join(directory, 'pin'), content);
      expect(textOf((await read({ file: join(directory, 'pin') })).answer)).toBe(pin);
      expect(textOf((await read({ file: join(directory, 'none') })).answer)).toBe('refused: token.pinUnreadable');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('is typed by a person, without being shown, and the keyboard is let go', async () => {
    const keyboard = new FakeKeyboard('82', '4613\r', 'more');
    const { answer, asked } = await read(none, keyboard);
    expect([textOf(answer), asked]).toEqual(['824613', ['PIN: ', '\n']]);
    expect([keyboard.modes, keyboard.isOpen]).toEqual([[true, false], false]);
    expect(keyboard.pressed.slice(0, 2).every((keys) => keys.every((key) => key === 0))).toBe(true);
  });

  it.each([
    ['a mistake taken back', '82x\u007F4613\n', '824613'],
    ['more taken back than typed', '\b\b8\n', '8'],
    ['an accent', 'mã\n', 'mã'],
    ['nothing', '\r', 'refused: token.pinUnreadable'],
    ['Ctrl-C', '824\u0003', 'refused: token.cancelled'],
    ['Ctrl-D', '\u0004', 'refused: token.cancelled'],
    ['Escape', '8\u001B', 'refused: token.cancelled'],
  ])('is typed with %s', async (_what, keys, expected) => {
    expect(textOf((await read(none, new FakeKeyboard(keys))).answer)).toBe(expected);
  });

  it('does not come when the keyboard goes away', async () => {
    const keyboard = new FakeKeyboard('82');
    const reading = read(none, keyboard);
    keyboard.emit('end');
    expect(textOf((await reading).answer)).toBe('refused: token.cancelled');
  });

  it('is cut at what no PIN is longer than', async () => {
    expect(textOf((await read(none, new FakeKeyboard('1'.repeat(5_000), '\n'))).answer)).toHaveLength(256);
  });

  it('is needed where there is nobody to ask', async () => {
    const { answer, asked } = await read(none);
    expect([textOf(answer), asked]).toEqual(['refused: token.pinNeeded', []]);
  });
});
