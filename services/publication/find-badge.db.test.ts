import { describe, expect, it } from 'vitest';
import { GET as getModelBadge } from '@/app/badge/[slug]/[model]/route';
import { GET as getBenchmarkBadge } from '@/app/badge/[slug]/route';
import { formatInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import { consentOf } from '@/testing/consent-of';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { giveRole, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { closeAndRank, scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { freezeRound, unfreezeRound } from '../round/freeze';
import { invalidateRound } from '../round/invalidate';
import { findLeaderboard } from './find-leaderboard';

// So few items that no difference between models is significant, so that a rank is a range.
const items = makeBinaryItems(10);

const request = new Request('http://127.0.0.1:3000/');

const reason = 'Under review.';

const fetchBadge = (slug: string, model?: string, format = 'json'): Promise<Response> =>
  model === undefined
    ? getBenchmarkBadge(request, { params: Promise.resolve({ slug: `${slug}.${format}` }) })
    : getModelBadge(request, { params: Promise.resolve({ slug, model: `${model}.${format}` }) });

const messageOf = async (slug: string, model?: string): Promise<string> =>
  (await (await fetchBadge(slug, model)).json()).message;

describe('badges', () => {
  const site = provideSiteWithScorer();
  const owner = providePerson(site);
  const colleague = providePerson(site);
  const researcher = providePerson(site);

  async function playRound(slug: string): Promise<number> {
    const number = await makeOpenRound(owner, slug, formatTestSet(items));
    for (const [model, response] of [
      ['The best', (i: number) => items.labels[i]!],
      ['Always no', () => 'no'],
    ] as const) {
      await scorePredictions(researcher, slug, formatPredictions(items.ids, response), {
        model,
      });
    }
    await closeAndRank(owner, slug, number);
    return number;
  }

  it('show the newest official round and a model’s rank in it, and a freeze of the round within fifteen seconds', async () => {
    const slug = await makeBenchmark(owner, { title: 'Owls & <calls>' });
    await giveRole(site, slug, colleague, 'maintainer');
    expect(await messageOf(slug)).toBe('no official ranking yet');
    expect(await messageOf(slug, 'the-best')).toBe('not ranked');

    const first = await playRound(slug);
    expect(await messageOf(slug)).toBe('fresh · A round');
    const { entries, metric } = unwrap(await findLeaderboard(slug, first));
    const sayScore = (modelSlug: string) => {
      const { score, interval } = entries.find((entry) => entry.model_slug === modelSlug)!;
      return `${formatMetric(metric)} ${formatScore(metric, score)} (${formatInterval(metric, interval!)})`;
    };
    const best = `rank 1–2 of 2 · ${sayScore('the-best')} · A round`;
    expect(best).toContain(' 100.00 (');
    expect(await messageOf(slug, 'the-best')).toBe(best);
    expect(await messageOf(slug, 'always-no')).toBe(`rank 1–2 of 2 · ${sayScore('always-no')} · A round`);
    expect(await messageOf(slug, 'no-such-model')).toBe('not ranked');

    unwrap(await freezeRound(owner, slug, first, { reason }));
    expect(await messageOf(slug)).toBe('stale · A round, leak suspected');
    expect(await messageOf(slug, 'the-best')).toBe('A round · frozen');
    unwrap(await unfreezeRound(owner, slug, first));
    expect(await messageOf(slug, 'the-best')).toBe(best);

    const open = await makeOpenRound(owner, slug, formatTestSet(items));
    unwrap(await freezeRound(owner, slug, open, { reason }));
    expect(await messageOf(slug)).toBe('fresh · A round');
    expect(await messageOf(slug, 'the-best')).toBe(best);
    unwrap(await invalidateRound(owner, slug, open, { reason }));
    unwrap(await invalidateRound(colleague, slug, open, await consentOf(site, slug, open)));
    expect(await messageOf(slug)).toBe('fresh · A round');

    unwrap(await freezeRound(owner, slug, first, { reason }));
    unwrap(await invalidateRound(colleague, slug, first, { reason }));
    unwrap(await invalidateRound(owner, slug, first, await consentOf(site, slug, first)));
    expect(await messageOf(slug)).toBe('stale · A round, leaked');
    expect(await messageOf(slug, 'the-best')).toBe('not ranked');
  });

  it('give the reason why a score’s interval is unreliable', async () => {
    const slug = await makeBenchmark(owner, { metric: 'balanced_accuracy' });
    await playRound(slug);
    expect(await messageOf(slug, 'the-best')).toMatch(
      /^rank 1.* of 2 · Balanced accuracy × 100 100\.00 \(.*, interval unreliable: few positives\) · A round$/,
    );
  });

  it('may be cached for fifteen seconds at most, as SVG and as the JSON that shields.io reads', async () => {
    const slug = await makeBenchmark(owner);
    for (const model of [undefined, 'a-model']) {
      const svg = await fetchBadge(slug, model, 'svg');
      const json = await fetchBadge(slug, model);
      for (const response of [svg, json])
        expect(response.headers.get('cache-control')).toBe('public, max-age=15');
      expect(svg.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
      expect(await json.json()).toEqual({
        schemaVersion: 1,
        label: 'Test benchmark',
        message: expect.any(String),
        color: expect.stringMatching(/^#[0-9a-f]{6}$/),
        cacheSeconds: 15,
      });
    }
  });

  it('escape names that contain markup', async () => {
    const title = `</text><script>alert("1")</script>&amp;'x' onload=`;
    const slug = await makeBenchmark(owner, { title });
    await makeOpenRound(owner, slug, formatTestSet(items));
    await site.superuser`update rounds set title = ${'<svg onload="x">]]>'}, state = 'closed', closed_at = now()
      from benchmarks b where b.benchmark_id = rounds.benchmark_id and slug = ${slug}`;
    const svg = await (await fetchBadge(slug, undefined, 'svg')).text();
    expect(svg).not.toMatch(/<script|<svg onload|"1"/);
    expect(svg.match(/<svg/g)).toHaveLength(1);
    expect(svg).toContain('&#60;/text&#62;&#60;script&#62;');
    expect(svg).toContain('&#60;svg onload=');
    expect(await (await fetchBadge(slug)).json()).toMatchObject({ label: title });
  });

  it('respond with 404 for a missing benchmark, model or format', async () => {
    const slug = await makeBenchmark(owner);
    for (const response of [
      await fetchBadge('no-such-benchmark'),
      await fetchBadge('no-such-benchmark', 'a-model', 'svg'),
      await fetchBadge('a\0b', undefined, 'svg'),
      await fetchBadge(slug, undefined, 'png'),
      await fetchBadge(slug, 'a-model', 'gif'),
    ])
      expect(response.status).toBe(404);
  });
});
