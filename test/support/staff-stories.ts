import type { StaffRole } from '../../src/domain/case/staff-roles.js';
import type { StaffCall } from '../../src/application/staff/staff-api.js';
import type { Caller } from '../../src/application/caller.js';
import { caller } from './core-harness.js';

/** Someone of the staff, with a ground and a ticket. */
export const staff = (role: StaffRole, officer: string = role, ticket = 'T-7'): StaffCall => ({
  by: { officer, role },
  ground: 'papers seen',
  ticket,
});

export const counter: Caller = { ...caller, channel: 'counter', address: '198.51.100.9' };
