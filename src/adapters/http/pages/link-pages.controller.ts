import { Body, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import type { DinhDanh } from '../../../application/composition/create.js';
import { LinkBody } from '../dto/phones.js';
import { settled } from '../request/answers.js';
import { type Call, TheCall } from '../request/call.js';
import { DINH_DANH } from '../tokens.js';
import { type LinkAct, renderLinkAct, renderLinkActDone, renderSession } from './link-act.page.js';
import { AnswersPage, PageController } from './page-controller.js';

const cancelPhoneChange: LinkAct = {
  path: 'cancel-phone-change',
  title: 'Hủy đổi số điện thoại nhận OTP',
  asks: {
    vi: 'Nếu bạn không yêu cầu đổi số điện thoại nhận OTP, hãy nhấn nút dưới đây để hủy.',
    en: 'If you did not ask for another OTP phone, press the button to call the change off.',
  },
  button: 'Hủy thay đổi / Cancel the change',
  done: { vi: 'Yêu cầu đổi số điện thoại đã được hủy.', en: 'The change of phone is off.' },
};

const disavowLogin: LinkAct = {
  path: 'disavow-login',
  title: 'Không phải tôi đăng nhập',
  asks: {
    vi: 'Nếu lần đăng nhập được thông báo không phải của bạn, hãy nhấn nút dưới đây. Mọi phiên sẽ kết thúc và bạn phải đặt lại mật khẩu.',
    en: 'If the login you were told of was not yours, press the button. Every session ends, and the password has to be reset.',
  },
  button: 'Không phải tôi / This was not me',
  done: {
    vi: 'Mọi phiên đăng nhập đã kết thúc. Hãy dùng “Quên mật khẩu” để đặt mật khẩu mới.',
    en: 'Every session is over. Set a new password by “forgotten password”.',
  },
};

const postalLogin: LinkAct = {
  path: 'postal-login',
  title: 'Đăng nhập bằng tài khoản Bưu điện Việt Nam',
  asks: {
    vi: 'Nhấn nút dưới đây để đăng nhập trên thiết bị này. Liên kết chỉ dùng được một lần.',
    en: 'Press the button to log in on this device. The link works once.',
  },
  button: 'Đăng nhập / Log in',
  done: { vi: 'Bạn đã đăng nhập.', en: 'You are logged in.' },
};

const verifyEmail: LinkAct = {
  path: 'verify-email',
  title: 'Xác nhận địa chỉ thư điện tử',
  asks: {
    vi: 'Nhấn nút dưới đây để xác nhận địa chỉ thư điện tử này là của bạn.',
    en: 'Press the button to confirm that this e-mail address is yours.',
  },
  button: 'Xác nhận / Confirm',
  done: { vi: 'Địa chỉ thư điện tử đã được xác nhận.', en: 'The e-mail address is confirmed.' },
};

/** Where the link of the notice of a change of phone leads. */
@PageController(cancelPhoneChange.path)
export class CancelPhoneChangePage {
  constructor(@Inject(DINH_DANH) private readonly core: DinhDanh) {}

  @Get()
  @AnswersPage()
  show(@Query() { token }: LinkBody): string {
    return renderLinkAct(cancelPhoneChange, token);
  }

  @Post()
  @HttpCode(200)
  @AnswersPage()
  async act(@Body() { token }: LinkBody, @TheCall() { caller }: Call): Promise<string> {
    settled(await this.core.phoneChanges.cancelByLink(token, caller));
    return renderLinkActDone(cancelPhoneChange);
  }
}

/** Where the link of the notice of a login leads. */
@PageController(disavowLogin.path)
export class DisavowLoginPage {
  constructor(@Inject(DINH_DANH) private readonly core: DinhDanh) {}

  @Get()
  @AnswersPage()
  show(@Query() { token }: LinkBody): string {
    return renderLinkAct(disavowLogin, token);
  }

  @Post()
  @HttpCode(200)
  @AnswersPage()
  async act(@Body() { token }: LinkBody, @TheCall() { caller }: Call): Promise<string> {
    settled(await this.core.disavowals.disavow(token, caller));
    return renderLinkActDone(disavowLogin);
  }
}

/** Where the link of a login by Vietnam Post leads. A portal brings a page of its own, which keeps the session. */
@PageController(postalLogin.path)
export class PostalLoginPage {
  constructor(@Inject(DINH_DANH) private readonly core: DinhDanh) {}

  @Get()
  @AnswersPage()
  show(@Query() { token }: LinkBody): string {
    return renderLinkAct(postalLogin, token);
  }

  @Post()
  @HttpCode(200)
  @AnswersPage()
  async act(@Body() { token }: LinkBody, @TheCall() { caller }: Call): Promise<string> {
    const { value } = settled(await this.core.postalLogins.follow(token, caller));
    return renderSession(postalLogin, value.token);
  }
}

/** Where the link of the mail that verifies an address leads. */
@PageController(verifyEmail.path)
export class VerifyEmailPage {
  constructor(@Inject(DINH_DANH) private readonly core: DinhDanh) {}

  @Get()
  @AnswersPage()
  show(@Query() { token }: LinkBody): string {
    return renderLinkAct(verifyEmail, token);
  }

  @Post()
  @HttpCode(200)
  @AnswersPage()
  async act(@Body() { token }: LinkBody, @TheCall() { caller }: Call): Promise<string> {
    settled(await this.core.contacts.followLink(token, caller));
    return renderLinkActDone(verifyEmail);
  }
}
