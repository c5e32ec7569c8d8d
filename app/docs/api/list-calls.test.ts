import { describe, expect, it } from 'vitest';
import { listNouns, listSchemas } from './list-calls';

const example = { slug: 'rain', number: 3, model: 'a-model' };
const calls = listNouns('https://tidemark.example', example).flatMap((noun) => noun.calls);
const schemas = listSchemas('https://tidemark.example');
const rowsOf = (named: string) => schemas.find(({ name }) => name === named)?.rows;
const callOf = (wanted: string) => calls.find(({ id }) => id === wanted)!;

describe('a call of the API reference', () => {
  it('lists its callers, its body, its responses and its errors', () => {
    expect(callOf('listBenchmarks')).toMatchObject({ isPublic: true, scope: null });
    expect(callOf('getRound')).toMatchObject({ isPublic: true, scope: 'read' });
    expect(callOf('createToken')).toMatchObject({
      isPublic: false,
      scope: 'maintain',
      body: { schemas: [{ name: 'NewToken', isList: false }] },
      errors: expect.arrayContaining(['insufficient_scope', 'invalid_request', 'limit_reached']),
    });
    const rows = rowsOf('NewToken');
    expect(rows).toContainEqual({ name: 'name', type: 'text', isRequired: true, note: '' });
    expect(rows?.find(({ name }) => name === 'scope')?.type).toBe('"read" or "submit" or "maintain"');
    expect(callOf('getMe').responses[0]?.schemas).toEqual([{ name: 'Me', isList: false }]);
    expect(rowsOf('Me')?.map(({ name }) => name)).toEqual([
      ...['name', 'email', 'affiliation', 'orcid', 'link', 'shown', 'teams', 'token'],
    ]);
    expect(callOf('listBenchmarks').responses[0]?.schemas).toEqual([{ name: 'Benchmark', isList: true }]);
    expect(callOf('getRound').responses[0]?.schemas.map(({ name }) => name)).toEqual(['Round', 'Draft']);
  });

  it('describes its parameters in words', () => {
    expect(callOf('dropAnchor').parameters).toMatchObject([
      { name: 'slug', type: 'text', isRequired: true },
      { name: 'model_slug', isRequired: true, note: 'In the query. As in the model’s address.' },
      { name: 'version', isRequired: true, note: 'In the query.' },
    ]);
    expect(callOf('getLeaderboard').parameters.find(({ name }) => name === 'labels')).toMatchObject({
      type: '"sealed" or "corrected"',
      isRequired: false,
    });
  });

  it('links to schemas on the page only, and lists the fields of unnamed bodies', () => {
    const uses = calls.flatMap(({ body, responses }) => [
      ...(body?.schemas ?? []),
      ...responses.flatMap((response) => response.schemas),
    ]);
    expect(uses.length).toBeGreaterThan(60);
    for (const { name } of uses) expect([name, rowsOf(name)?.length ?? 0]).not.toEqual([name, 0]);
    expect(callOf('createSubmission').body).toMatchObject({
      schemas: [],
      rows: [
        { name: 'metadata', isRequired: true },
        { name: 'file', isRequired: true },
      ],
    });
  });

  it('has a correctly quoted shell command', () => {
    expect(callOf('getBenchmark').command).toBe(
      "curl -s \\\n  'https://tidemark.example/api/v1/benchmarks/rain'",
    );
    const { command } = callOf('createSubmission');
    expect(command).toContain('-H "Authorization: Bearer $TOKEN"');
    expect(command).toContain("-F 'file=@predictions.csv'");
    for (const call of calls)
      expect(call.command.replaceAll(/'[^']*'|"[^"]*"|\\''/g, '')).not.toMatch(/['"`;&|]/);
  });

  it('can be tried only if it is a public GET', () => {
    for (const { method, isPublic, readPath } of calls)
      expect(readPath !== null).toBe(method === 'GET' && isPublic);
  });
});
