import { SMS_SEGMENT, unaccented } from '../../../src/application/messaging/gsm7.js';
import {
  messageContent,
  otpText,
  renderMail,
  renderSms,
  staleFrom,
} from '../../../src/application/messaging/templates.js';
import type { MessageParams, MessageTemplate } from '../../../src/application/messaging/templates.js';
import { type NoticeTemplate, noticeTexts } from '../../../src/application/messaging/notice-texts.js';
import { hours, instant, milliseconds, minutes, seconds } from '../../../src/domain/kernel/instant.js';

const at = String(Date.UTC(2026, 10, 21, 13, 5));
const link = 'https://portal.example/x';
const expiresAt = String(Date.UTC(2026, 10, 21, 13, 8));

/** The longest parameters that occur. */
const longest: MessageParams = {
  ...(Object.fromEntries(Object.keys(noticeTexts).map((name) => [name, { account: '*********088', at }])) as Pick<
    MessageParams,
    NoticeTemplate
  >),
  otpRegistration: { code: '12345678', life: String(minutes(180)), expiresAt },
  otpLogin: { code: '12345678', life: String(seconds(100)), expiresAt },
  activationLink: { link: 'https://portal.example/kich-hoat?t=abc', life: String(minutes(24 * 60)), expiresAt },
  accountRegistered: { account: '*********088', at },
  newLogin: { account: '*********088', at, link: 'https://portal.example/disavow-login?token=1234567890123456789012' },
  loginLink: { link: 'https://portal.example/dang-nhap?t=abc', life: String(minutes(3)), expiresAt },
  emailVerification: { link: 'https://portal.example/xac-nhan?t=abc', life: String(minutes(24 * 60)), expiresAt },
  phoneChangeRequested: { account: '*********088', effectiveFrom: at },
  phoneChangeCancel: {
    account: '*********088',
    effectiveFrom: at,
    link: 'https://portal.example/huy?t=abc',
    expiresAt,
  },
  phoneChanged: { account: '*********088', at },
};
const names = Object.keys(longest) as MessageTemplate[];
const withSms = names.filter((name) => renderSms(name, longest[name]) !== undefined);
const withMail = names.filter((name) => renderMail(name, longest[name]) !== undefined);

const basicAlphabet = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;

describe('SMS texts', () => {
  it.each(withSms)('%s fits one segment of the GSM basic alphabet, at its longest', (name) => {
    const text = renderSms(name, longest[name]) ?? '';
    expect(text.length).toBeGreaterThan(60);
    expect(text.length).toBeLessThanOrEqual(SMS_SEGMENT);
    expect(text).toMatch(basicAlphabet);
  });

  it('a code names the portal, the purpose and its life, comes first, and is nobody else’s', () => {
    const text = otpText('login', '042917', minutes(3));
    expect(text).toMatch(/^042917 /);
    expect(text).toContain('Cong Dich vu cong Quoc gia');
    expect(text).toContain('DANG NHAP');
    expect(text).toContain('3 phut');
    expect(text).toContain('KHONG dua ma cho bat ky ai');
    expect(otpText('register', '042917', minutes(3))).toContain('DANG KY');
    expect(otpText('register', '042917', minutes(3))).not.toContain('DANG NHAP');
  });

  it('the outbox says the same as the direct way', () => {
    const params = { code: '042917', life: String(minutes(3)), expiresAt };
    expect(renderSms('otpLogin', params)).toBe(otpText('login', '042917', minutes(3)));
    expect(renderSms('otpRegistration', params)).toBe(otpText('register', '042917', minutes(3)));
  });

  it('names another portal when told to', () => {
    const portal = { vi: 'Cổng Bộ', en: 'Ministry Portal', sms: 'Cong Bo' };
    expect(otpText('login', '042917', minutes(3), portal)).toContain('Cong Bo');
    expect(renderMail('newLogin', longest.newLogin, portal)?.text).toContain('Ministry Portal');
  });

  it.each([
    [hours(2), '2 gio'],
    [minutes(90), '90 phut'],
    [seconds(90), '90 giay'],
    [milliseconds(61_500), '61 giay'],
  ])('a life of %d ms is spoken exactly: %s', (life, words) => {
    expect(otpText('login', '042917', life)).toContain(`trong ${words}.`);
  });

  it('no accent or odd letter of a parameter gets into an SMS', () => {
    const text = renderSms('newLogin', { account: 'Đặng `Ế` 😀 ~', at, link }) ?? '';
    expect(text).toContain('Dang ?E? ? ?');
    expect(text).toMatch(basicAlphabet);
  });

  it('gives the time of day in Vietnam', () => {
    expect(renderSms('newLogin', longest.newLogin)).toContain('20:05 21/11/2026');
    const newYear = String(Date.UTC(2026, 11, 31, 17, 0));
    expect(renderSms('newLogin', { ...longest.newLogin, at: newYear })).toContain('00:00 01/01/2027');
  });

  it('loses the marks of every Vietnamese letter', () => {
    expect(unaccented('ăâđêôơưĂÂĐÊÔƠƯ ằẳẵắặ ứựỳỵỷỹý')).toBe('aadeoouAADEOOU aaaaa uuyyyyy');
  });
});

describe('mail texts', () => {
  it.each(withMail)('%s is Vietnamese first, English below, under a one-line subject', (name) => {
    const { subject = '', text = '' } = renderMail(name, longest[name]) ?? {};
    expect(subject).toMatch(/^Cổng Dịch vụ công Quốc gia: [^\n\r]+ \/ [^\n\r]+$/);
    const [vi = '', en = ''] = text.split('\n\n---\n\n');
    expect(vi).toMatch(/[ạảấầ]/);
    expect(en).toContain('National Public Service Portal');
    expect(en).toMatch(/If (it|this) was not you/);
  });

  it('an activation mail carries the link once, on a line of its own, and its life in both languages', () => {
    const { text = '' } = renderMail('activationLink', longest.activationLink) ?? {};
    expect(text.split('\n').filter((line) => line === longest.activationLink.link)).toHaveLength(1);
    expect(text).toContain('trong 24 giờ');
    expect(text).toContain('within 24 hours');
    expect(renderMail('activationLink', { ...longest.activationLink, life: String(minutes(1)) })?.text).toContain(
      'within 1 minute.',
    );
  });
});

describe('what no text can be made from', () => {
  it.each(['unknown', '__proto__', 'toString', ''])('template %p', (name) => {
    expect(renderSms(name, longest.newLogin)).toBeUndefined();
    expect(renderMail(name, longest.newLogin)).toBeUndefined();
  });

  it('a missing parameter, or a channel that the template does not have', () => {
    expect(renderSms('newLogin', { at })).toBeUndefined();
    expect(renderMail('newLogin', { account: 'x' })).toBeUndefined();
    expect(renderSms('activationLink', longest.activationLink)).toBeUndefined();
    expect(renderMail('otpLogin', longest.otpLogin)).toBeUndefined();
  });

  it('content knows from when on it is stale, if ever', () => {
    const otp = messageContent('otpLogin', '+84900000001', longest.otpLogin);
    expect(otp.to).toBe('+84900000001');
    expect(staleFrom(otp.params)).toBe(instant(Number(expiresAt)));
    expect(staleFrom(longest.newLogin)).toBeUndefined();
  });
});
