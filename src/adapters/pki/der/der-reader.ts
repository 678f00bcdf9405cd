import { DerError } from './der-error.js';
import { Tag } from './tags.js';
import { readAt, type Tlv } from './tlv.js';

/** Reads the fields of a constructed element one after the other, each with the tag the grammar asks for. */
export class DerReader {
  private offset = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.offset >= this.bytes.length;
  }

  /** The next element. Throws DerError: `truncated` if there is none, `tag` if it is another one. */
  next(tag?: number): Tlv {
    const tlv = readAt(this.bytes, this.offset);
    if (tag !== undefined && tlv.tag !== tag) throw new DerError('tag');
    this.offset += tlv.size;
    return tlv;
  }

  /** The next element if it has this tag; otherwise the reader stays where it is. */
  optional(tag: number): Tlv | undefined {
    return this.bytes[this.offset] === tag ? this.next(tag) : undefined;
  }

  /** The next element if its tag is one of those asked for. */
  optionalWhere(accept: (tag: number) => boolean): Tlv | undefined {
    const tag = this.bytes[this.offset];
    return tag !== undefined && accept(tag) ? this.next(tag) : undefined;
  }

  /** Throws DerError `trailingBytes` unless everything was read. */
  end(): void {
    if (!this.done) throw new DerError('trailingBytes');
  }
}

/** A reader of what is inside `tlv`, which must have this tag. */
export function inside(tlv: Tlv, tag: number = Tag.sequence): DerReader {
  if (tlv.tag !== tag) throw new DerError('tag');
  return new DerReader(tlv.content);
}
