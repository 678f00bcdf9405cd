import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { orThrow, sandboxPolicy } from 'dinhdanh';
import { captchaOff, openInMemory } from 'dinhdanh/memory';
import { DinhDanhModule, StartRegistration, SubmitRegistrationStep } from 'dinhdanh/nest';
import { makeSandbox } from 'dinhdanh/sandbox';

const ports = { ...openInMemory().storage, ...makeSandbox(), captcha: captchaOff };
const terms = { edition: '2026-11', digest: ports.digests.sha256('Điều khoản sử dụng') };
const options = { policy: sandboxPolicy(), terms, activationLink: 'https://portal.example/{token}', asker: 'example' };
const app = await NestFactory.createApplicationContext(DinhDanhModule.forRoot({ ports, options }), { logger: false });
const bus = app.get(CommandBus);

const caller = { address: '203.0.113.7', agent: 'example', channel: 'web', correlationId: 'example' };
const person = { personId: '001090990001', name: 'Nguyễn Minh An', birthDate: '12/05/1990', phone: '0950000001' };
const form = { subject: 'citizen', method: 'mobileSubscriber', consent: terms, ...person } as const;
const { registrationId } = orThrow(await bus.execute(new StartRegistration(form, caller)));
const code = ports.inbox.latestCode('+84950000001') ?? '';
orThrow(await bus.execute(new SubmitRegistrationStep(registrationId, { kind: 'otp', code }, caller)));
const password = { kind: 'password', password: 'Trăng-Sáng#2026', confirmation: 'Trăng-Sáng#2026' } as const;
console.log(orThrow(await bus.execute(new SubmitRegistrationStep(registrationId, password, caller))).account);
await app.close();
