import fc from 'fast-check';
import { hostileText } from '../../../src/adapters/testing/arbitraries/hostile-text.js';
import { runs } from '../../support/fc-runs.js';
import { consent, formOf, start } from './support/acts.js';
import { startWorld, type World } from './support/world.js';

let world: World;
let terms: object;
let registration: string;
beforeAll(async () => {
  world = await startWorld();
  terms = await consent(world);
  registration = (await start(world, formOf(world, 'an'))).body.registrationId;
});
afterAll(() => world.close());

const anything = fc.oneof(
  { weight: 4, arbitrary: hostileText() },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: fc.constant(null) },
);
const fields = (names: readonly string[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] });

const bodies: Readonly<Record<string, fc.Arbitrary<object>>> = {
  '/v1/registrations': fc
    .record({
      method: fc.constantFrom(
        'mobileSubscriber',
        'socialInsurance',
        'vnpost',
        'simPki',
        'smartCa',
        'vneid',
        'inPerson',
      ),
      subject: fc.constantFrom('citizen', 'enterprise', 'agency'),
      activation: fc.constantFrom('sms', 'email', undefined),
      rest: fields([
        'personId',
        'name',
        'birthDate',
        'phone',
        'email',
        'socialInsuranceCode',
        'captcha',
        'redirectUri',
      ]),
      mine: fc.subarray(['personId', 'name', 'birthDate', 'phone']),
    })
    .map(({ rest, mine, ...chosen }) => {
      const known = formOf(world, 'hoa');
      return { ...chosen, consent: terms, ...rest, ...Object.fromEntries(mine.map((name) => [name, known[name]])) };
    }),
  '/v1/registrations/:id/steps': fc
    .record({
      kind: fc.constantFrom(
        'otp',
        'emailLink',
        'signature',
        'poll',
        'authorizationCode',
        'holderConfirmation',
        'password',
      ),
      rest: fields(['code', 'token', 'signature', 'state', 'email', 'password', 'confirmation', 'documentReference']),
    })
    .map(({ kind, rest }) => ({ kind, ...rest })),
  '/v1/activations': fields(['token']),
  '/v1/logins': fields(['personId', 'password', 'captcha']),
  '/v1/logins/resend': fields(['loginToken']),
  '/v1/logins/phone': fields(['loginToken', 'phoneId']),
  '/v1/logins/confirm': fields(['loginToken', 'code']),
  '/sandbox/vneid/authorize': fields(['who', 'authorizeUrl', 'onBehalfOf']),
  '/sandbox/smartca/authorize': fields(['who', 'authorizeUrl']),
  '/sandbox/phone': fields(['phone', 'reaction']),
  '/sandbox/usb-token': fields(['who', 'challenge']),
};

describe('hostile input', () => {
  it.each(Object.keys(bodies))('of POST %s is answered, and never with a failure of ours', async (path) => {
    const body = bodies[path] ?? fc.constant({});
    await fc.assert(
      fc.asyncProperty(body, fc.option(hostileText(), { nil: undefined }), async (sent, key) => {
        // Headers carry Latin-1 at most, as HTTP has it.
        const readable = key !== undefined && /^[\x20-\x7e\xa0-\xff]+$/.test(key);
        const headers = readable ? { 'idempotency-key': key } : {};
        const answer = await world.post(path.replace(':id', registration), sent, { headers });
        expect([sent, answer.status < 500]).toEqual([sent, true]);
        if (answer.status >= 400) expect(answer.headers['content-type']).toContain('application/problem+json');
      }),
      { numRuns: Math.max(20, runs / 10) },
    );
    expect(world.failures).toEqual([]);
  });

  it('in addresses and queries is answered too', async () => {
    const paths = [
      '/v1/registrations/',
      '/v1/sessions/',
      '/v1/methods?subject=',
      '/sandbox/inbox?to=',
      '/activate?token=',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), hostileText(), async (path, text) => {
        const encoded = [...text].map((letter) =>
          /[\ud800-\udfff]/u.test(letter) ? '%ED%A0%80' : encodeURIComponent(letter),
        );
        const answer = await world.get(path + encoded.join('').slice(0, 2_000));
        expect([text, answer.status < 500]).toEqual([text, true]);
      }),
      { numRuns: runs / 2 },
    );
    expect(world.failures).toEqual([]);
  });
});
