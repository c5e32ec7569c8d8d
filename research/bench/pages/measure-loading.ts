import { type Browser, chromium } from '@playwright/test';
import { findChromium } from '@/testing/find-chromium';
import { waitUntil } from '@/testing/wait-until';
import { computeMedian } from '../peer/time-program';

const runs = 5;

/**
 * Medians of five loads at 390 px with a processor slowed to a quarter and an empty cache, in turn; null without Chromium.
 * @param pages addresses by name
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

/** Measurements of a page load on a phone: seconds, a share, bytes on the wire, and the longest task, 0 where none took 50 ms. */
type Loading = {
  lcpSeconds: number;
  cls: number;
  scriptBytes: number;
  fontBytes: number;
  longestTaskMs: number;
};

const slowdown = 4;

/** Loads a page at 390 px with a slowed processor and an empty cache. */
export async function loadOnce(browser: Browser, url: string): Promise<Loading> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
  });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await devtools.send('Network.enable');
    const kinds = new Map<string, string>();
    const bytes = new Map<string, number>();
    devtools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
    // Encoded bodies, without their headers.
    devtools.on('Network.dataReceived', ({ requestId, encodedDataLength }) =>
      bytes.set(requestId, (bytes.get(requestId) ?? 0) + encodedDataLength),
    );
    await page.addInitScript(observe);
    await page.goto(url, { waitUntil: 'networkidle' });
    // A busy browser reports these later.
    const { lcp, cls, task } = await waitUntil(
      async () => {
        const measured = await page.evaluate<{ lcp: number; cls: number; task: number }>('window.measured');
        return measured.lcp > 0 && measured;
      },
      { patienceMs: 20_000, everyMs: 100 },
    );
    const of = (kind: string) =>
      [...bytes].reduce((sum, [id, count]) => sum + (kinds.get(id) === kind ? count : 0), 0);
    return {
      lcpSeconds: lcp / 1_000,
      cls,
      scriptBytes: of('Script'),
      fontBytes: of('Font'),
      longestTaskMs: task,
    };
  } finally {
    await context.close();
  }
}

/** Runs in the page: observes Largest Contentful Paint, Cumulative Layout Shift and long tasks. */
const observe = `
  window.measured = { lcp: 0, cls: 0, task: 0 };
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.measured.lcp = entry.startTime; })
    .observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.measured.cls += entry.value; })
    .observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.measured.task = Math.max(window.measured.task, entry.duration); })
    .observe({ type: 'longtask', buffered: true });`;
