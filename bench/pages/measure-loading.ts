import { chromium } from '@playwright/test';
import { findChromium } from '@/testing/find-chromium';
import { computeMedian } from '../peer/median';
import { type Loading, loadOnce } from './load-once';

const runs = 5;

/** Medians of five loads at 390 px with the processor four times as slow and nothing kept; null where there is no Chromium. */
export async function measureLoading(urls: readonly string[]): Promise<Map<string, Loading> | null> {
  const executablePath = await findChromium();
  if (!executablePath) return null;
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
  try {
    const measured = new Map<string, Loading>();
    for (const url of urls) {
      const loads: Loading[] = [];
      for (let run = 0; run < runs; run += 1) loads.push(await loadOnce(browser, url));
      const median = (of: (load: Loading) => number) => computeMedian(loads.map(of));
      measured.set(url, {
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
