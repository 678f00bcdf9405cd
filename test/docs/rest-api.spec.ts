import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routesOf } from '../adapters/http/support/routes.js';
import { root } from '../architecture/support/repository.js';

const guide = readFileSync(join(root, 'docs/guides/rest-api.md'), 'utf8');

describe('the guide to the REST API', () => {
  it('names every route of every controller once, and no other', () => {
    const named = [...guide.matchAll(/^- `((?:GET|POST|PUT|PATCH|DELETE) [^`]+)`$/gm)].map(([, route = '']) => route);
    expect(named.toSorted()).toEqual(
      routesOf()
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it('names no route elsewhere that is not there', () => {
    const known = routesOf().map(({ name }) => name);
    const mentioned = [...guide.matchAll(/`((?:GET|POST|DELETE) \/[^`?=]+)/g)].map(([, route = '']) => route.trim());
    expect(mentioned.filter((route) => !known.includes(route))).toEqual([]);
  });
});
