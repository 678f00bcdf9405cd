/** A CK_ULONG as the processor keeps it. All that koffi has prebuilt binaries for, and tokens have drivers for, is little-endian. */
export function word(value: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, value, true);
  return bytes;
}

/** @throws RangeError for a number that JavaScript cannot hold exactly. */
export function readWords(bytes: Uint8Array, size: number): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, at) => {
    if (size === 4) return view.getUint32(at * 4, true);
    const value = Number(view.getBigUint64(at * 8, true));
    if (!Number.isSafeInteger(value)) throw new RangeError('A handle of the token is out of range');
    return value;
  });
}
