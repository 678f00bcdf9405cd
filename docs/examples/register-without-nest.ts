import { createDinhDanh, orThrow, sandboxPolicy } from 'dinhdanh';
import { captchaOff, openInMemory } from 'dinhdanh/memory';
import { makeSandbox } from 'dinhdanh/sandbox';

const ports = { ...openInMemory().storage, ...makeSandbox(), captcha: captchaOff };
const terms = { edition: '2026-11', digest: ports.digests.sha256('Điều khoản sử dụng') };
const options = { policy: sandboxPolicy(), terms, activationLink: 'https://portal.example/{token}', asker: 'example' };
const { registrations } = createDinhDanh(ports, options);
const caller = { address: '203.0.113.7', agent: 'example', channel: 'web', correlationId: 'example' };
const person = { personId: '001090990001', name: 'Nguyễn Minh An', birthDate: '12/05/1990', phone: '0950000001' };
const form = { subject: 'citizen', method: 'mobileSubscriber', consent: terms, ...person } as const;
const { registrationId } = orThrow(await registrations.start(form, caller));
const code = ports.inbox.latestCode('+84950000001') ?? '';
orThrow(await registrations.submit(registrationId, { kind: 'otp', code }, caller));
const password = { kind: 'password', password: 'Trăng-Sáng#2026', confirmation: 'Trăng-Sáng#2026' } as const;
console.log(orThrow(await registrations.submit(registrationId, password, caller)).account);
