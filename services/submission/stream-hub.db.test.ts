import { beforeAll, expect, it } from 'vitest';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer, withTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { closeRound } from '../round/openings';
import { watchSubmission } from './stream-hub';
import { findSubmission } from './view';

const site = provideTestSite();

let slug: string;

const maintainer = providePerson(site);

const items = makeBinaryItems(10);

const file = formatPredictions(items.ids, 'no');

beforeAll(async () => {
  slug = await makeBenchmark(maintainer);
  await withTestScorer(site, () => makeOpenRound(maintainer, slug, formatTestSet(items)));
});

it('a submission’s event stream sends each new position in the queue, then the score, and ends', async () => {
  const [first, second] = [await makePerson(site), await makePerson(site)];
  await submitPredictions(first, slug, file);
  const { id } = await submitPredictions(second, slug, file);
  const stream = unwrap(await watchSubmission(second, id, new AbortController().signal));
  const reader = stream.getReader();
  const next = async () => {
    const { value } = await reader.read();
    const text = new TextDecoder().decode(value);
    return value === undefined ? undefined : JSON.parse(text.slice(text.indexOf('data: ') + 6));
  };
  expect(await next()).toMatchObject({ state: 'queued', queue_place: 1 });
  await site.superuser`update submissions set state = 'failed', finished_at = now(), code = 'x', message = 'x' where submission_id <> ${id}`;
  expect(await next()).toMatchObject({ state: 'queued', queue_place: 0 });
  const scorer = await startTestScorer(site);
  const events = [];
  for (let event = await next(); event !== undefined; event = await next()) events.push(event);
  expect(events.at(-1)).toMatchObject({ state: 'scored' });
  expect(events.at(-1).feedback).not.toBeNull();
  await scorer.stop();
});

it('the eleventh concurrent event stream of a person is refused with the limit, while other people still get streams', async () => {
  const [greedy, other] = [await makePerson(site), await makePerson(site)];
  const mine = await submitPredictions(greedy, slug, file);
  const theirs = await submitPredictions(other, slug, file);
  const leaving = new AbortController();
  const opened = await Promise.all(
    Array.from({ length: 200 }, () => watchSubmission(greedy, mine.id, leaving.signal)),
  );
  expect(opened.filter(({ ok }) => ok)).toHaveLength(10);
  expect(opened.find(({ ok }) => !ok)).toMatchObject({ error: { kind: 'too_many_streams', limit: 10 } });
  expect((await watchSubmission(other, theirs.id, leaving.signal)).ok).toBe(true);
  leaving.abort();
  expect((await watchSubmission(greedy, mine.id, leaving.signal)).ok).toBe(true);
});

it('in an open round, a submission shows the benchmark’s maintainer team, model, version, time and state, but no feedback and no hash', async () => {
  const researcher = await makePerson(site);
  const { id } = await submitPredictions(researcher, slug, file);
  const scorer = await startTestScorer(site);
  const own = await waitUntil(async () => {
    const found = unwrap(await findSubmission(researcher, id));
    return found.feedback ? found : undefined;
  });
  await scorer.stop();
  expect(own).toMatchObject({ team_only: false, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const seen = unwrap(await findSubmission(maintainer, id));
  const { team, model, version, received_at, state } = own;
  expect(seen).toMatchObject({ team, model, version, received_at, state: 'scored', team_only: true });
  expect(seen).toMatchObject({
    state,
    sha256: null,
    feedback: null,
    code: null,
    message: null,
    disclosure: null,
  });
  // To the maintainer, the submission's stream shows as little as the submission itself, and ends.
  const reader = unwrap(await watchSubmission(maintainer, id, new AbortController().signal)).getReader();
  const events = new TextDecoder().decode((await reader.read()).value);
  for (const secret of [own.sha256!, '"outcome"']) expect(events).not.toContain(secret);
  expect((await reader.read()).done).toBe(true);

  unwrap(await closeRound(maintainer, slug, own.round, { reason: 'It has run long enough' }));
  expect(unwrap(await findSubmission(maintainer, id))).toEqual(unwrap(await findSubmission(researcher, id)));
});
