import { ckf, ckr } from './cryptoki/constants.js';
import type { CkTokenInfo, Out } from './cryptoki/cryptoki.js';
import { type LoadedModule, loadModule } from './cryptoki/load.js';
import { readWords } from './cryptoki/words.js';
import { check } from './token-failure.js';
import { TokenSession } from './token-session.js';

/** A token in a slot. Texts are without the padding of the standard. */
export interface Token {
  readonly slot: number;
  readonly label: string;
  readonly serial: string;
  readonly maker: string;
  readonly model: string;
  /** The token asks for the PIN on a keypad of its own. */
  readonly hasKeypad: boolean;
  /** Keys are there for whoever asks, without any PIN. */
  readonly isOpen: boolean;
  readonly isPinLocked: boolean;
  readonly hasPin: boolean;
}

/** A PKCS#11 module in use. Close it when done. */
export class TokenModule {
  private constructor(
    private readonly loaded: LoadedModule,
    private readonly mustFinalize: boolean,
  ) {}

  /** @throws TokenFailure `token.moduleUnreadable`, or `token.failed` when the module cannot start. */
  static async open(path: string): Promise<TokenModule> {
    return TokenModule.start(await loadModule(path));
  }

  /** Over a module that was loaded already. */
  static start(loaded: LoadedModule): TokenModule {
    const returned = loaded.cryptoki.C_Initialize(null);
    check(returned, 'C_Initialize', [ckr.CRYPTOKI_ALREADY_INITIALIZED]);
    return new TokenModule(loaded, returned === ckr.OK);
  }

  /** Tokens that are in their slots and have been set up, in the module's order. */
  tokens(): readonly Token[] {
    const { cryptoki } = this.loaded;
    const slots = this.list('C_GetSlotList', (list, count) => cryptoki.C_GetSlotList(1, list, count));
    return slots.flatMap((slot) => {
      const info = { flags: 0 } as CkTokenInfo;
      const returned = cryptoki.C_GetTokenInfo(slot, info);
      // Pulled out since the list was made, or a card of something else.
      if (returned === ckr.TOKEN_NOT_PRESENT || returned === ckr.TOKEN_NOT_RECOGNIZED) return [];
      check(returned, 'C_GetTokenInfo');
      return (info.flags & ckf.TOKEN_INITIALIZED) === 0 ? [] : [tokenOf(slot, info)];
    });
  }

  get wordSize(): number {
    return this.loaded.wordSize;
  }

  mechanisms(slot: number): ReadonlySet<number> {
    const { cryptoki } = this.loaded;
    return new Set(this.list('C_GetMechanismList', (list, count) => cryptoki.C_GetMechanismList(slot, list, count)));
  }

  open(slot: number): TokenSession {
    return TokenSession.open(this.loaded, slot);
  }

  /** The library stays loaded: many of them do not survive being unloaded. */
  close(): void {
    if (this.mustFinalize) this.loaded.cryptoki.C_Finalize(null);
  }

  /** The two calls of the standard: how many, then which. */
  private list(called: string, ask: (list: Uint8Array | null, count: Out) => number): readonly number[] {
    const count: Out = [0];
    check(ask(null, count), called);
    if (count[0] === 0) return [];
    const list = new Uint8Array(count[0] * this.loaded.wordSize);
    check(ask(list, count), called);
    return readWords(list, this.loaded.wordSize).slice(0, count[0]);
  }
}

const plain = (text: string): string => text.replace(/\0.*$/s, '').trim();

const tokenOf = (slot: number, { label, serialNumber, manufacturerID, model, flags }: CkTokenInfo): Token => ({
  slot,
  label: plain(label),
  serial: plain(serialNumber),
  maker: plain(manufacturerID),
  model: plain(model),
  hasKeypad: (flags & ckf.PROTECTED_AUTHENTICATION_PATH) !== 0,
  isOpen: (flags & ckf.LOGIN_REQUIRED) === 0,
  isPinLocked: (flags & ckf.USER_PIN_LOCKED) !== 0,
  hasPin: (flags & ckf.USER_PIN_INITIALIZED) !== 0,
});
