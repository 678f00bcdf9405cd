import { html, page } from './html.js';

/** The button makes the act: programs that follow links in mails only to look at them do not press it. */
export const renderActivationPage = (token: string): string =>
  page(
    'Kích hoạt tài khoản',
    html`<h1>Kích hoạt tài khoản</h1>
      <p>Nhấn nút dưới đây để kích hoạt tài khoản của bạn. Liên kết chỉ dùng được một lần.</p>
      <p class="en" lang="en">Press the button to activate your account. The link works once.</p>
      <form method="post" action="activate">
        <input type="hidden" name="token" value="${token}" />
        <button type="submit">Kích hoạt / Activate</button>
      </form>`,
  );

export const renderActivatedPage = (): string =>
  page(
    'Đã kích hoạt',
    html`<h1>Tài khoản đã được kích hoạt</h1>
      <p>Bạn có thể đăng nhập ngay bây giờ.</p>
      <p class="en" lang="en">The account is active. You can log in now.</p>`,
  );

/** The link was good, and the registration asks for more. */
export const renderContinuePage = (): string =>
  page(
    'Đã xác nhận',
    html`<h1>Địa chỉ thư điện tử đã được xác nhận</h1>
      <p>Vui lòng quay lại trang đăng ký để thực hiện bước tiếp theo.</p>
      <p class="en" lang="en">Your e-mail address is confirmed. Go back to the registration for its next step.</p>`,
  );
