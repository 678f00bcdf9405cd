import {
  CommandHandler,
  type CommandResult,
  type ICommandHandler,
  QueryHandler,
  type QueryResult,
  type IQueryHandler,
} from '@nestjs/cqrs';
import { ListSessions, RevokeOtherSessions, RevokeSession, WhoAmI } from './session.messages.js';
import { OverCore } from './over-core.js';

@CommandHandler(RevokeSession)
export class RevokeSessionHandler extends OverCore implements ICommandHandler<RevokeSession> {
  execute({ current, sessionId, caller }: RevokeSession): Promise<CommandResult<RevokeSession>> {
    return this.core.sessions.revoke(current, sessionId, caller);
  }
}

@CommandHandler(RevokeOtherSessions)
export class RevokeOtherSessionsHandler extends OverCore implements ICommandHandler<RevokeOtherSessions> {
  execute({ current, caller }: RevokeOtherSessions): Promise<CommandResult<RevokeOtherSessions>> {
    return this.core.sessions.revokeOthers(current, caller);
  }
}

@QueryHandler(WhoAmI)
export class WhoAmIHandler extends OverCore implements IQueryHandler<WhoAmI> {
  execute({ token }: WhoAmI): Promise<QueryResult<WhoAmI>> {
    return this.core.sessions.authenticate(token);
  }
}

@QueryHandler(ListSessions)
export class ListSessionsHandler extends OverCore implements IQueryHandler<ListSessions> {
  execute({ current }: ListSessions): Promise<QueryResult<ListSessions>> {
    return this.core.sessions.list(current);
  }
}

export const sessionHandlers = [
  RevokeSessionHandler,
  RevokeOtherSessionsHandler,
  WhoAmIHandler,
  ListSessionsHandler,
] as const;
