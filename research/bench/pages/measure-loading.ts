import { chromium } from '@playwright/test';
import { findChromium } from '@/testing/find-chromium';
import { computeMedian } from '../peer/median';
import { type Loading, loadOnce } from './load-once';

const runs = 5;

/**
 * Medians of five loads at 390 px with the processor four times as slow and nothing kept, in turn; null where there is no Chromium.
 * @param pages addresses by what they are called
 */
export async function measureLoading(
  pages: ReadonlyMap<string, string>,
): Promise<Map<string, Loading> | null> {
  const executablePath = await findChromium();
  if (!executablePath) return null;
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
  try {
    const loadsOf = new Map<string, Loading[]>([...pages.keys()].map((name) => [name, []]));
    for (let run = 0; run < runs; run += 1)
      for (const [name, url] of pages) loadsOf.get(name)!.push(await loadOnce(browser, url));
    const measured = new Map<string, Loading>();
    for (const [name, loads] of loadsOf) {
      const median = (of: (load: Loading) => number) => computeMedian(loads.map(of));
      measured.set(name, {
        lcpSeconds: median((load) => load.lcpSeconds),
        cls: median((load) => load.cls),
        scriptBytes: median((load) => load.scriptBytes),
        fontBytes: median((load) => load.fontBytes),
        longestTaskMs: median((load) => load.longestTaskMs),
      });
    }
    return measured;
  } finally {
    await browser.close();
  }
}
