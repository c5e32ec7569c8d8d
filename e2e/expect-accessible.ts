import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { listLongSentences } from '@/testing/list-long-sentences';

/** Expects that axe finds nothing. At night only colours differ from the day: then its rules about them are enough. */
export async function expectAccessible(page: Page, rules: 'all' | 'colours' = 'all'): Promise<void> {
  // Its older mode opens no page of its own for the result; that is for frames of other sites, of which we have none.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (rules === 'colours') axe.withRules(['color-contrast', 'link-in-text-block']);
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    `${page.url()}, ${rules}`,
  ).toEqual([]);
}

/** Expects that nothing reaches over the edge of a small phone. */
export async function expectNarrow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 800 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, page.url()).toBe(0);
}

/** Expects that no sentence of the page is longer than can be read in one breath, folds included; a benchmark’s own words are its maintainers’. */
export async function expectShortSentences(page: Page): Promise<void> {
  const blocks = await page.evaluate(() => {
    const texts: string[] = [];
    let text = '';
    const end = () => {
      if (text.trim() !== '') texts.push(text.replaceAll(/\s+/g, ' ').trim());
      text = '';
    };
    const walk = (node: Node) => {
      if (node instanceof Text) text += node.data;
      if (
        !(node instanceof Element) ||
        node.matches('script, style, pre, select, textarea, svg, [data-theirs]')
      )
        return;
      const isBlock = !/^(inline|contents)$/.test(getComputedStyle(node).display);
      if (isBlock) end();
      for (const child of node.childNodes) walk(child);
      if (isBlock) end();
    };
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    walk(document.querySelector('main')!);
    end();
    return texts;
  });
  expect(blocks.flatMap(listLongSentences), page.url()).toEqual([]);
}
