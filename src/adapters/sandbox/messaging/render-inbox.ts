import type { InboxMessage } from './inbox-message.js';

const channels: Readonly<Record<InboxMessage['channel'], string>> = { sms: 'SMS', mail: 'E-MAIL' };

/** For a terminal, in the order given; times in Vietnam's time zone. */
export function renderInbox(messages: readonly InboxMessage[]): string {
  if (messages.length === 0) return 'Hộp thư trống.\n';
  return messages.map(renderMessage).join('\n');
}

function renderMessage({ channel, to, subject, text, receivedAt }: InboxMessage): string {
  const head = `${vietnamTime(receivedAt)}  ${channels[channel]} → ${to}${subject === undefined ? '' : `  ${subject}`}`;
  const body = text.split(/\r\n|\r|\n/).map((line) => `    ${line}`.trimEnd());
  return `${[head, ...body].map(withoutControls).join('\n')}\n`;
}

const vietnamTime = (at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'medium' }).format(
    at,
  );

/** A message may not move the cursor of the one who reads it. */
const withoutControls = (line: string): string => line.replace(/\p{Cc}/gu, ' ');
