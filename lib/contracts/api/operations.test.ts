import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import type { Operation } from './define-operation';
import { openApiDocument } from './openapi';
import { operations } from './operations';

const document = openApiDocument('http://localhost:3000');
const described = Object.values(document.paths).flatMap((item) => Object.values(item));
const calls: readonly [id: string, operation: Operation][] = Object.entries<Operation>(operations);

describe('OpenAPI document', () => {
  it('passes an independent validator of OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('lists every operation once, by its operationId', () => {
    const ids = described.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.sort()).toEqual(calls.map(([id]) => id).sort());
  });

  it.each(described)('has a summary, responses and examples for $operationId', (operation) => {
    expect(operation.operationId).toMatch(/^[a-z]+(?:[A-Z][a-z]*)+$/);
    expect(operation.tags).toHaveLength(1);
    expect(document.tags.map(({ name }) => name)).toContain(operation.tags[0]);
    expect(operation.summary).not.toBe('');
    expect(operation.description).toMatch(/\.$/);
    expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
    expect(operation.responses.default?.content).toHaveProperty('application/problem+json');
  });

  it('declares a parameter with description or type for each placeholder of a path', () => {
    for (const [path, item] of Object.entries(document.paths))
      for (const { operationId, parameters } of Object.values(item)) {
        const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const named = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
        expect([operationId, named]).toEqual([operationId, places]);
        for (const { name, schema } of parameters)
          expect([operationId, name, Object.keys(schema).length > 0]).toEqual([operationId, name, true]);
      }
  });
});

describe('API operation', () => {
  it.each(calls)('%s needs only the scope `read` for reading, and another scope for changes', (_, call) => {
    if (call.scope !== null) expect(call.scope === 'read').toBe(call.method === 'GET');
    else expect(call.method).toBe('GET');
  });

  it.each(calls.filter(([, { body }]) => body))('%s accepts the example of its own body', (_, { body }) => {
    if (body && 'schema' in body) expect(body.schema.safeParse(body.example).error).toBeUndefined();
    if (!body || !('file' in body)) return;
    expect(body.example.map((field) => field.split('=')[0])).toEqual(
      body.metadata ? ['metadata', body.file] : [body.file],
    );
    if (!body.metadata) return;
    const metadata: unknown = JSON.parse(body.example[0]!.slice('metadata='.length));
    expect(body.metadata.safeParse(metadata).error).toBeUndefined();
  });
});

const root = join('app', 'api', 'v1');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('route.ts'),
);

describe('route files', () => {
  it('serve exactly the documented operations, each at its own path and method', () => {
    const served = files.flatMap((file) => {
      const path = `/${file.split(sep).slice(0, -1).join('/')}`
        .replaceAll(/\[(\.{3})?/g, '{')
        .replaceAll(']', '}');
      const [, ...handlers] = readFileSync(join(root, file), 'utf8').split(/^ {2}(?=[A-Z]+: )/m);
      return handlers.flatMap((handler) => {
        const method = handler.slice(0, handler.indexOf(':'));
        const ids = new Set([...handler.matchAll(/operations\.(\w+)/g)].map(([, id]) => id));
        expect([file, method, ids.size > 0]).toEqual([file, method, true]);
        return [...ids].map((id) => ({ id, method, path }));
      });
    });
    for (const { id, method, path } of served) {
      const call = calls.find(([known]) => known === id)?.[1];
      expect([id, method === 'HEAD' ? 'GET' : method]).toEqual([id, call?.method]);
      expect([id, path.replace('{action}', call?.path.split('/').at(-1) ?? '')]).toEqual([id, call?.path]);
    }
    const ids = served.filter(({ method }) => method !== 'HEAD').map(({ id }) => id);
    expect(ids.sort()).toEqual(calls.map(([id]) => id).sort());
  });

  it('respond to every other method with a problem document', () => {
    for (const file of files)
      expect([file, readFileSync(join(root, file), 'utf8')]).toEqual([
        file,
        expect.stringContaining('export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({'),
      ]);
  });

  it('check the token scope of the operation that they serve', () => {
    for (const file of files) {
      const text = readFileSync(join(root, file), 'utf8');
      for (const [, scope] of text.matchAll(/findActorOfRequest\(request, ([^)]+)\)/g))
        expect([file, scope]).toEqual([file, expect.stringMatching(/^operations\.\w+\.scope$/)]);
    }
  });
});
