import type { Terminal } from '../../../../src/adapters/cli/terminal.js';

export interface Recorder extends Terminal {
  readonly said: { out: string; err: string };
}

/** A terminal that remembers what was written. */
export function recorder(): Recorder {
  const said = { out: '', err: '' };
  return {
    said,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    isWatched: false,
  };
}
