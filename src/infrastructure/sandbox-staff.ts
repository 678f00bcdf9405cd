import type { Headers } from '../adapters/http/request/wire.js';
import type { Actor } from '../application/ports/event-store.port.js';

/**
 * In the sandbox anybody may play an officer at a counter, by the header `Sandbox-Officer: <name>`. A deployment recognises
 * its staff by its own login instead.
 */
export function readStaffHeader(headers: Headers): Actor | undefined {
  const name = headers['sandbox-officer'];
  return typeof name === 'string' && /^[\w.-]{1,40}$/.test(name) ? { kind: 'officer', id: name } : undefined;
}
