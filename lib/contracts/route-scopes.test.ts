import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, it } from 'vitest';
import { openApiDocument } from './openapi';
import { scopeOfRoute } from './route-scopes';

const root = join('app', 'api', 'v1');

/** By `METHOD path` of each handler, the routes under whose names it asks who calls. */
const asked = new Map(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('route.ts'))
    .flatMap((file) => {
      const path = `/${file.split(sep).slice(0, -1).join('/')}`
        .replaceAll(/\[(\.{3})?/g, '{')
        .replaceAll(']', '}');
      const handlers = readFileSync(join(root, file), 'utf8')
        .split(/^export /m)
        .slice(1);
      return handlers.flatMap((handler): [string, string[]][] => {
        const method = /^(?:async )?function (GET|POST|PUT|PATCH|DELETE)\b/.exec(handler)?.[1];
        if (!method) return [];
        const names = [...handler.matchAll(/findActorOfRequest\(\s*request,\s*'([^']+)'/g)];
        return [[`${method} ${path}`, names.map((name) => name[1] ?? '')]];
      });
    }),
);

it('each handler that asks who calls asks under its own name, and each scope is asked for', () => {
  const asking = [...asked].filter(([, names]) => names.length > 0);
  for (const [handler, names] of asking) expect(names).toEqual([handler]);
  expect(asking.map(([handler]) => handler).sort()).toEqual(Object.keys(scopeOfRoute).sort());
});

it('every route that isn’t for everybody has a scope, which the API’s description tells', () => {
  const { paths } = openApiDocument('http://localhost:3000');
  for (const [path, item] of Object.entries(paths))
    for (const [method, { security }] of Object.entries(item)) {
      const isOpen = security.length === 0;
      expect([
        `${method} ${path}`,
        isOpen || security.some((way) => 'token' in way && JSON.stringify(way) !== '{"token":[]}'),
      ]).toEqual([`${method} ${path}`, true]);
    }
});

it('only reading takes a token that may only read', () => {
  for (const [route, scope] of Object.entries(scopeOfRoute))
    expect([route, scope === 'read']).toEqual([route, route.startsWith('GET ')]);
});
