import { instant } from '../../domain/kernel/instant.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';
import type { OutboxContent } from '../ports/outbox.port.js';
import { unaccented } from './gsm7.js';
import { advices, type NoticeTemplate, type NoticeText, noticeTexts } from './notice-texts.js';
import { lifeInEnglish, lifeInVietnamese, timeInVietnam } from './wording.js';

/** What the messages call this portal. */
export interface Portal {
  readonly vi: string;
  readonly en: string;
  /** Without marks and short: an SMS has 160 characters. */
  readonly sms: string;
}

export const nationalPortal: Portal = {
  vi: 'Cổng Dịch vụ công Quốc gia',
  en: 'National Public Service Portal',
  sms: 'Cong Dich vu cong Quoc gia',
};

export type OtpPurpose = 'register' | 'login' | 'changePhone' | 'addPhone' | 'addMethod' | 'addEid' | 'recoverPassword';

const otpPurposes: Readonly<Record<OtpPurpose, string>> = {
  register: 'DANG KY tai khoan',
  login: 'DANG NHAP',
  changePhone: 'DOI SO nhan OTP',
  addPhone: 'THEM SO nhan OTP',
  addMethod: 'THEM CHU KY SO',
  addEid: 'THEM VNeID',
  recoverPassword: 'DAT LAI MAT KHAU',
};

/** One SMS segment that says what the code is for, on which portal, for how long, and that it is nobody else's. */
export const otpText = (purpose: OtpPurpose, code: string, life: Duration, portal: Portal = nationalPortal): string =>
  unaccented(
    `${code} la ma OTP de ${otpPurposes[purpose]} ${portal.sms}, dung mot lan trong ${lifeInVietnamese(life)}. ` +
      'KHONG dua ma cho bat ky ai, ke ca can bo.',
  );

/** What each message needs to be told. Instants and spans are milliseconds in decimal digits. */
export type MessageParams = Readonly<Record<NoticeTemplate, { readonly account: string; readonly at: string }>> & {
  readonly otpRegistration: { readonly code: string; readonly life: string; readonly expiresAt: string };
  readonly otpLogin: { readonly code: string; readonly life: string; readonly expiresAt: string };
  readonly activationLink: { readonly link: string; readonly life: string; readonly expiresAt: string };
  /** `account`: the masked identifier, e.g. `*********088`. */
  readonly accountRegistered: { readonly account: string; readonly at: string };
  /** `link`: "this was not me", once. */
  readonly newLogin: { readonly account: string; readonly at: string; readonly link: string };
  /** To the address that an account was activated by: logs in whoever follows it. */
  readonly loginLink: { readonly link: string; readonly life: string; readonly expiresAt: string };
  /** To the address that has to be verified. */
  readonly emailVerification: { readonly link: string; readonly life: string; readonly expiresAt: string };
  readonly phoneChangeRequested: { readonly account: string; readonly effectiveFrom: string };
  /** To the verified address: how to stop it. */
  readonly phoneChangeCancel: {
    readonly account: string;
    readonly effectiveFrom: string;
    readonly link: string;
    readonly expiresAt: string;
  };
  readonly phoneChanged: { readonly account: string; readonly at: string };
};
export type MessageTemplate = keyof MessageParams;

/** Content for the outbox, checked against its template. */
export const messageContent = <T extends MessageTemplate>(
  _template: T,
  to: string,
  params: MessageParams[T],
): OutboxContent => ({ to, params });

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
}

interface Template<P> {
  readonly params: readonly (keyof P & string)[];
  readonly sms?: (params: P, portal: Portal) => string;
  readonly mail?: (params: P, portal: Portal) => RenderedMail;
}

const span = (milliseconds: string): Duration => Number(milliseconds) as Duration;
const moment = (epochMs: string): string => timeInVietnam(instant(Number(epochMs)));
const bilingual = (subject: string, vi: readonly string[], en: readonly string[]): RenderedMail => ({
  subject,
  text: [...vi, '---', ...en].join('\n\n') + '\n',
});

const noticeTemplate = (text: NoticeText): Template<MessageParams[NoticeTemplate]> => {
  const { vi, en, sms } = text;
  const advice = advices[text.advice];
  return {
    params: ['account', 'at'],
    sms: ({ account, at }, portal) => `${portal.sms}: tai khoan ${account} ${sms} luc ${moment(at)}. ${advice.sms}`,
    mail: ({ account, at }, portal) =>
      bilingual(
        `${portal.vi}: ${vi.subject} / ${en.subject}`,
        [`Tài khoản ${account} trên ${portal.vi} ${vi.what} lúc ${moment(at)}.`, advice.vi],
        [`The account ${account} on the ${portal.en} ${en.what} at ${moment(at)} (Vietnam time).`, advice.en],
      ),
  };
};
const noticeTemplates = Object.fromEntries(
  Object.entries(noticeTexts).map(([name, text]) => [name, noticeTemplate(text)]),
) as { readonly [T in NoticeTemplate]: Template<MessageParams[T]> };

const templates: { readonly [T in MessageTemplate]: Template<MessageParams[T]> } = {
  ...noticeTemplates,
  otpRegistration: {
    params: ['code', 'life', 'expiresAt'],
    sms: ({ code, life }, portal) => otpText('register', code, span(life), portal),
  },
  otpLogin: {
    params: ['code', 'life', 'expiresAt'],
    sms: ({ code, life }, portal) => otpText('login', code, span(life), portal),
  },
  activationLink: {
    params: ['link', 'life', 'expiresAt'],
    mail: ({ link, life }, portal) =>
      bilingual(
        `${portal.vi}: kích hoạt tài khoản / activate your account`,
        [
          `Có người đã dùng địa chỉ thư này để đăng ký tài khoản trên ${portal.vi}.`,
          `Nếu người đó là bạn, hãy mở liên kết sau để kích hoạt tài khoản. Liên kết chỉ dùng được một lần, trong ${lifeInVietnamese(span(life))}:`,
          link,
          'Nếu không phải bạn, hãy bỏ qua thư này: tài khoản sẽ không được kích hoạt. Đừng chuyển liên kết cho người khác.',
        ],
        [
          `Somebody used this address to register an account on the ${portal.en}.`,
          `If it was you, open the link above to activate the account. It works once, within ${lifeInEnglish(span(life))}.`,
          'If it was not you, ignore this message: the account will not be activated. Do not pass the link on.',
        ],
      ),
  },
  accountRegistered: {
    params: ['account', 'at'],
    sms: ({ account, at }, portal) =>
      `${portal.sms}: tai khoan ${account} da duoc dang ky luc ${moment(at)}. Neu khong phai ban, hay khieu nai tai quay ho tro.`,
    mail: ({ account, at }, portal) =>
      bilingual(
        `${portal.vi}: tài khoản đã được đăng ký / account registered`,
        [
          `Tài khoản ${account} trên ${portal.vi} đã được đăng ký lúc ${moment(at)}.`,
          'Nếu không phải bạn đăng ký, hãy gửi khiếu nại trên Cổng hoặc đến quầy hỗ trợ và mang theo giấy tờ tùy thân.',
        ],
        [
          `The account ${account} on the ${portal.en} was registered at ${moment(at)} (Vietnam time).`,
          'If this was not you, file a complaint on the portal or go to a service counter with your identity papers.',
        ],
      ),
  },
  newLogin: {
    params: ['account', 'at', 'link'],
    sms: ({ account, at, link }, portal) =>
      `${portal.sms}: ${account} dang nhap luc ${moment(at)}. Khong phai ban? Mo ${link}`,
    mail: ({ account, at, link }, portal) =>
      bilingual(
        `${portal.vi}: đăng nhập mới / new login`,
        [
          `Tài khoản ${account} trên ${portal.vi} vừa đăng nhập lúc ${moment(at)}.`,
          'Nếu không phải bạn, hãy mở liên kết sau: mọi phiên đăng nhập sẽ kết thúc và đăng nhập bằng mật khẩu bị khóa cho đến khi bạn đặt lại mật khẩu. Liên kết chỉ dùng được một lần:',
          link,
          'Đừng chuyển liên kết cho người khác.',
        ],
        [
          `The account ${account} on the ${portal.en} logged in at ${moment(at)} (Vietnam time).`,
          'If this was not you, open the link above: it ends every session, and locks the login by password until the password is reset. It works once. Do not pass it on.',
        ],
      ),
  },
  loginLink: {
    params: ['link', 'life', 'expiresAt'],
    mail: ({ link, life }, portal) =>
      bilingual(
        `${portal.vi}: liên kết đăng nhập / your login link`,
        [
          `Có người muốn đăng nhập vào tài khoản của bạn trên ${portal.vi} qua Bưu điện Việt Nam.`,
          `Nếu người đó là bạn, hãy mở liên kết sau để đăng nhập. Liên kết chỉ dùng được một lần, trong ${lifeInVietnamese(span(life))}:`,
          link,
          'Nếu không phải bạn, hãy bỏ qua thư này: không ai đăng nhập được. Đừng chuyển liên kết cho người khác.',
        ],
        [
          `Somebody wants to log in to your account on the ${portal.en} through Vietnam Post.`,
          `If it was you, open the link above to log in. It works once, within ${lifeInEnglish(span(life))}.`,
          'If it was not you, ignore this message: nobody is logged in. Do not pass the link on.',
        ],
      ),
  },
  emailVerification: {
    params: ['link', 'life', 'expiresAt'],
    mail: ({ link, life }, portal) =>
      bilingual(
        `${portal.vi}: xác nhận địa chỉ thư / confirm your address`,
        [
          `Địa chỉ thư này được khai là thư liên hệ của một tài khoản trên ${portal.vi}.`,
          `Nếu đúng là bạn khai, hãy mở liên kết sau để xác nhận. Liên kết chỉ dùng được một lần, trong ${lifeInVietnamese(span(life))}:`,
          link,
          'Nếu không phải bạn, hãy bỏ qua thư này. Đừng chuyển liên kết cho người khác.',
        ],
        [
          `This address was given as the contact of an account on the ${portal.en}.`,
          `If you gave it, open the link above to confirm. It works once, within ${lifeInEnglish(span(life))}.`,
          'If it was not you, ignore this message. Do not pass the link on.',
        ],
      ),
  },
  phoneChangeRequested: {
    params: ['account', 'effectiveFrom'],
    sms: ({ account, effectiveFrom }, portal) =>
      `${portal.sms}: so nhan OTP cua ${account} se doi luc ${moment(effectiveFrom)}. Neu khong phai ban, hay dang nhap va huy ngay.`,
  },
  phoneChangeCancel: {
    params: ['account', 'effectiveFrom', 'link', 'expiresAt'],
    mail: ({ account, effectiveFrom, link }, portal) =>
      bilingual(
        `${portal.vi}: yêu cầu đổi số điện thoại nhận OTP / change of your OTP phone`,
        [
          `Có yêu cầu đổi số điện thoại nhận OTP của tài khoản ${account} trên ${portal.vi}. Số mới có hiệu lực từ ${moment(effectiveFrom)}.`,
          'Nếu bạn yêu cầu, không cần làm gì thêm. Nếu không phải bạn, hãy mở liên kết sau để hủy yêu cầu:',
          link,
          'Đừng chuyển liên kết cho người khác.',
        ],
        [
          `A change of the phone that receives the codes of account ${account} on the ${portal.en} was asked for. It takes effect at ${moment(effectiveFrom)} (Vietnam time).`,
          'If it was you, there is nothing to do. If it was not you, open the link above to stop the change. Do not pass the link on.',
        ],
      ),
  },
  phoneChanged: {
    params: ['account', 'at'],
    sms: ({ account, at }, portal) =>
      `${portal.sms}: so nhan OTP cua ${account} da doi luc ${moment(at)}. Neu khong phai ban, hay den quay ho tro ngay.`,
    mail: ({ account, at }, portal) =>
      bilingual(
        `${portal.vi}: đã đổi số điện thoại nhận OTP / OTP phone changed`,
        [
          `Số điện thoại nhận OTP của tài khoản ${account} trên ${portal.vi} đã được đổi lúc ${moment(at)}. Mọi phiên đăng nhập đã kết thúc.`,
          'Nếu không phải bạn, hãy đến quầy hỗ trợ ngay và mang theo giấy tờ tùy thân.',
        ],
        [
          `The phone that receives the codes of account ${account} on the ${portal.en} was changed at ${moment(at)} (Vietnam time). All sessions were ended.`,
          'If this was not you, go to a service counter at once with your identity papers.',
        ],
      ),
  },
};

/** Finds a template by the name in an intent; names come from storage, so any text may come. */
const templateOf = (name: string, params: OutboxContent['params']): Template<OutboxContent['params']> | undefined => {
  if (!Object.hasOwn(templates, name)) return undefined;
  const template = templates[name as MessageTemplate] as unknown as Template<OutboxContent['params']>;
  return template.params.every((param) => params[param] !== undefined) ? template : undefined;
};

/** The text of an SMS; nothing when the template is unknown, has no SMS, or misses a parameter. */
export const renderSms = (
  name: string,
  params: OutboxContent['params'],
  portal = nationalPortal,
): string | undefined => {
  const text = templateOf(name, params)?.sms?.(params, portal);
  return text === undefined ? undefined : unaccented(text);
};

/** Subject and text of a mail, Vietnamese first; nothing when the template is unknown, has no mail, or misses a parameter. */
export const renderMail = (
  name: string,
  params: OutboxContent['params'],
  portal = nationalPortal,
): RenderedMail | undefined => templateOf(name, params)?.mail?.(params, portal);

/** From when on there is no use in sending the message (its code or link has run out); nothing: never. */
export const staleFrom = ({ expiresAt }: OutboxContent['params']): Instant | undefined =>
  expiresAt === undefined ? undefined : instant(Number(expiresAt));
