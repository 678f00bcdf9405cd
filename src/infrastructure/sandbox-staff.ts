import type { Headers } from '../adapters/http/request/wire.js';
import type { StaffMember } from '../application/staff/staff-api.js';

/** The officers of the sandbox, invented, by their bearer tokens. A deployment recognises its staff by its own login. */
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
