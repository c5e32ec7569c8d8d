import type { APIRequestContext } from '@playwright/test';
import type { FreshnessView } from '@/lib/contracts/freshness';
import { expect, test } from './fixtures';
import { bodyOf } from './site';

const slug = 'freshness-exhibit';
const [february, march, april, may, june] = [1, 2, 3, 4, 5] as const;

/** The freshness of a round of the demo's exhibit; the newest assessment comes a little after the close. */
async function readFreshness(request: APIRequestContext, number: number): Promise<FreshnessView> {
  const round = await bodyOf<{ freshness: FreshnessView | null }>(
    await request.get(`/api/v1/benchmarks/${slug}/rounds/${number}`),
  );
  if (!round.freshness) throw new Error(`round ${number} was not assessed`);
  return round.freshness;
}

const kindsOf = ({ reasons, state }: FreshnessView) =>
  reasons.filter((reason) => reason.state === state).map(({ kind }) => kind);

// The parts are drawn anew on each site. That all of this comes out is what `npm run bench:demo-states` computes.

test('the demo has a round that is aging by a gap alone, which four teams made of exact answers', async ({
  request,
}) => {
  const freshness = await readFreshness(request, february);
  expect(freshness.state).toBe('aging');
  expect(kindsOf(freshness)).toEqual(['excess-significant']);
  const { gap, exposure, frozen_models, adapted_models } = freshness.measures!;
  expect(gap!.lower_95).toBeGreaterThan(0);
  expect(gap!.lower_99).toBeLessThan(0.01);
  expect(exposure).toBeLessThan(1);
  expect([frozen_models, adapted_models]).toEqual([8, 4]);
});

test('the demo has a round that is stale by the answers to two linked teams, of which none had as many alone', async ({
  request,
}) => {
  const freshness = await readFreshness(request, march);
  expect(freshness.state).toBe('stale');
  expect(kindsOf(freshness)).toEqual(['exposure-spent']);
  // Eight answers of k* = 6.28; of four the exposure is 80 %.
  expect(freshness.measures!.exposure).toBe(1.128);
});

test('the demo has honest rounds that are fresh: gap and drop are ruled out; chance alone may make a gap', async ({
  request,
}) => {
  const answered = await readFreshness(request, april);
  const { gap, drop } = answered.measures!;
  for (const excess of [gap!, drop!]) expect(excess.upper_95).toBeLessThan(0.02);
  expect(answered.state).toBe(gap!.lower_95 > 0 ? 'aging' : 'fresh');
  const untold = await readFreshness(request, may);
  expect(untold.state).toBe('fresh');
  expect(kindsOf(untold)).toEqual(['exposure-low', 'no-feedback-given', 'excess-ruled-out']);
});

test('the demo has an open round that is unproven', async ({ request }) => {
  const freshness = await readFreshness(request, june);
  expect(freshness.state).toBe('unproven');
  expect(kindsOf(freshness)).toEqual(['still-open']);
});

test('what all teams together were answered is a note on the page, and no reason', async ({
  page,
  request,
}) => {
  const { measures, reasons } = await readFreshness(request, february);
  expect(measures!.pooled_exposure).toBeGreaterThan(1);
  expect(measures!.exposure).toBeLessThan(1);
  expect(reasons.map(({ state }) => state)).not.toContain('stale');
  await page.goto(`/benchmarks/${slug}/rounds/${february}`);
  await expect(page.getByText('That is no reason for any state.')).toBeVisible();
});

test('each round’s page says its state and every reason', async ({ page, request }) => {
  for (const number of [february, march, april, may, june]) {
    const { state, reasons } = await readFreshness(request, number);
    await page.goto(`/benchmarks/${slug}/rounds/${number}`);
    const section = page.locator('#freshness');
    await expect(section).toContainText(new RegExp(state, 'i'));
    for (const { text } of reasons) await expect(section).toContainText(text);
  }
});
