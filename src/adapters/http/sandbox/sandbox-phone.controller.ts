import { Body, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { html, page, pagePolicy } from '../pages/html.js';
import type { HttpReply } from '../request/wire.js';
import { SandboxController, WithSandbox } from './sandbox-controller.js';
import { PhoneQuery, PhoneScreenBody } from './sandbox.dto.js';
import type { SandboxPrompt, SandboxReaction } from './sandbox-door.js';

/** The PIN of every SIM in the sandbox. */
export const sandboxSimPin = '246800';

/** The screen of a phone with a signing SIM, for a person who plays its owner. */
@SandboxController('sandbox/phone/screen')
export class SandboxPhoneController extends WithSandbox {
  @Get()
  @ApiExcludeEndpoint()
  show(@Query() { phone }: PhoneQuery, @Res({ passthrough: true }) reply: HttpReply): string {
    return asPage(reply, renderScreen(phone, this.door.phones.prompts(phone)[0]));
  }

  @Post()
  @HttpCode(200)
  @ApiExcludeEndpoint()
  act(@Body() { phone, act, pin }: PhoneScreenBody, @Res({ passthrough: true }) reply: HttpReply): string {
    const reaction = reactionTo(act, pin);
    const reacted = this.door.phones.react(phone, reaction);
    return asPage(reply, renderOutcome(phone, reacted ? reaction : undefined));
  }
}

function reactionTo(act: PhoneScreenBody['act'], pin: string | undefined): SandboxReaction {
  if (act !== 'sign') return act;
  return pin === sandboxSimPin ? 'accept' : 'wrongPin';
}

function asPage(reply: HttpReply, text: string): string {
  reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', pagePolicy);
  return text;
}

const title = 'Điện thoại (sandbox)';
const again = (phone: string) => html`<p><a href="?phone=${encodeURIComponent(phone)}">Xem lại màn hình</a></p>`;

function renderScreen(phone: string, prompt: SandboxPrompt | undefined): string {
  if (prompt === undefined)
    return page(
      title,
      html`<h1>Điện thoại ${phone}</h1>
        <p>Không có yêu cầu ký nào đang chờ.</p>
        ${again(phone)}`,
    );
  return page(
    title,
    html`<h1>Điện thoại ${phone}</h1>
      <p>Chủ chứng thư số: ${prompt.holder}</p>
      <pre>${prompt.text ?? prompt.prompt}</pre>
      <p>Mã xác nhận: <strong>${prompt.prompt}</strong>. Mã này phải trùng với mã đang hiện trên cổng.</p>
      <form method="post" action="screen">
        <input type="hidden" name="phone" value="${phone}" />
        <p>
          <label>
            PIN của SIM
            <input name="pin" type="password" inputmode="numeric" maxlength="16" autocomplete="off" />
          </label>
          <button type="submit" name="act" value="sign">Đồng ý ký</button>
        </p>
        <p>
          <button type="submit" name="act" value="refuse">Từ chối</button>
          <button type="submit" name="act" value="timeout">Để hết giờ</button>
        </p>
      </form>
      <p class="en" lang="en">A made-up phone: its PIN is ${sandboxSimPin}, any other one is wrong.</p>`,
  );
}

const outcomes: Readonly<Record<SandboxReaction, string>> = {
  accept: 'Đã ký. Quay lại cổng để tiếp tục.',
  refuse: 'Bạn đã từ chối ký.',
  wrongPin: 'Mã PIN không đúng: chưa ký.',
  timeout: 'Yêu cầu ký đã hết giờ.',
};

const renderOutcome = (phone: string, reaction: SandboxReaction | undefined): string =>
  page(
    title,
    html`<h1>Điện thoại ${phone}</h1>
      <p>${reaction === undefined ? 'Không có yêu cầu ký nào đang chờ.' : outcomes[reaction]}</p>
      ${again(phone)}`,
  );
