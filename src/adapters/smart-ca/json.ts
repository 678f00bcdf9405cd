import { SmartCaFailure } from './smart-ca-failure.js';

/** An object of an answer, read field by field: a field of another type than wanted is a failure, never a guess. */
export class JsonReader {
  private constructor(private readonly fields: Readonly<Record<string, unknown>>) {}

  /** Throws `SmartCaFailure` when the bytes are no JSON object. */
  static read(bytes: Uint8Array): JsonReader {
    try {
      return JsonReader.of(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    } catch (error) {
      throw error instanceof SmartCaFailure ? error : new SmartCaFailure('json', 'not JSON');
    }
  }

  static of(value: unknown): JsonReader {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new SmartCaFailure('json', 'not an object');
    return new JsonReader(value as Readonly<Record<string, unknown>>);
  }

  /** A text of 1 to `most` characters. */
  text(name: string, most = 1_024): string {
    const value = this.optionalText(name, most);
    if (value === undefined || value === '') throw new SmartCaFailure('json', `${name} is missing`);
    return value;
  }

  optionalText(name: string, most = 1_024): string | undefined {
    const value = this.own(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string' || value.length > most) throw new SmartCaFailure('json', `${name} is no text`);
    return value;
  }

  /** A whole number, which some services write as text. */
  whole(name: string): number {
    const value = this.own(name);
    const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
    if (!Number.isSafeInteger(number)) throw new SmartCaFailure('json', `${name} is no number`);
    return number as number;
  }

  object(name: string): JsonReader {
    return JsonReader.of(this.own(name));
  }

  optionalObject(name: string): JsonReader | undefined {
    const value = this.own(name);
    return value === undefined || value === null ? undefined : JsonReader.of(value);
  }

  /** A list of at most `most` entries. */
  list(name: string, most: number): readonly unknown[] {
    const value = this.own(name);
    if (!Array.isArray(value) || value.length > most) throw new SmartCaFailure('json', `${name} is no list`);
    return value as readonly unknown[];
  }

  private own(name: string): unknown {
    return Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
  }
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Bytes in base64, with or without the lines around a PEM. */
export function bytesOf(name: string, text: unknown): Uint8Array {
  const plain = typeof text === 'string' ? text.replace(/-----(?:BEGIN|END) [A-Z ]+-----|\s+/g, '') : '';
  if (plain === '' || plain.length > 64 * 1024 || !base64.test(plain))
    throw new SmartCaFailure('json', `${name} is no base64`);
  return Buffer.from(plain, 'base64');
}
