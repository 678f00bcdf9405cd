import { Global, Inject, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, CqrsModule, EventBus, QueryBus } from '@nestjs/cqrs';
import {
  ChooseLoginPhone,
  ConfirmLogin,
  DecideComplaint,
  DINH_DANH,
  DinhDanhModule,
  type DinhDanhModuleOptions,
  ExplainLevel,
  FollowActivationLink,
  GetLoginHistory,
  GetMethods,
  GetProfile,
  GetRegistration,
  GetTerms,
  ListOpenCases,
  ListSessions,
  OpenComplaint,
  ReadComplaint,
  ReplayAccount,
  ResendLoginCode,
  ResendRegistrationCode,
  RevokeOtherSessions,
  RevokeSession,
  StartLogin,
  StartLostPhone,
  StartRegistration,
  SubmitRegistrationStep,
  WhoAmI,
} from '../../../src/adapters/nest/index.js';
import { makeSandbox, type Sandbox } from '../../../src/adapters/sandbox/index.js';
import { makeUnsafePlainHasher } from '../../../src/adapters/testing/plain-hasher.js';
import type { DinhDanh } from '../../../src/application/composition/create.js';
import { orThrow } from '../../../src/application/outcome/or-throw.js';
import { sandboxPolicy } from '../../../src/application/policy/sandbox-policy.js';
import { captchaOff, openInMemory } from '../../../src/infrastructure/entries/memory.js';

const text = 'Điều khoản của bài kiểm thử';
const caller = { address: '203.0.113.7', agent: 'test', channel: 'web', correlationId: 'test' };
const password = 'Trăng-Sáng#2026-rằm';
const an = { personId: '001090990001', name: 'Nguyễn Minh An', birthDate: '12/05/1990', phone: '0950000001' };

function makeOptions(): { readonly sandbox: Sandbox; readonly settings: DinhDanhModuleOptions } {
  const { storage } = openInMemory({ passwordHasher: makeUnsafePlainHasher() });
  const sandbox = makeSandbox({ size: 50 });
  const terms = { edition: 'test', digest: storage.digests.sha256(text) };
  const options = { policy: sandboxPolicy(), terms, activationLink: 'https://portal.example/{token}', asker: 'test' };
  return { sandbox, settings: { ports: { ...storage, ...sandbox, captcha: captchaOff }, options } };
}

const { sandbox, settings } = makeOptions();

@Injectable()
class Desk {
  constructor(
    @Inject(CommandBus) readonly commands: CommandBus,
    @Inject(QueryBus) readonly queries: QueryBus,
    @Inject(DINH_DANH) readonly core: DinhDanh,
  ) {}
}

/** A host with CQRS of its own. */
@Module({ imports: [CqrsModule.forRoot(), DinhDanhModule.forRoot(settings)], providers: [Desk] })
class Host {}

describe('the module in a host’s application', () => {
  let app: Awaited<ReturnType<typeof NestFactory.createApplicationContext>>;
  let desk: Desk;
  const published: unknown[] = [];
  beforeAll(async () => {
    app = await NestFactory.createApplicationContext(Host, { logger: false });
    desk = app.get(Desk);
    app.get(EventBus).subscribe((event) => published.push(event));
  });
  afterAll(() => app.close());

  const code = () => sandbox.inbox.latestCode('+84950000001') ?? '';

  it('answers every command and query on the host’s own buses, with outcomes', async () => {
    const { commands, queries } = desk;
    const consent = await queries.execute(new GetTerms());
    expect(orThrow(await queries.execute(new GetMethods('citizen'))).edition).toBe('sandbox');
    const form = { subject: 'citizen', method: 'mobileSubscriber', consent, ...an } as const;
    const { registrationId } = orThrow(await commands.execute(new StartRegistration(form, caller)));
    expect(orThrow(await queries.execute(new GetRegistration(registrationId, caller))).due?.step).toBe('smsOtp');
    expect(await commands.execute(new ResendRegistrationCode(registrationId, caller))).toMatchObject({
      kind: 'unavailable',
      code: 'otp.tooManySends',
    });
    orThrow(await commands.execute(new SubmitRegistrationStep(registrationId, { kind: 'otp', code: code() }, caller)));
    const last = { kind: 'password', password, confirmation: password } as const;
    const done = orThrow(await commands.execute(new SubmitRegistrationStep(registrationId, last, caller)));
    const accountId = done.account?.accountId ?? '';
    expect(await commands.execute(new FollowActivationLink('none', caller))).toMatchObject({
      kind: 'refused',
      code: 'registration.linkInvalid',
    });

    const login = orThrow(await commands.execute(new StartLogin({ personId: an.personId, password }, caller)));
    expect(await commands.execute(new ResendLoginCode(login.loginToken, caller))).toMatchObject({
      kind: 'unavailable',
    });
    expect(await commands.execute(new ChooseLoginPhone(login.loginToken, 'none', caller))).toMatchObject({
      code: 'phone.unknown',
    });
    const outcome = await commands.execute(new ConfirmLogin(login.loginToken, code(), caller));
    const { token, session } = orThrow(outcome);
    const position = outcome.kind === 'accepted' ? (outcome.position ?? 0) : 0;
    expect(orThrow(await queries.execute(new WhoAmI(token))).sessionId).toBe(session.sessionId);
    expect(orThrow(await queries.execute(new ListSessions(session)))).toHaveLength(1);
    const fresh = { atLeast: position };
    expect(orThrow(await queries.execute(new GetProfile(accountId, fresh))).level).toBe('IAL2');
    expect(orThrow(await queries.execute(new GetLoginHistory(accountId, {}, fresh))).items).toHaveLength(1);
    expect(orThrow(await queries.execute(new ReplayAccount(accountId))).events).toHaveLength(2);
    expect(orThrow(await queries.execute(new ExplainLevel(accountId))).level).toBe('IAL2');
    expect(orThrow(await commands.execute(new RevokeOtherSessions(session, caller))).ended).toEqual([]);
    expect(orThrow(await commands.execute(new RevokeSession(session, session.sessionId, caller))).ended).toEqual([
      session.sessionId,
    ]);
    expect(await queries.execute(new WhoAmI(token))).toMatchObject({ kind: 'refused', code: 'session.invalid' });
  });

  it('answers commands and queries of an account’s life and of staff', async () => {
    const refused = await desk.commands.execute(new StartLostPhone('none', '0950000011', caller));
    expect(refused).toMatchObject({ kind: 'refused', code: 'login.expired' });
    const form = { topic: 'other', text: 'một khiếu nại' } as const;
    const opened = await desk.commands.execute(new OpenComplaint(form, caller));
    const { caseId } = orThrow(opened);
    const atLeast = opened.kind === 'accepted' ? (opened.position ?? 0) : 0;
    const by = { officer: 'minh', role: 'supervisor' } as const;
    const list = () => desk.queries.execute(new ListOpenCases(by, { kind: 'complaint' }, { atLeast }));
    expect(orThrow(await list()).items).toMatchObject([{ caseId, topic: 'other' }]);
    const call = { by, ground: 'đơn', ticket: 'HS-1' };
    orThrow(await desk.commands.execute(new DecideComplaint(call, caseId, { outcome: 'dismissed' }, caller)));
    expect(orThrow(await desk.queries.execute(new ReadComplaint(call, caseId, caller))).outcome).toBe('dismissed');
  });

  it('publishes nothing on the event bus', () => {
    expect(published).toEqual([]);
  });

  it('gives the core to whoever asks for it', () => {
    expect(desk.core.registrations.terms().edition).toBe('test');
  });
});

describe('forRootAsync', () => {
  const made = makeOptions();
  const SETTINGS = Symbol('settings');

  @Global()
  @Module({ providers: [{ provide: SETTINGS, useValue: made.settings }], exports: [SETTINGS] })
  class Configuration {}

  it('makes the core of what the host injects', async () => {
    const module = DinhDanhModule.forRootAsync({
      imports: [Configuration],
      inject: [SETTINGS],
      useFactory: async (given: DinhDanhModuleOptions) => given,
    });
    const app = await NestFactory.createApplicationContext(module, { logger: false });
    expect(app.get<DinhDanh>(DINH_DANH).registrations.terms().edition).toBe('test');
    await app.close();
  });

  it.each([
    ['rest', ['PublicController', 'RegistrationsController']],
    ['sandbox', ['PublicController', 'SandboxInboxController']],
    ['none', []],
  ] as const)('serves the routes it was told to: %s', (routes, expected) => {
    const { controllers = [] } = DinhDanhModule.forRootAsync({ useFactory: () => made.settings, routes });
    const names = controllers.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...expected]));
    expect(names.includes('SandboxInboxController')).toBe(routes === 'sandbox');
  });

  it('does not start with routes and nothing to serve them with', async () => {
    const module = DinhDanhModule.forRootAsync({ useFactory: () => makeOptions().settings, routes: 'rest' });
    const starting = NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    await expect(starting).rejects.toThrow('its factory has to return `http` too');
  });
});

describe('the terms shown', () => {
  it('are those that consents are recorded for, or nothing starts', async () => {
    const starting = (shown: string) =>
      NestFactory.createApplicationContext(
        DinhDanhModule.forRoot({ ...makeOptions().settings, http: { terms: { title: 'T', text: shown } } }),
        { logger: false, abortOnError: false },
      );
    await (await starting(text)).close();
    await expect(starting('other terms')).rejects.toThrow('digests differ');
  });
});

describe('the life of the core', () => {
  it('begins with the application and ends after it, once', async () => {
    const { core } = await (async () => {
      const app = await NestFactory.createApplicationContext(DinhDanhModule.forRoot(makeOptions().settings), {
        logger: false,
      });
      const found = app.get<DinhDanh>(DINH_DANH);
      await app.close();
      return { core: found };
    })();
    const told: string[] = [];
    const watched: DinhDanh = {
      ...core,
      start: async () => void told.push('start'),
      stop: async () => void told.push('stop'),
    };
    const app = await NestFactory.createApplicationContext(DinhDanhModule.forRoot({ core: watched }), {
      logger: false,
    });
    expect(told).toEqual(['start']);
    await app.close();
    expect(told).toEqual(['start', 'stop']);
  });
});
