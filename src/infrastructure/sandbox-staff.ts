import type { Headers } from '../adapters/http/request/wire.js';
import type { StaffMember } from '../application/staff/staff-api.js';
import type { Actor } from '../application/ports/event-store.port.js';

/**
 * In the sandbox anybody may play an officer at a counter, by the header `Sandbox-Officer: <name>`. A deployment recognises
 * its staff by its own login instead.
 */
export function readStaffHeader(headers: Headers): Actor | undefined {
  const name = headers['sandbox-officer'];
  return typeof name === 'string' && /^[\w.-]{1,40}$/.test(name) ? { kind: 'officer', id: name } : undefined;
}

/** The officers of the sandbox, invented, by their bearer tokens. */
export const sandboxOfficers: Readonly<Record<string, StaffMember>> = {
  'sandbox-officer-hang': { officer: 'hang', role: 'counterOfficer' },
  'sandbox-officer-huy': { officer: 'huy', role: 'counterOfficer' },
  'sandbox-supervisor-minh': { officer: 'minh', role: 'supervisor' },
  'sandbox-protection-thu': { officer: 'thu', role: 'dataProtectionOfficer' },
  'sandbox-auditor-viet': { officer: 'viet', role: 'auditor' },
};

/** Who of them a request comes from. */
export function readStaffToken(headers: Headers): StaffMember | undefined {
  const given = headers['authorization'];
  const token = typeof given === 'string' ? /^bearer +(\S+) *$/i.exec(given)?.[1] : undefined;
  return token !== undefined && Object.hasOwn(sandboxOfficers, token) ? sandboxOfficers[token] : undefined;
}
