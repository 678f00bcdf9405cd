import { Get, Headers as RequestHeaders, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { asPage, html, page } from '../pages/html.js';
import { iso } from '../dto/iso.js';
import { MayAnswer } from '../problems/may-answer.js';
import { wantsHtml } from '../request/language.js';
import type { Headers, HttpReply } from '../request/wire.js';
import { SandboxController, WithSandbox } from './sandbox-controller.js';
import {
  CallbackQuery,
  InboxAnswer,
  InboxQuery,
  type MessageAnswer,
  PeopleAnswer,
  PeopleQuery,
} from './sandbox.dto.js';
import type { ReceivedMessage } from './sandbox-door.js';

/** Everybody's inbox, who there is, and a page to be sent back to. */
@SandboxController('sandbox')
export class SandboxInboxController extends WithSandbox {
  @Get('inbox')
  @ApiOperation({ operationId: 'sandboxInbox', summary: 'Messages that people received; a page for browsers' })
  @ApiOkResponse({ type: InboxAnswer })
  @MayAnswer('request.invalid')
  inbox(
    @Query() { to }: InboxQuery,
    @RequestHeaders() headers: Headers,
    @Res({ passthrough: true }) reply: HttpReply,
  ): InboxAnswer | string {
    const messages = this.door.inbox(to).slice(0, 100);
    if (!wantsHtml(headers)) return inboxAnswer(messages.map(messageAnswer));
    asPage(reply);
    return renderInbox(messages, to);
  }

  @Get('people')
  @ApiOperation({ operationId: 'sandboxPeople', summary: 'The people and organisations of the sandbox, all invented' })
  @ApiOkResponse({ type: PeopleAnswer })
  @MayAnswer('request.invalid')
  people(@Query() { who }: PeopleQuery): PeopleAnswer {
    return { people: this.door.people(who === 'all') };
  }

  @Get('callback')
  @ApiOperation({ operationId: 'sandboxCallback', summary: 'A page to be sent back to: shows code and state' })
  @ApiOkResponse({ type: CallbackQuery })
  @MayAnswer('request.invalid')
  callback(
    @Query() { code = '', state = '' }: CallbackQuery,
    @RequestHeaders() headers: Headers,
    @Res({ passthrough: true }) reply: HttpReply,
  ): CallbackQuery | string {
    if (!wantsHtml(headers)) return { code, state };
    asPage(reply);
    const step = JSON.stringify({ kind: 'authorizationCode', code, state }, undefined, 2);
    return page(
      'Quay lại',
      html`<h1>Quay lại từ trang đăng nhập</h1>
        <p class="en" lang="en">Send this to POST /v1/registrations/:id/steps:</p>
        <pre>${step}</pre>`,
    );
  }
}

const first = (pattern: RegExp, text: string): string | null => pattern.exec(text)?.[0] ?? null;

function messageAnswer({ channel, to, subject, text, receivedAt }: ReceivedMessage): MessageAnswer {
  const link = first(/https?:\/\/[^\s<>"]+/, text);
  return {
    channel,
    to,
    ...(subject !== undefined && { subject }),
    text,
    receivedAt: iso(receivedAt),
    code: first(/(?<!\d)\d{6}(?!\d)/, text),
    link,
    token: link !== null && URL.canParse(link) ? new URL(link).searchParams.get('token') : null,
  };
}

const inboxAnswer = (messages: readonly MessageAnswer[]): InboxAnswer => ({
  code: messages.find(({ code }) => code !== null)?.code ?? null,
  token: messages.find(({ token }) => token !== null)?.token ?? null,
  messages,
});

const renderInbox = (messages: readonly ReceivedMessage[], to: string | undefined): string =>
  page(
    'Hộp thư sandbox',
    html`<h1>Hộp thư sandbox ${to === undefined ? '' : `của ${to}`}</h1>
      <p class="en" lang="en">What people of the sandbox received, newest first. All invented.</p>
      ${messages.map(
        ({ channel, to: receiver, subject, text, receivedAt }) =>
          html`<h2>${channel === 'sms' ? 'SMS' : 'E-mail'} → ${receiver} · ${iso(receivedAt)}</h2>
            ${subject === undefined ? undefined : html`<p>${subject}</p>`}
            <pre>${text}</pre>`,
      )}`,
  );
