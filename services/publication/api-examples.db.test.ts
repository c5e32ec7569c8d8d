import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listNouns } from '@/app/docs/api/list-calls';
import type { Operation } from '@/lib/contracts/api/define-operation';
import { operations } from '@/lib/contracts/api/operations';
import { makePerson } from '@/testing/make-person';
import { makeRevealedRound } from '@/testing/make-revealed-round';
import { provideTestSite } from '@/testing/make-test-site';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import type { Actor } from '../access/caller';
import { createToken } from '../account/tokens';
import { findApiExample } from './find-document';

const items = makeBinaryItems(30);

const publicUrl = 'http://127.0.0.1:3000';

/**
 * API calls without an example on this test's benchmark: they need models that the site runs, two closed rounds, a data set on
 * the Hugging Face Hub, the names of two models, or a training file of the host.
 */
const absent = new Set([
  'getOverRounds',
  'getTrainingFile',
  'getModelSignature',
  'getSystem',
  'getModelSample',
  'compareRounds',
  'getDifferingItems',
  'getEvalResults',
]);

const calls: ReadonlyMap<string, Operation> = new Map(Object.entries<Operation>(operations));

describe('examples of the API page, on a site', () => {
  const site = provideTestSite();
  let token: string;
  let place: { slug: string; number: number; model: string };

  beforeAll(async () => {
    const maintainer: Actor = await makePerson(site);
    await makeRevealedRound(site, maintainer, {
      wishes: { title: 'Owls' },
      testSet: formatTestSet(items)
        .trim()
        .split('\n')
        .map((line, i) => `${line},${i === 0 ? 'slice_shift' : `shift ${i % 2}`}`)
        .join('\n'),
      files: [formatPredictions(items.ids, (i) => items.labels[i]!), formatPredictions(items.ids, 'no')],
    });
    token = unwrap(await createToken(maintainer, { name: 'examples', days: 60, scope: 'maintain' })).token;
    place = await findApiExample();
  });

  /** Calls the route handler of an operation as Next would, and validates a JSON response by the operation's schema. */
  async function ask(id: string, path: string, body?: object): Promise<Response> {
    const operation = calls.get(id)!;
    const folder = operation.path.replaceAll('{name}', '[...name]').replaceAll(/\{(\w+)\}/g, '[$1]');
    const handlers: Record<string, (request: Request, context: object) => Promise<Response>> = await import(
      /* @vite-ignore */ join(process.cwd(), 'app/api/v1', folder, 'route.ts')
    );
    const params = Promise.resolve({
      ...{ slug: place.slug, number: String(place.number), model: place.model },
      ...{ earlier: '1', name: ['items.csv'] },
    });
    const request = new Request(new URL(path, publicUrl), {
      method: operation.method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const response = await handlers[operation.method]!(request, { params });
    const schema = operation.responses[response.status]?.content['application/json'];
    if (schema && response.headers.get('content-type') === 'application/json') {
      const body: unknown = await response.clone().json();
      // Parsing removes unknown fields, so equality means that the response has none.
      expect([id, body]).toEqual([id, schema.parse(body)]);
    }
    return response;
  }

  it('get responses that have the fields which the examples read', async () => {
    const readable = listNouns(publicUrl, place)
      .flatMap((noun) => noun.calls)
      .filter(({ readPath }) => readPath !== null);
    expect(readable.length).toBeGreaterThan(15);
    for (const { id, readPath } of readable)
      expect([id, (await ask(id, readPath!)).status]).toEqual([id, absent.has(id) ? 404 : 200]);
  });

  it.each([
    'createBenchmark',
    'createToken',
    'muteNotices',
    'changeBenchmark',
    'setSchedule',
    'setFeedbackPolicy',
  ])('%s returns what its example describes', async (id) => {
    const { body, method } = calls.get(id)!;
    const response = await ask(id, '/', body && 'schema' in body ? body.example : undefined);
    expect([await response.json(), response.status]).toEqual([
      expect.anything(),
      method === 'POST' ? 201 : 200,
    ]);
  });
});
