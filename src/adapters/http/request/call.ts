import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller } from '../../../application/caller.js';
import type { SessionView } from '../../../application/login/login-api.js';
import type { StaffMember } from '../../../application/staff/staff-api.js';
import type { HttpRequest } from './wire.js';

/** Who calls, with what: made by `CallGuard` before a handler runs. */
export interface Call {
  readonly caller: Caller;
  readonly idempotencyKey: string | undefined;
  readonly method: string;
  /** The address without its query. */
  readonly path: string;
  /** Set by `BearerGuard`: the session that was proven. */
  session?: SessionView;
  /** Set by `StaffGuard`: the member of staff that the host recognised. */
  staff?: StaffMember;
}

const calls = new WeakMap<object, Call>();

export const findCall = (request: Pick<HttpRequest, 'raw'>): Call | undefined => calls.get(request.raw);

export const keepCall = (request: Pick<HttpRequest, 'raw'>, call: Call): Call => {
  calls.set(request.raw, call);
  return call;
};

function callOf(request: Pick<HttpRequest, 'raw'>): Call {
  const call = findCall(request);
  if (call === undefined) throw new Error('This handler is not behind CallGuard');
  return call;
}

const ofContext = (context: ExecutionContext): Call => callOf(context.switchToHttp().getRequest<HttpRequest>());

/** The call, in a handler's parameters. */
export const TheCall = createParamDecorator((_: unknown, context: ExecutionContext): Call => ofContext(context));

/** The session that the bearer token stands for, in a handler behind `BearerGuard`. */
export const TheSession = createParamDecorator((_: unknown, context: ExecutionContext): SessionView => {
  const { session } = ofContext(context);
  if (session === undefined) throw new Error('This handler is not behind BearerGuard');
  return session;
});
