import { errorCatalogue } from '../../../src/application/errors/catalogue.js';
import type { Json } from './support/json.js';
import { startWorld, type World } from './support/world.js';

let world: World;
let document: Json;
beforeAll(async () => {
  world = await startWorld();
  document = await world.document();
});
afterAll(() => world.close());

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Json[];
  readonly requestBody?: Json;
  readonly responses: Readonly<Record<string, Json>>;
  readonly security?: readonly unknown[];
}

const operations = (): readonly (readonly [name: string, operation: Operation])[] =>
  Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );

/** Every `$ref` under a value. */
function refsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
}

const resolve = (ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce<Json>((found, name) => found?.[name], document);

describe('the OpenAPI document', () => {
  it('is of version 3 and names every operation once', () => {
    expect(document.openapi).toMatch(/^3\./);
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(operations().filter(([, { summary, tags }]) => !summary || !tags?.length)).toEqual([]);
  });

  it('has the endpoints of the API', () => {
    expect(operations().map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'GET /v1/terms',
        'GET /v1/captcha',
        'GET /v1/methods',
        'POST /v1/registrations',
        'GET /v1/registrations/{id}',
        'POST /v1/registrations/{id}/steps',
        'POST /v1/registrations/{id}/resend',
        'POST /v1/activations',
        'POST /v1/logins',
        'POST /v1/logins/resend',
        'POST /v1/logins/phone',
        'POST /v1/logins/confirm',
        'POST /v1/logins/proofs',
        'POST /v1/logins/proofs/answer',
        'POST /v1/logins/eid-consent/resend',
        'POST /v1/logins/eid-consent/confirm',
        'POST /v1/logins/postal',
        'POST /v1/logins/postal/resend',
        'POST /v1/logins/postal/confirm',
        'POST /v1/logins/postal/follow',
        'POST /v1/logins/lost-phone',
        'POST /v1/logins/lost-phone/resend',
        'POST /v1/logins/lost-phone/confirm',
        'POST /v1/phone-change-cancellations',
        'POST /v1/disavowals',
        'POST /v1/password-recoveries',
        'POST /v1/password-recoveries/resend',
        'POST /v1/password-recoveries/confirm',
        'POST /v1/password-recoveries/proofs',
        'POST /v1/password-recoveries/proofs/answer',
        'POST /v1/password-recoveries/reset',
        'POST /v1/method-consents',
        'POST /v1/method-consents/proof',
        'POST /v1/method-consents/resend',
        'POST /v1/method-consents/confirm',
        'GET /v1/me/phones',
        'POST /v1/me/phones',
        'POST /v1/me/phones/{id}/resend',
        'POST /v1/me/phones/{id}/confirm',
        'POST /v1/me/phones/{id}/default',
        'DELETE /v1/me/phones/{id}',
        'GET /v1/me/phone-change',
        'DELETE /v1/me/phone-change/{id}',
        'GET /v1/me/methods',
        'POST /v1/me/methods',
        'POST /v1/me/methods/additions/{id}/proof',
        'DELETE /v1/me/methods/{id}',
        'POST /v1/me/password',
        'POST /v1/me/password-hints',
        'POST /v1/me/eid-consent',
        'POST /v1/me/sync',
        'GET /v1/me/merge-offers',
        'POST /v1/me/merge-offers/methods/{id}/accept',
        'POST /v1/me/merge-offers/phones/{id}/accept',
        'GET /v1/me/identity',
        'GET /v1/me/contact',
        'POST /v1/me/contact',
        'POST /v1/me/contact/email-link',
        'POST /v1/email-verifications',
        'POST /v1/complaints',
        'POST /v1/staff/lookups',
        'POST /v1/staff/accounts/{id}/suspend',
        'POST /v1/staff/accounts/{id}/reinstate',
        'POST /v1/staff/accounts/{id}/unlock',
        'POST /v1/staff/accounts/{id}/close',
        'POST /v1/staff/accounts/{id}/erasure-requests',
        'POST /v1/staff/accounts/{id}/reversal-requests',
        'POST /v1/staff/requests/{id}/approve',
        'POST /v1/staff/requests/{id}/refuse',
        'POST /v1/staff/recoveries',
        'POST /v1/staff/recoveries/{id}/resend',
        'POST /v1/staff/recoveries/{id}/grant',
        'POST /v1/staff/recoveries/{id}/refuse',
        'GET /v1/staff/accounts/{id}/history',
        'GET /v1/staff/accounts/{id}/level',
        'GET /v1/staff/accounts/{id}/journal',
        'GET /v1/staff/complaints/{id}',
        'POST /v1/staff/complaints/{id}/decide',
        'GET /v1/sessions',
        'DELETE /v1/sessions',
        'DELETE /v1/sessions/{id}',
        'GET /v1/me',
        'GET /v1/me/profile',
        'GET /v1/me/logins',
        'GET /v1/me/history',
        'GET /v1/me/level',
        'GET /health/live',
        'GET /health/ready',
        'GET /sandbox/inbox',
      ]),
    );
  });

  it('refers to nothing that is not there', () => {
    const refs = [...new Set(refsIn(document))];
    expect(refs.length).toBeGreaterThan(20);
    expect(refs.filter((ref) => resolve(ref) === undefined)).toEqual([]);
  });

  it('describes every field and every parameter', () => {
    const schemas = Object.entries(document.components.schemas as Record<string, Json>);
    const silent = schemas.flatMap(([name, { properties = {} }]) =>
      Object.entries(properties as Record<string, Json>)
        .filter(([, property]) => !property.description && !property.allOf?.length)
        .map(([field]) => `${name}.${field}`),
    );
    expect(silent).toEqual([]);
    const parameters = operations().flatMap(([name, { parameters: own = [] }]) =>
      own.filter(({ description }) => !description).map((parameter) => `${name} ${parameter.name}`),
    );
    expect(parameters).toEqual([]);
  });

  it('gives a schema to every good answer and every body', () => {
    for (const [name, { responses, requestBody }] of operations()) {
      const good = Object.entries(responses).filter(([status]) => /^2/.test(status));
      expect([name, good.length]).toEqual([name, 1]);
      expect([name, good[0]?.[1].content?.['application/json']?.schema]).toEqual([name, expect.any(Object)]);
      if (requestBody) expect(Object.values(requestBody.content as object)[0].schema).toBeDefined();
    }
  });

  it('names problems by codes of the catalogue, under their status', () => {
    const unknown = operations().flatMap(([name, { responses }]) =>
      Object.entries(responses)
        .filter(([, { content }]) => content?.['application/problem+json'])
        .flatMap(([status, { description }]) => {
          expect(Number(status)).toBeGreaterThanOrEqual(400);
          const codes = [...(description as string).matchAll(/^`([\w.]+)`/gm)].map(([, code = '']) => code);
          expect(codes).not.toEqual([]);
          return codes.filter((code) => !errorCatalogue.has(code)).map((code) => `${name}: ${code}`);
        }),
    );
    expect(unknown).toEqual([]);
  });

  it('offers an idempotency key on every POST of the API, and asks for the bearer where it is one’s own', () => {
    for (const [name, { parameters = [], security }] of operations()) {
      if (/^POST \/v1/.test(name))
        expect([name, parameters.some((one) => one.name === 'Idempotency-Key')]).toEqual([name, true]);
      const owned = / \/v1\/(me|sessions|staff)(\/|$)/.test(name);
      expect([name, security !== undefined]).toEqual([name, owned]);
    }
  });

  it('tells limits of what is sent', () => {
    const body = document.components.schemas.StartLoginBody;
    expect(body.required).toEqual(['personId', 'password']);
    expect(body.properties.password.maxLength).toBe(1024);
  });

  it('is shown at /docs without anything from elsewhere', async () => {
    const page = await world.get('/docs');
    expect(page.status).toBe(200);
    const loaded = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(loaded.length).toBeGreaterThan(2);
    expect(loaded.filter((address) => /^(https?:)?\/\//.test(address))).toEqual([]);
    for (const address of loaded.filter((one) => /\.(js|css)$/.test(one)))
      expect([address, (await world.get(new URL(address, 'http://x/docs').pathname)).status]).toEqual([address, 200]);
  });
});
