import { consent, formOf } from '../support/acts.js';
import { type Answer, startWorld, type World } from '../support/world.js';
import { eventually, redirectUri, sign, storages, told } from './support.js';

const methods = ['usbToken', 'simPki', 'smartCa'] as const;
type Method = (typeof methods)[number];

/** Holders of the cast with a certificate on each of the three carriers, all naming them by the same number. */
const holders = [
  { subject: 'citizen', who: 'uyen', email: undefined },
  { subject: 'enterprise', who: 'mayTrang', email: 'vanthu@maytrang.example' },
  { subject: 'agency', who: 'soSaoMai', email: undefined },
] as const;
type Holder = (typeof holders)[number];

interface Due {
  readonly challenge?: string;
  readonly authorizeUrl?: string;
  readonly verificationCode?: string;
}

/** SIM and SmartCA in this process, and once over their protocols. */
const ways = storages.map((storage) => ({ storage, wire: storage === 'embedded' ? true : undefined }));

describe.each(ways.flatMap(({ storage, wire }) => methods.map((first) => ({ storage, wire, first }))))(
  'certificates, over $storage stores, by SIM and SmartCA on the wire: $wire, an account registered by $first',
  ({ storage, wire, first }) => {
    let world: World;
    beforeAll(async () => {
      world = await startWorld({ storage, ...(wire && { wire }) });
    });
    afterAll(() => world.close());

    const others = methods.filter((method) => method !== first);
    const phoneOf = (who: Holder['who']): string => formOf(world, who)['phone'] ?? '';

    /** What the first request of any process by certificate needs. */
    const asked = ({ who }: Holder, method: Method) => ({
      method,
      ...(method === 'simPki' && { phone: phoneOf(who) }),
      ...(method === 'smartCa' && { redirectUri }),
    });

    /** The holder's part: signs on the computer, on the phone or in the app, and hands over what is due. */
    async function prove(
      { who }: Holder,
      method: Method,
      due: Due,
      submit: (input: object) => Promise<Answer>,
    ): Promise<Answer> {
      const settled = () =>
        eventually(async () => {
          const answer = await submit({ kind: 'poll' });
          const waits = answer.body.kind === 'waiting' || answer.body.due?.step === 'signature';
          return waits ? undefined : answer;
        });
      switch (method) {
        case 'usbToken':
          return submit(await sign(world, who, due.challenge ?? ''));
        case 'simPki': {
          const phone = phoneOf(who);
          const shown = await eventually(
            async () => (await world.get(`/sandbox/phone?phone=${phone}`)).body.prompts[0],
          );
          expect(shown.prompt).toBe(due.verificationCode);
          await world.post('/sandbox/phone', { phone, reaction: 'accept' });
          return settled();
        }
        case 'smartCa': {
          const login = await world.post('/sandbox/smartca/authorize', { who, authorizeUrl: due.authorizeUrl });
          const { code, state } = login.body;
          await submit({ kind: 'authorizationCode', code, state });
          const shown = await eventually(
            async () => (await world.get(`/sandbox/smartca/app?who=${who}`)).body.prompts[0],
          );
          expect(shown.prompt).toBe(due.verificationCode);
          await world.post('/sandbox/smartca/app', { who, reaction: 'accept' });
          return settled();
        }
      }
    }

    /** Time for a SIM to be asked again, and for nothing else to grow old. */
    const pause = () => world.pass(15 * 60_000);

    async function register(holder: Holder, method: Method): Promise<Answer> {
      const { subject, email } = holder;
      const form = { ...asked(holder, method), subject, consent: await consent(world) };
      const started = await world.post('/v1/registrations', form);
      const steps = `/v1/registrations/${started.body.registrationId}/steps`;
      const shown = await prove(holder, method, started.body.due, (input) => world.post(steps, input));
      if (shown.body.due?.step !== 'holderConfirmation') return shown;
      const { name } = world.sandbox.cast[holder.who];
      expect(shown.body.due).toMatchObject({ name, certificate: { holder: name, validUntil: expect.any(String) } });
      return world.post(steps, { kind: 'holderConfirmation', ...(email !== undefined && { email }) });
    }

    async function logIn(holder: Holder, method: Method): Promise<Answer> {
      const { subject } = holder;
      const { body } = await world.post('/v1/logins/proofs', { ...asked(holder, method), subject });
      const { loginToken, due } = body;
      return prove(holder, method, due, (input) => world.post('/v1/logins/proofs/answer', { loginToken, ...input }));
    }

    async function add(holder: Holder, method: Method, token: string): Promise<Answer> {
      const { body } = await world.post('/v1/me/methods', asked(holder, method), { token });
      const proof = `/v1/me/methods/additions/${body.additionId}/proof`;
      return prove(holder, method, body.due, (input) => world.post(proof, input, { token }));
    }

    it.each(holders)('registers, and opens no session: $subject', async (holder) => {
      const done = await register(holder, first);
      const account = { accountId: expect.any(String), level: 'IAL3', next: 'logIn' };
      expect(done).toMatchObject({ status: 200, body: { status: 'registered' } });
      expect(done.body.account).toEqual(account);
      expect(Object.keys(done.body)).not.toContain('token');
    });

    it.each(holders)('tells whoever registers again to add the method: $subject', async (holder) => {
      for (const method of methods) {
        pause();
        const again = await register(holder, method);
        expect(told(again)).toEqual([409, 'registration.duplicate']);
        expect(again.body.remedies).toContain('addMethod');
      }
    });

    it.each(holders)('lets in by that certificate, and by no other yet: $subject', async (holder) => {
      for (const method of others) {
        pause();
        expect(told(await logIn(holder, method))).toEqual([401, 'login.certificateUnbound']);
      }
      pause();
      const opened = await logIn(holder, first);
      expect(opened.body).toMatchObject({ kind: 'loggedIn', opened: { session: { method: first, level: 'IAL3' } } });
    });

    it.each(holders)('adds the other certificates, which then let in: $subject', async (holder) => {
      for (const method of others) {
        pause();
        const { token } = (await logIn(holder, first)).body.opened;
        const added = await add(holder, method, token);
        expect(added.body).toMatchObject({ kind: 'added', added: { method, level: 'IAL3' } });
        pause();
        const opened = await logIn(holder, method);
        expect(opened.body).toMatchObject({ kind: 'loggedIn', opened: { session: { method, level: 'IAL3' } } });
      }
      const { token } = (await logIn(holder, 'usbToken')).body.opened;
      const own = (await world.get('/v1/me/methods', { token })).body.methods;
      expect(own.map(({ method }: { method: string }) => method).toSorted()).toEqual([...methods].toSorted());
    });
  },
);
