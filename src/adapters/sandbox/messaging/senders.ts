import type { Mail, MailSender, SendResult, Sms, SmsSender } from '../../../application/ports/messaging.port.js';
import { parseEmail } from '../../../domain/values/email.js';
import { parsePhone } from '../../../domain/values/phone.js';
import type { SandboxControls } from '../controls.js';
import type { Inbox } from './inbox.js';

/** Delivers to the inbox at once. Any mobile number of Vietnam is reachable, whether somebody of the sandbox has it or not. */
export class SandboxSmsSender implements SmsSender {
  constructor(
    private readonly inbox: Inbox,
    private readonly controls: SandboxControls,
  ) {}

  send(message: Sms): Promise<SendResult> {
    return this.controls.ask('smsSender', 'send', message, () => {
      const { messageId, to, text } = message;
      const phone = parsePhone(to);
      if (!phone.ok || phone.value.value !== to) return { kind: 'refused', reason: 'unknownDestination' };
      this.inbox.receive({ channel: 'sms', messageId, to, text });
      return { kind: 'accepted', reference: `sms-${messageId}` };
    });
  }
}

/** Delivers to the inbox at once, whatever the address. */
export class SandboxMailSender implements MailSender {
  constructor(
    private readonly inbox: Inbox,
    private readonly controls: SandboxControls,
  ) {}

  send(message: Mail): Promise<SendResult> {
    return this.controls.ask('mailSender', 'send', message, () => {
      const { messageId, to, subject, text } = message;
      if (!parseEmail(to).ok) return { kind: 'refused', reason: 'unknownDestination' };
      this.inbox.receive({ channel: 'mail', messageId, to, subject, text });
      return { kind: 'accepted', reference: `mail-${messageId}` };
    });
  }
}
