import { Body, Get, Headers as RequestHeaders, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { asPage, html, page, pagePolicyOf } from '../pages/html.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { Problem } from '../problems/problem.js';
import { headerOf, type Headers, type HttpReply, type HttpRequest } from '../request/wire.js';
import { redirectOf } from './allowed-redirects.js';
import { SandboxController, WithSandbox } from './sandbox-controller.js';
import { RedirectAnswer, SandboxLoginBody } from './sandbox.dto.js';
import type { SandboxDoor, SandboxLoginPage } from './sandbox-door.js';

/** The login pages of VNeID and SmartCA: a page for people, the same by JSON for scripts. */
@SandboxController('sandbox')
export class SandboxLoginController extends WithSandbox {
  @Get('vneid/authorize')
  @ApiExcludeEndpoint()
  vneidPage(@Req() request: HttpRequest, @Res({ passthrough: true }) reply: HttpReply): string {
    return loginPage(this.door, 'VNeID', this.door.vneid, request, reply);
  }

  @Post('vneid/authorize')
  @HttpCode(200)
  @ApiOperation({ operationId: 'sandboxVneidLogin', summary: 'Log somebody in to VNeID' })
  @ApiOkResponse({ type: RedirectAnswer })
  @MayAnswer(...bodyProblems, 'sandbox.loginRefused')
  vneidLogin(
    @Body() body: SandboxLoginBody,
    @RequestHeaders() headers: Headers,
    @Res({ passthrough: true }) reply: HttpReply,
  ): RedirectAnswer | undefined {
    return answerLogin(this.door, this.door.vneid, body, headers, reply);
  }

  @Get('smartca/authorize')
  @ApiExcludeEndpoint()
  smartCaPage(@Req() request: HttpRequest, @Res({ passthrough: true }) reply: HttpReply): string {
    return loginPage(this.door, 'SmartCA', this.door.smartCa, request, reply);
  }

  @Post('smartca/authorize')
  @HttpCode(200)
  @ApiOperation({ operationId: 'sandboxSmartCaLogin', summary: 'Log somebody in to SmartCA' })
  @ApiOkResponse({ type: RedirectAnswer })
  @MayAnswer(...bodyProblems, 'sandbox.loginRefused')
  smartCaLogin(
    @Body() body: SandboxLoginBody,
    @RequestHeaders() headers: Headers,
    @Res({ passthrough: true }) reply: HttpReply,
  ): RedirectAnswer | undefined {
    return answerLogin(this.door, this.door.smartCa, body, headers, reply);
  }
}

function answerLogin(
  door: SandboxDoor,
  provider: SandboxLoginPage,
  { who, authorizeUrl, onBehalfOf }: SandboxLoginBody,
  headers: Headers,
  reply: HttpReply,
): RedirectAnswer | undefined {
  if (!door.mayRedirectTo(redirectOf(authorizeUrl))) throw refuseRedirect();
  const login = provider.logIn(who, authorizeUrl, onBehalfOf === '' ? undefined : onBehalfOf);
  if (login.kind === 'refused') throw new Problem('sandbox.loginRefused', { facts: { reason: login.reason } });
  const { url, code, state } = login;
  if (!(headerOf(headers, 'content-type') ?? '').startsWith('application/x-www-form-urlencoded'))
    return { redirectTo: url, code, state };
  reply.code(303).header('location', url);
  return undefined;
}

const refuseRedirect = (): Problem => new Problem('sandbox.loginRefused', { facts: { reason: 'redirectNotAllowed' } });

/** A browser follows the redirect only where the page's own policy lets its form lead. */
function loginPage(
  door: SandboxDoor,
  name: string,
  provider: SandboxLoginPage,
  request: HttpRequest,
  reply: HttpReply,
): string {
  const redirect = redirectOf(`http://sandbox.invalid${request.url}`);
  if (redirect !== '' && !door.mayRedirectTo(redirect)) throw refuseRedirect();
  asPage(reply, pagePolicyOf(redirect === '' ? '' : ` ${new URL(redirect).origin}`));
  return renderLogin(name, provider, request);
}

const renderLogin = (name: string, provider: SandboxLoginPage, { url }: HttpRequest): string =>
  page(
    `${name} sandbox`,
    html`<h1>Đăng nhập ${name} (sandbox)</h1>
      <p class="en" lang="en">Whom do you want to be? Everybody here is invented.</p>
      <form method="post" action="authorize">
        <input type="hidden" name="authorizeUrl" value="${`http://sandbox.invalid${url}`}" />
        <p>
          <label>Người dùng <input name="who" list="accounts" required autocomplete="off" /></label>
          <datalist id="accounts">
            ${provider
              .accounts()
              .slice(0, 200)
              .map(({ handle, name: label }) => html`<option value="${handle}">${label}</option>`)}
          </datalist>
        </p>
        <p>
          <label>Thay mặt tổ chức <input name="onBehalfOf" autocomplete="off" /></label>
        </p>
        <button type="submit">Đăng nhập</button>
      </form>`,
  );
