import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleBodies } from '@/app/docs/api/examples';
import { listCalls } from '@/app/docs/api/list-calls';
import { makePerson } from '@/testing/make-person';
import { makeRevealedRound } from '@/testing/make-revealed-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { describedOperations, listFaultsOfAnswer } from '@/testing/validate-by-openapi';
import type { Actor } from '../access/actor';
import { createToken } from '../account/create-token';
import { findApiExample } from './find-api-example';

const items = makeBinaryItems(30);
const publicUrl = 'http://127.0.0.1:3000';

/** Not on every benchmark: where no models are run, a single round is over, no data set of the Hub is linked, or two models have to be named. */
const absent = new Set([
  'GET /benchmarks/{slug}/over-rounds',
  'GET /benchmarks/{slug}/model-signature',
  'GET /benchmarks/{slug}/model-sample',
  'GET /benchmarks/{slug}/rounds/{number}/against/{earlier}',
  'GET /benchmarks/{slug}/rounds/{number}/differing-items',
  'GET /benchmarks/{slug}/models/{model}/eval-results',
]);

describe('the examples of the API’s page, on a site', () => {
  let site: TestSite;
  let token: string;
  let place: { slug: string; number: number; model: string };

  beforeAll(async () => {
    site = await makeTestSite();
    const maintainer: Actor = await makePerson(site);
    await makeRevealedRound(site, maintainer, {
      wishes: { title: 'Owls' },
      testSet: formatTestSet(items),
      files: [
        formatPredictions(items.ids, (i) => items.labels[i]!),
        formatPredictions(items.ids, () => 'no'),
      ],
    });
    token = unwrap(await createToken(maintainer, { name: 'examples', days: 60, scope: 'maintain' })).token;
    place = await findApiExample();
  });
  afterAll(() => site?.drop());

  /** Calls the handler behind a call, as Next would. */
  async function ask(operation: string, path: string, body?: object): Promise<Response> {
    const [method = '', route = ''] = operation.split(' ');
    const folder = route.replaceAll('{name}', '[...name]').replaceAll(/\{(\w+)\}/g, '[$1]');
    const handlers: Record<string, (request: Request, context: object) => Promise<Response>> = await import(
      /* @vite-ignore */ join(process.cwd(), 'app/api/v1', folder, 'route.ts')
    );
    const params = Promise.resolve({
      ...{ slug: place.slug, number: String(place.number), model: place.model },
      ...{ earlier: '1', name: ['items.csv'] },
    });
    const request = new Request(new URL(path, publicUrl), {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return handlers[method]!(request, { params });
  }

  it('read what they say they read, in the form that the description says', async () => {
    const calls = listCalls(publicUrl, place).filter(({ readPath }) => readPath !== null);
    expect(calls.length).toBeGreaterThan(15);
    for (const { method, path, readPath } of calls) {
      const operation = `${method} ${path}`;
      const answer = await ask(operation, readPath!);
      const isJson = answer.headers.get('content-type')?.includes('json') === true;
      const text = await answer.text();
      expect([operation, answer.status, absent.has(operation)]).toEqual([
        operation,
        absent.has(operation) ? 404 : 200,
        absent.has(operation),
      ]);
      const { content } = describedOperations.get(operation)!.responses['200']!;
      if (answer.status === 200 && isJson && content?.['application/json'])
        expect([operation, listFaultsOfAnswer(operation, 200, JSON.parse(text))]).toEqual([operation, []]);
    }
  });

  it.each(['POST /benchmarks', 'POST /tokens', 'PUT /me/notices', 'PATCH /benchmarks/{slug}'])(
    '%s does what its example asks for',
    async (operation) => {
      const answer = await ask(operation, '/', exampleBodies[operation]);
      const told = await answer.json();
      expect([told, answer.status]).toEqual([told, operation.startsWith('POST') ? 201 : 200]);
      expect(listFaultsOfAnswer(operation, answer.status, told)).toEqual([]);
    },
  );

  it.each(['PUT /benchmarks/{slug}/schedule', 'PUT /benchmarks/{slug}/feedback-policy'])(
    '%s does what its example asks for',
    async (operation) => {
      const answer = await ask(operation, '/', exampleBodies[operation]);
      const told = await answer.json();
      expect([told, answer.status]).toEqual([told, 200]);
      expect(listFaultsOfAnswer(operation, answer.status, told)).toEqual([]);
    },
  );
});
