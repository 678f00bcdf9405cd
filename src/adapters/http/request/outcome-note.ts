import type { HttpRequest } from './wire.js';

const codes = new WeakMap<object, string>();

/** Remembers the code a request was answered with, for its log line. */
export const noteProblem = (request: Pick<HttpRequest, 'raw'>, code: string): void => {
  codes.set(request.raw, code);
};
export const problemNoted = (request: Pick<HttpRequest, 'raw'>): string | undefined => codes.get(request.raw);
