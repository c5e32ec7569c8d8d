import type { APIRequestContext } from '@playwright/test';
import { expect, test } from './fixtures';

const demo = '/benchmarks/late-flights-2001';

test('names of one long word widen no page', async ({ page, request }) => {
  const names = await listNames(request);
  for (const path of [
    ...[
      '',
      '?compare=1',
      '/data',
      '/rules',
      '/rounds',
      '/rounds/3',
      '/rounds/4',
      '/rounds/5',
      '/changelog',
    ].map((end) => demo + end),
    `${demo}/compare?model=logistic-regression-monthly&model=logistic-regression`,
    `${demo}/models/logistic-regression-monthly`,
    ...['/', '/benchmarks', '/teams/demo-team-north', '/submit'],
  ])
    for (const width of [1280, 768, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(path);
      const [replaced, tooWide] = await page.evaluate(lengthenNames, names);
      expect(replaced, path).toBeGreaterThan(0);
      expect(tooWide, `${path}, ${width} px`).toBe(0);
    }
});

/** Names that people have given in the demo. */
async function listNames(request: APIRequestContext): Promise<string[]> {
  type Named = { title: string; items: { title: string }[]; entries: { model: string; team: string }[] };
  const api = `/api/v1${demo}`;
  const [benchmark, rounds, board] = await Promise.all(
    [api, `${api}/rounds`, `${api}/rounds/3/leaderboard`].map(
      async (path): Promise<Named> => (await request.get(path)).json(),
    ),
  );
  return [
    benchmark!.title,
    ...rounds!.items.map(({ title }) => title),
    ...board!.entries.flatMap(({ model, team }) => [model, team]),
  ];
}

/** Runs in the page: replaces these names by names of eighty wide letters. @returns how many, and the page's overflow */
function lengthenNames(names: string[]): [number, number] {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let replaced = 0;
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const name = (text.textContent ?? '').trim();
    if (!names.includes(name) || text.parentElement?.closest('script, svg, option')) continue;
    text.textContent = 'W'.repeat(80);
    replaced += 1;
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  return [replaced, scrollWidth - clientWidth];
}
