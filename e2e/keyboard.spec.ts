import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures';

const demo = '/benchmarks/late-flights-2001';
const paths = [
  '/',
  '/benchmarks',
  demo,
  `${demo}/data`,
  `${demo}/rounds`,
  `${demo}/rounds/2`,
  `${demo}/compare?model=logistic-regression-monthly&model=logistic-regression`,
  `${demo}/models/logistic-regression-monthly`,
  `${demo}/rounds/2/verify`,
  '/submit',
  '/sign-in',
];

test('the element with keyboard focus is always visible: with a focus ring, in the window, and not under a fixed element', async ({
  page,
}) => {
  for (const path of paths)
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 700 });
      await page.goto(path);
      const faults: string[] = [];
      let reached = 0;
      for (; reached < 400; reached += 1) {
        await page.keyboard.press('Tab');
        const found = await page.evaluate(lookAtFocus);
        if (found === null) break;
        if (found !== '') faults.push(found);
      }
      expect(faults, `${path}, ${width} px`).toEqual([]);
      expect(reached, path).toBeGreaterThan(5);
    }
});

/** Runs in the page: visibility faults of the focused element; null without a focus. */
function lookAtFocus(): string | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const name = `${element.tagName} ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}`;
  // The focus ring of a field is around the box that contains its icon and unit.
  const boxes = [
    element,
    element.parentElement,
    element.closest('label'),
    element.closest('label')?.parentElement,
  ];
  const ringed = boxes.some((box) => box && getComputedStyle(box).outlineStyle !== 'none');
  if (!ringed) return `${name}: no ring`;
  const [box] = element.getClientRects();
  if (!box) return `${name}: no box`;
  const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + box.height / 2];
  if (y < 0 || y > innerHeight || x < 0 || x > innerWidth) return `${name}: out of the window`;
  const top = document.elementFromPoint(x, y);
  const isSeen =
    top && (element.contains(top) || top.contains(element) || top.closest('label')?.contains(element));
  return isSeen ? '' : `${name}: under ${top?.tagName} ${top?.className.toString().slice(0, 40)}`;
}

test('targets are at least 24 pixels wide and high, or spaced as far apart', async ({ page }) => {
  for (const path of paths)
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 700 });
      await page.goto(path);
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode()
        .withRules(['target-size'])
        .analyze();
      expect(
        violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 160))),
        `${path}, ${width} px`,
      ).toEqual([]);
    }
});

test('nothing moves with prefers-reduced-motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const path of paths) {
    await page.goto(path);
    expect(await page.evaluate(listMotion), path).toEqual([]);
  }
});

/** Runs in the page: running animations, and transitions that would take time. */
function listMotion(): string[] {
  const running = document.getAnimations().map((one) => `runs: ${one.constructor.name}`);
  const slow = [...document.querySelectorAll('body *')].filter((element) =>
    getComputedStyle(element)
      .transitionDuration.split(',')
      .some((duration) => Number.parseFloat(duration) > 0.02),
  );
  return [...running, ...slow.map((element) => `takes a time: ${element.outerHTML.slice(0, 80)}`)];
}

test('a printed page has its ranking within the paper, and neither the site’s header nor controls', async ({
  page,
}) => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.goto(`${demo}?compare=1`);
  await expect(page.getByTestId('ranking-row').first()).toBeVisible();
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Compare' })).toBeHidden();
  expect(await page.evaluate(measurePaper)).toBe(0);
});

/** Runs in the page: width beyond the paper. */
function measurePaper(): number {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth - clientWidth;
}
