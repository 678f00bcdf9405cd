import { Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { DinhDanh } from '../../../application/composition/create.js';
import type { SessionView } from '../../../application/login/login-api.js';
import {
  AbsorbedAccountsAnswer,
  absorbedAccountsAnswer,
  HistoryAnswer,
  historyAnswer,
  LevelAnswer,
  levelAnswer,
} from '../dto/audit.answers.js';
import { SessionAnswer, sessionAnswer } from '../dto/login.js';
import { LoginHistoryAnswer, loginHistoryAnswer, ProfileAnswer, profileAnswer } from '../dto/profile.answers.js';
import { FreshnessQuery, HistoryQuery, LevelQuery, LoginHistoryQuery, momentOf, replayAt } from '../dto/queries.js';
import { MayAnswer } from '../problems/may-answer.js';
import { settled } from '../request/answers.js';
import { OwnerOnly } from '../request/bearer.guard.js';
import { TheSession } from '../request/call.js';
import { DINH_DANH } from '../tokens.js';
import { RestController } from './rest-controller.js';

const behind = 'unavailable.readModels';

@RestController('v1/me', 'Own account')
@OwnerOnly()
export class MeController {
  constructor(@Inject(DINH_DANH) private readonly core: DinhDanh) {}

  @Get()
  @ApiOperation({ operationId: 'whoAmI', summary: 'Whom the bearer token stands for, and at which level' })
  @ApiOkResponse({ type: SessionAnswer })
  whoAmI(@TheSession() session: SessionView): SessionAnswer {
    return sessionAnswer(session, session.sessionId);
  }

  @Get('profile')
  @ApiOperation({ operationId: 'getProfile', summary: 'One’s identity, methods and phones' })
  @ApiOkResponse({ type: ProfileAnswer })
  @MayAnswer('request.invalid', 'account.unknown', behind)
  async profile(
    @TheSession() { accountId }: SessionView,
    @Query() { atLeast }: FreshnessQuery,
  ): Promise<ProfileAnswer> {
    return profileAnswer(
      settled(await this.core.profiles.profile(accountId, atLeast === undefined ? {} : { atLeast })),
    );
  }

  @Get('logins')
  @ApiOperation({ operationId: 'getLoginHistory', summary: 'Logins and refused attempts, newest first' })
  @ApiOkResponse({ type: LoginHistoryAnswer })
  @MayAnswer('request.invalid', 'time.format', behind)
  async logins(
    @TheSession() { accountId }: SessionView,
    @Query() { limit, cursor, from, to, atLeast }: LoginHistoryQuery,
  ): Promise<LoginHistoryAnswer> {
    const earliest = momentOf(from);
    const latest = momentOf(to);
    const page = {
      ...(limit !== undefined && { limit }),
      ...(cursor !== undefined && { cursor }),
      ...(earliest !== undefined && { from: earliest }),
      ...(latest !== undefined && { to: latest }),
    };
    const freshness = atLeast === undefined ? {} : { atLeast };
    return loginHistoryAnswer(settled(await this.core.profiles.loginHistory(accountId, page, freshness)));
  }

  @Get('history')
  @ApiOperation({
    operationId: 'replayOwnAccount',
    summary: 'Everything that happened to one’s account, replayed from the log',
  })
  @ApiOkResponse({ type: HistoryAnswer })
  @MayAnswer('request.invalid', 'time.format', 'account.unknown')
  async history(@TheSession() { accountId }: SessionView, @Query() query: HistoryQuery): Promise<HistoryAnswer> {
    return historyAnswer(settled(await this.core.audit.replay(accountId, replayAt(query))).value);
  }

  @Get('absorbed')
  @ApiOperation({ operationId: 'listAbsorbedAccounts', summary: 'The accounts that were merged into one’s own' })
  @ApiOkResponse({ type: AbsorbedAccountsAnswer })
  @MayAnswer('account.unknown')
  async absorbed(@TheSession() { accountId }: SessionView): Promise<AbsorbedAccountsAnswer> {
    return absorbedAccountsAnswer(settled(await this.core.audit.absorbed(accountId)).value);
  }

  @Get('absorbed/:id/history')
  @ApiOperation({
    operationId: 'replayAbsorbedAccount',
    summary: 'Everything that happened to an account that was merged into one’s own',
  })
  @ApiParam({ name: 'id', description: 'The accountId' })
  @ApiOkResponse({ type: HistoryAnswer })
  @MayAnswer('request.invalid', 'time.format', 'account.unknown')
  async absorbedHistory(
    @Param('id') id: string,
    @TheSession() { accountId }: SessionView,
    @Query() query: HistoryQuery,
  ): Promise<HistoryAnswer> {
    return historyAnswer(settled(await this.core.audit.replayAbsorbed(accountId, id, replayAt(query))).value);
  }

  @Get('level')
  @ApiOperation({ operationId: 'explainOwnLevel', summary: 'Which evidence gives, or gave, one’s level' })
  @ApiOkResponse({ type: LevelAnswer })
  @MayAnswer('request.invalid', 'time.format', 'account.unknown')
  async level(@TheSession() { accountId }: SessionView, @Query() { asOf }: LevelQuery): Promise<LevelAnswer> {
    return levelAnswer(settled(await this.core.audit.explainLevel(accountId, momentOf(asOf))).value);
  }
}
