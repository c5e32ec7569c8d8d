import { describe, expect, it } from 'vitest';
import { describedOperations, listFaultsOfBody } from '@/testing/validate-by-openapi';
import { exampleBodies, exampleFields } from './examples';
import { listCalls, listSchemas } from './list-calls';

const example = { slug: 'rain', number: 3, model: 'a-model' };
const calls = listCalls('https://tidemark.example', example);
const schemas = listSchemas('https://tidemark.example');
const rowsOf = (named: string) => schemas.find(({ name }) => name === named)?.rows;
const callOf = (method: string, path: string) =>
  calls.find((call) => call.method === method && call.path === path)!;

describe('the examples', () => {
  it('are there for every call that takes a body, and for no other', () => {
    const takers = [...describedOperations].filter(([, { requestBody }]) => requestBody);
    const exampled = [...Object.keys(exampleBodies), ...Object.keys(exampleFields)];
    expect(exampled.sort()).toEqual(takers.map(([operation]) => operation).sort());
  });

  it.each(Object.entries(exampleBodies))('%s takes its example', (operation, body) => {
    expect(listFaultsOfBody(operation, body)).toEqual([]);
  });

  it('are held to the schemas: what isn’t of one is found', () => {
    expect(listFaultsOfBody('POST /tokens', { days: 400 })).not.toEqual([]);
  });
});

describe('each call of the page', () => {
  it('has an anchor of its own that stays', () => {
    expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
    expect(callOf('GET', '/benchmarks/{slug}/rounds/{number}/leaderboard').id).toBe(
      'get-benchmarks-slug-rounds-number-leaderboard',
    );
  });

  it('says who may, what it takes and what it answers', () => {
    expect(callOf('GET', '/benchmarks')).toMatchObject({ isPublic: true, scope: null });
    expect(callOf('GET', '/benchmarks/{slug}/rounds/{number}')).toMatchObject({
      isPublic: true,
      scope: 'read',
    });
    const made = callOf('POST', '/tokens');
    expect(made).toMatchObject({ isPublic: false, scope: 'maintain' });
    expect(made.body?.schemas).toEqual([{ name: 'NewToken', isList: false }]);
    const rows = rowsOf('NewToken');
    expect(rows).toContainEqual({ name: 'name', type: 'text', isRequired: true, note: '' });
    expect(rows?.find(({ name }) => name === 'scope')?.type).toBe('"read" or "submit" or "maintain"');
    expect(callOf('GET', '/me').answers[0]?.schemas).toEqual([{ name: 'Me', isList: false }]);
    expect(rowsOf('Me')?.map(({ name }) => name)).toEqual(['name', 'email', 'teams']);
    expect(callOf('GET', '/benchmarks').answers[0]?.schemas).toEqual([{ name: 'Benchmark', isList: true }]);
  });

  it('names only bodies and answers that the page tells of, and gives the fields of those without a name', () => {
    const uses = calls.flatMap(({ body, answers }) => [
      ...(body?.schemas ?? []),
      ...answers.flatMap(({ schemas }) => schemas),
    ]);
    expect(uses.length).toBeGreaterThan(60);
    for (const { name } of uses) expect([name, rowsOf(name)?.length ?? 0]).not.toEqual([name, 0]);
    expect(callOf('POST', '/benchmarks/{slug}/submissions').body).toMatchObject({
      schemas: [],
      rows: [
        { name: 'metadata', isRequired: true },
        { name: 'file', isRequired: true },
      ],
    });
  });

  it('has a command that a shell takes as it is meant', () => {
    expect(callOf('GET', '/benchmarks/{slug}').command).toBe(
      "curl -s \\\n  'https://tidemark.example/api/v1/benchmarks/rain'",
    );
    const { command } = callOf('POST', '/benchmarks/{slug}/submissions');
    expect(command).toContain('-H "Authorization: Bearer $TOKEN"');
    expect(command).toContain("-F 'file=@predictions.csv'");
    for (const call of calls)
      expect(call.command.replaceAll(/'[^']*'|"[^"]*"|\\''/g, '')).not.toMatch(/['"`;&|]/);
  });

  it('can be tried where it reads and is for all, and nowhere else', () => {
    for (const { method, isPublic, readPath } of calls)
      expect(readPath !== null).toBe(method === 'GET' && isPublic);
  });
});
