import { errorCatalogue } from '../../../src/application/errors/catalogue.js';
import type { Json } from './support/json.js';
import { routesOf } from './support/routes.js';
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

const operationOf = (name: string): Operation => {
  const found = operations().find(([one]) => one === name);
  if (found === undefined) throw new Error(`${name} is not documented`);
  return found[1];
};

const api = () => routesOf().filter(({ isPage }) => !isPage);

/** What has no argument, and nothing behind it that could fail but by a bug. */
const neverRefused = ['GET /v1/terms', 'GET /health/live', 'GET /health/ready'];

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

  it('has every route of every controller, and no other; pages for people are the only ones left out', () => {
    const routes = routesOf();
    expect(routes.length).toBeGreaterThan(100);
    const documented = operations().map(([name]) => name);
    expect(documented.toSorted()).toEqual(
      routes
        .filter(({ isPage }) => !isPage)
        .map(({ name }) => name)
        .toSorted(),
    );
    const pages = routes.filter(({ isPage }) => isPage).map(({ name }) => name);
    expect(pages.filter((name) => / \/v1\//.test(name))).toEqual([]);
    expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
  });

  it('asks for a bearer exactly where a guard does', () => {
    for (const { name, isOwned } of api()) {
      const { security } = operationOf(name);
      expect([name, security]).toEqual([name, isOwned ? [{ bearer: [] }] : undefined]);
      if (isOwned)
        expect([name, Object.keys(operationOf(name).responses)]).toEqual([name, expect.arrayContaining(['401'])]);
    }
  });

  it('describes the body, the query and every parameter in the address that a handler reads', () => {
    for (const { name, hasBody, hasQuery } of api()) {
      const { requestBody, parameters = [] } = operationOf(name);
      const schemas = Object.values((requestBody?.content ?? {}) as Record<string, Json>).map(({ schema }) => schema);
      expect([name, schemas.length > 0]).toEqual([name, hasBody]);
      for (const schema of schemas.flatMap((one) => one.oneOf ?? [one]))
        expect([name, resolve(schema.$ref)]).toMatchObject([name, { type: 'object' }]);
      const places = (place: string) => parameters.filter((one) => one.in === place).map((one) => one.name);
      expect([name, places('query').length > 0]).toEqual([name, hasQuery]);
      expect([name, places('path')]).toEqual([name, [...name.matchAll(/\{(\w+)\}/g)].map(([, word]) => word)]);
    }
  });

  it('tells the problems of every route that can have any', () => {
    const silent = api().filter(({ name }) => {
      const told = Object.values(operationOf(name).responses);
      return !told.some(({ content }) => content?.['application/problem+json']);
    });
    expect(silent.map(({ name }) => name)).toEqual(neverRefused);
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

  it('offers an idempotency key on every POST of the API', () => {
    for (const [name, { parameters = [] }] of operations())
      if (/^POST \/v1/.test(name))
        expect([name, parameters.some((one) => one.name === 'Idempotency-Key')]).toEqual([name, true]);
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
