import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Expects no accessibility findings by axe. Dark mode differs only in colours, so its colour rules suffice there. */
export async function expectAccessible(page: Page, rules: 'all' | 'colours' = 'all'): Promise<void> {
  // After a link is followed, the title appears a moment later than the heading.
  await expect(page).toHaveTitle(/./);
  // A colour in transition isn't the final one. Not awaited: a transition of a hidden element may never end.
  await page.evaluate(() => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
  });
  // Axe's older mode opens no page of its own for the result; that is for frames of other sites, of which there are none.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (rules === 'colours') axe.withRules(['color-contrast', 'link-in-text-block']);
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    `${page.url()}, ${rules}`,
  ).toEqual([]);
}

/**
 * Expects that nothing overflows the width of a tablet or a small phone, folds closed or open, that no word of a table’s heading
 * is broken there, and that each figure in a table has a name.
 */
export async function expectNarrow(page: Page): Promise<void> {
  for (const width of [768, 320]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(measureOverflow), `${page.url()}, ${width} px, folded and unfolded`).toEqual([
      0, 0,
    ]);
    await expectTextsDisjoint(page);
  }
  expect(await page.evaluate(listBrokenHeadings), page.url()).toEqual([]);
  expect(await page.evaluate(listNamelessFigures), page.url()).toEqual([]);
  expect(await page.evaluate(listCutFilters), page.url()).toEqual([]);
}

/** Expects that no two texts of a figure overlap. */
export async function expectTextsDisjoint(page: Page): Promise<void> {
  expect(await page.evaluate(listTextsOverTexts), `${page.url()}, ${page.viewportSize()?.width} px`).toEqual(
    [],
  );
}

/** Runs in the page: pairs of a figure’s texts that overlap, with all folds open. */
function listTextsOverTexts(): string[] {
  const folds = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')];
  for (const fold of folds) fold.open = true;
  const pairs = [...document.querySelectorAll('main svg')].flatMap((figure) => {
    const texts = [...figure.querySelectorAll('text')]
      .filter((text) => text.checkVisibility() && (text.textContent ?? '').trim() !== '')
      .map((text) => ({ content: text.textContent, at: text.getBoundingClientRect() }));
    return texts.flatMap(({ content, at }, i) =>
      texts
        .slice(i + 1)
        .filter(
          ({ at: other }) =>
            Math.min(at.right, other.right) - Math.max(at.left, other.left) > 1 &&
            // Line boxes have some space above and below their letters.
            Math.min(at.bottom, other.bottom) - Math.max(at.top, other.top) > 3,
        )
        .map((other) => `${content} over ${other.content}`),
    );
  });
  for (const fold of folds) fold.open = false;
  return pairs;
}

/** Runs in the page: overflow in pixels, as it is and with all folds open. */
function measureOverflow(): number[] {
  const measure = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const asItIs = measure();
  const folds = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')];
  for (const fold of folds) fold.open = true;
  const unfolded = measure();
  for (const fold of folds) fold.open = false;
  return [asItIs, unfolded];
}

/** Runs in the page: words in table headings that wrap within the word. */
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

/** Runs in the page: parts of a ranking’s filters that are visible only after sideways scrolling. */
function listCutFilters(): string[] {
  return [...document.querySelectorAll('[data-testid="ranking-filter"], [data-testid="ranking-filter"] *')]
    .filter((box) => /auto|scroll|hidden/.test(getComputedStyle(box).overflowX))
    .filter((box) => box.scrollWidth > box.clientWidth + 1 && !box.matches('[popover], [popover] *, select'))
    .map((box) => box.outerHTML.slice(0, 120));
}

/**
 * Runs in the page: figures in tables without a visible heading or a name before them. A ranking’s rows have its axis above them.
 */
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
