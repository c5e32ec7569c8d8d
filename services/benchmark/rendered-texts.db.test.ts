import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeMarkdownRenderer } from '@/adapters/markdown/markdown-renderer';
import { allBenchmarks } from '@/lib/contracts/benchmark-search';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { unwrap } from '@/testing/unwrap';
import { findBenchmarkListPage } from '../page/find-benchmark-list-page';
import { findBenchmarkPage } from '../page/find-benchmark-page';
import { createBenchmark } from './create';
import { readHtml } from './render-texts';

describe('maintainer’s text', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);

  const create = (texts: object, actor = maintainer) =>
    createBenchmark(actor, {
      slug: `test-${randomBytes(4).toString('hex')}`,
      title: 'Owls',
      task: 'regression',
      metric: 'rmse',
      feedback_policy: 'final-only',
      ...texts,
    });
  const findListed = async (slug: string) =>
    (await findBenchmarkListPage(allBenchmarks)).rows.find(({ benchmark }) => benchmark.slug === slug)
      ?.benchmark;

  it('gets a summary, its first sentence, for the list of benchmarks, and HTML for the page', async () => {
    const made = unwrap(await create({ description: 'Will *it* rain? Or not.', rules: '- No **peeking**' }));
    expect(made.summary).toBe('Will it rain?');
    expect((await findListed(made.slug))?.summary).toBe('Will it rain?');
    const { description, rules } = unwrap(await findBenchmarkPage(null, made.slug)).benchmark;
    expect(await readHtml(description)).toBe('<p>Will <em>it</em> rain? Or not.</p>');
    expect(await readHtml(rules)).toBe('<ul>\n<li>No <strong>peeking</strong></li>\n</ul>');
  });

  it('gets no HTML where it exceeds the limits, even if SQL of the web role has stored it', async () => {
    expect(await readHtml('1) '.repeat(6600))).toBeNull();
  });

  it.each([
    ['description', '1) '.repeat(6600), 'too_deep', /^at line 1,/],
    ['description', '>'.repeat(20_000), 'too_deep', /^at line 1,/],
    ['rules', `Fine.\n\n${'>'.repeat(15_000)}`, 'too_deep', /^at line 3,/],
    [
      'rules',
      `${'|a'.repeat(3000)}|\n${'|-'.repeat(3000)}|\n${'a\n'.repeat(2000)}`,
      'table_too_large',
      /^with the table at line 1,/,
    ],
  ])(
    'causes an error with place and fix where it costs too much to render: %s, %#',
    async (field, text, code, detail) => {
      expect(await create({ [field]: text })).toMatchObject({
        ok: false,
        error: { kind: 'invalid_request', faults: [{ field, code, detail: expect.stringMatching(detail) }] },
      });
    },
  );

  it('takes the one rendering slot of its author, who gets none for a minute after a text exceeded the time limit', async () => {
    const hasty = makeMarkdownRenderer({ msMax: 500 });
    let enter = () => {};
    const hasEntered = new Promise<void>((resolve) => {
      enter = resolve;
    });
    const render = (text: string) => {
      enter();
      return hasty.render(text);
    };
    globalThis.tidemarkWebPlatform = { ...site.web, markdown: { ...hasty, render } };
    onTestFinished(async () => {
      globalThis.tidemarkWebPlatform = site.web;
      await hasty.stop();
    });
    const slow = await makePerson(site);
    const slowText = { description: '*a'.repeat(10_000) };
    const first = create(slowText, slow);
    await hasEntered;
    const [second, other] = await Promise.all([
      create({ description: 'Quick.' }, slow),
      create({ description: 'Quick.' }),
    ]);
    expect(await first).toMatchObject({ error: { faults: [{ field: 'description', code: 'too_slow' }] } });
    expect(second).toMatchObject({ error: { kind: 'rate_limited' } });
    expect(other.ok).toBe(true);
    expect(await create({ description: 'Quick.' }, slow)).toMatchObject({ error: { kind: 'rate_limited' } });
  });
});
