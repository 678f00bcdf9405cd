import type { HttpReply } from './wire.js';

/** The headers of an answer that is one caller's business: no cache keeps it, no other page learns its address. */
export const neverKept = (reply: HttpReply, correlationId: string): HttpReply =>
  reply
    .header('x-correlation-id', correlationId)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer');
