import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Expects that axe finds nothing. At night only colours differ from the day: then its rules about them are enough. */
export async function expectAccessible(page: Page, rules: 'all' | 'colours' = 'all'): Promise<void> {
  // After a link was followed, the title comes a moment later than the heading.
  await expect(page).toHaveTitle(/./);
  // A colour on its way from day to night is none that anybody reads. Not awaited: one that is hidden meanwhile may never end.
  await page.evaluate(() => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
  });
  // Its older mode opens no page of its own for the result; that is for frames of other sites, of which we have none.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (rules === 'colours') axe.withRules(['color-contrast', 'link-in-text-block']);
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    `${page.url()}, ${rules}`,
  ).toEqual([]);
}

/** Expects that nothing reaches over the edge of a tablet or a small phone, its folds closed or open, and that there no word of a table’s heading is broken, and no figure in a table stands without a name. */
export async function expectNarrow(page: Page): Promise<void> {
  for (const width of [768, 320]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(measureOverflow), `${page.url()}, ${width} px, folded and unfolded`).toEqual([
      0, 0,
    ]);
    await expectTextsApart(page);
  }
  expect(await page.evaluate(listBrokenHeadings), page.url()).toEqual([]);
  expect(await page.evaluate(listNamelessFigures), page.url()).toEqual([]);
  expect(await page.evaluate(listCutFilters), page.url()).toEqual([]);
}

/** Expects that in no figure a text lies over another. */
export async function expectTextsApart(page: Page): Promise<void> {
  expect(await page.evaluate(listTextsOverTexts), `${page.url()}, ${page.viewportSize()?.width} px`).toEqual(
    [],
  );
}

/** In the page: pairs of a figure’s texts that cover some of one another, seen with all folds open. */
function listTextsOverTexts(): string[] {
  const folds = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')];
  for (const fold of folds) fold.open = true;
  const pairs = [...document.querySelectorAll('main svg')].flatMap((figure) => {
    const texts = [...figure.querySelectorAll('text')]
      .filter((text) => text.checkVisibility() && (text.textContent ?? '').trim() !== '')
      .map((text) => ({ said: text.textContent, at: text.getBoundingClientRect() }));
    return texts.flatMap(({ said, at }, i) =>
      texts
        .slice(i + 1)
        .filter(
          ({ at: other }) =>
            Math.min(at.right, other.right) - Math.max(at.left, other.left) > 1 &&
            // Boxes of lines have some room above and below their letters.
            Math.min(at.bottom, other.bottom) - Math.max(at.top, other.top) > 3,
        )
        .map((other) => `${said} over ${other.said}`),
    );
  });
  for (const fold of folds) fold.open = false;
  return pairs;
}

/** In the page: by how much it is too wide, as it is and with all folds open. */
function measureOverflow(): number[] {
  const measure = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const asItIs = measure();
  const folds = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')];
  for (const fold of folds) fold.open = true;
  const unfolded = measure();
  for (const fold of folds) fold.open = false;
  return [asItIs, unfolded];
}

/** In the page: words in the heads of tables that stand on two lines. */
function listBrokenHeadings(): string[] {
  return [...document.querySelectorAll('main thead th')].flatMap((heading) => {
    const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    const broken: string[] = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode())
      for (const word of (text.textContent ?? '').matchAll(/[\p{L}\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word[0]);
      }
    return broken;
  });
}

/** In the page: what of a ranking’s filters has to be moved sideways in a box to be seen. */
function listCutFilters(): string[] {
  return [...document.querySelectorAll('[data-testid="ranking-filter"], [data-testid="ranking-filter"] *')]
    .filter((box) => /auto|scroll|hidden/.test(getComputedStyle(box).overflowX))
    .filter((box) => box.scrollWidth > box.clientWidth + 1 && !box.matches('[popover], [popover] *, select'))
    .map((box) => box.outerHTML.slice(0, 120));
}

/** In the page: figures in tables whose heads can’t be seen, and that have no name before them either. A ranking’s rows have its axis above them. */
function listNamelessFigures(): string[] {
  const heightOf = (element: Element | null) => element?.getBoundingClientRect().height ?? 0;
  return [...document.querySelectorAll<HTMLElement>('main td')]
    .filter(
      (cell) => /^[−+±<>]?\s?[\d.,]+(\s?%)?$/.test((cell.textContent ?? '').trim()) && heightOf(cell) > 0,
    )
    .filter(
      (cell) => heightOf(cell.closest('table')!.tHead) < 2 && !cell.closest('[data-testid="ranking-row"]'),
    )
    .filter((cell) => /^(none|normal)$/.test(getComputedStyle(cell, '::before').content))
    .map((cell) => `${cell.dataset.label}: ${cell.textContent ?? ''}`);
}
