import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from './openapi';

const document = openApiDocument('http://localhost:3000');

const actionsOf = (path: string): string[] =>
  path.startsWith('/submissions')
    ? ['choose', 'unchoose', 'withdraw']
    : ['seal', 'open', 'extend', 'close', 'freeze', 'unfreeze', 'invalidate', 'reveal'];

describe('the API description', () => {
  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('names every route and method that the site has, and no other', () => {
    const described = Object.entries(document.paths as Record<string, object>)
      .flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`))
      .sort();
    expect(described).toEqual(routesOfTheSite());
  });
});

function routesOfTheSite(): string[] {
  const root = join('app', 'api', 'v1');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('route.ts'),
  );
  return files
    .flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      const methods = [...source.matchAll(/export (?:async )?function (GET|POST|PUT|PATCH|DELETE)\b/g)].map(
        (match) => match[1],
      );
      const path = `/${file.split(sep).slice(0, -1).join('/')}`
        .replaceAll(/\[(\.{3})?/g, '{')
        .replaceAll(']', '}');
      // One handler serves the acts of a maintainer.
      const paths = path.endsWith('/{action}')
        ? actionsOf(path).map((action) => path.replace('{action}', action))
        : [path];
      return paths.flatMap((each) => methods.map((method) => `${method} ${each}`));
    })
    .sort();
}
