import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { OpenCasesAnswer, openCasesAnswer, OpenCasesQuery } from '../dto/open-cases.js';
import { MayAnswer } from '../problems/may-answer.js';
import { settled } from '../request/answers.js';
import { type Call, TheCall } from '../request/call.js';
import { staffMemberOf, StaffOnly } from '../request/staff.guard.js';
import { OverCore } from './account-controller.js';
import { RestController } from './rest-controller.js';

/** What waits for an officer. It tells of no person, so no ground is asked for. */
@RestController('v1/staff', 'Staff')
@StaffOnly()
export class OpenCasesController extends OverCore {
  @Get('cases')
  @ApiOperation({ operationId: 'listOpenCases', summary: 'Cases of a kind that nobody has decided yet' })
  @ApiOkResponse({ type: OpenCasesAnswer })
  @MayAnswer('request.invalid', 'unavailable.readModels')
  async list(@Query() query: OpenCasesQuery, @TheCall() call: Call): Promise<OpenCasesAnswer> {
    const { kind, limit, cursor, atLeast } = query;
    const request = { kind, ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) };
    const freshness = atLeast === undefined ? {} : { atLeast };
    const { openCases } = this.core.staff;
    return openCasesAnswer(settled(await openCases.list(staffMemberOf(call), request, freshness)).value);
  }
}
