import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  UseGuards,
} from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { StaffCall, StaffMember } from '../../../application/staff/staff-api.js';
import type { HttpSettings } from '../http-settings.js';
import { MayAnswer } from '../problems/may-answer.js';
import { Problem } from '../problems/problem.js';
import { HTTP_SETTINGS } from '../tokens.js';
import { type Call, keepCall } from './call.js';
import { readCall } from './read-call.js';
import type { HttpReply, HttpRequest } from './wire.js';

/** Lets in whom the host recognises as staff, and nobody else. What each role may do, the core knows. */
@Injectable()
export class StaffGuard implements CanActivate {
  constructor(@Inject(HTTP_SETTINGS) private readonly settings: HttpSettings) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    const call = readCall(request, http.getResponse<HttpReply>());
    const member = await this.settings.staff?.(request.headers);
    if (member === undefined) throw new Problem('request.staffMissing');
    call.staff = member;
    return true;
  }
}

/** Lets everybody in, and whom the host recognises as staff as an officer at a counter. */
@Injectable()
export class CounterGuard implements CanActivate {
  constructor(@Inject(HTTP_SETTINGS) private readonly settings: HttpSettings) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    const call = readCall(request, http.getResponse<HttpReply>());
    const staff = await this.settings.staff?.(request.headers);
    if (staff === undefined) return true;
    const actor = { kind: 'officer', id: staff.officer } as const;
    keepCall(request, { ...call, staff, caller: { ...call.caller, channel: 'counter', actor, staffRole: staff.role } });
    return true;
  }
}

/** For handlers of acts of staff. */
export const StaffOnly = (): ClassDecorator & MethodDecorator =>
  applyDecorators(
    UseGuards(StaffGuard),
    ApiBearerAuth(),
    MayAnswer('request.staffMissing', 'staff.forbidden', 'staff.markMissing'),
  );

/** Who acts, why and under which file: what every act of staff is recorded with. */
export const staffCallOf = (call: Call, { ground, ticket }: Omit<StaffCall, 'by'>): StaffCall => ({
  by: staffMemberOf(call),
  ground,
  ticket,
});

export function staffMemberOf({ staff }: Call): StaffMember {
  if (staff === undefined) throw new Error('This handler is not behind StaffGuard');
  return staff;
}
