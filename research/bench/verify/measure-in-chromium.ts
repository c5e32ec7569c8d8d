import { chromium } from '@playwright/test';
import { findChromium } from '@/testing/find-chromium';
import type { BrowserMeasurement } from './bench-worker';
import { serveModules } from './module-server';

/** Verifies an unpacked archive in a worker thread of Chromium, by Web Crypto; null where there is no Chromium. */
export async function measureInChromium(
  archiveFolder: string,
): Promise<(BrowserMeasurement & { browser: string }) | null> {
  const executablePath = await findChromium();
  if (!executablePath) return null;
  const { origin, server } = await serveModules(archiveFolder);
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
  try {
    const page = await browser.newPage();
    await page.goto(origin);
    const measured = await page.evaluate<BrowserMeasurement>(
      `new Promise((done, fail) => {
        const worker = new Worker('/research/bench/verify/bench-worker', { type: 'module' });
        worker.onmessage = ({ data }) => done(data);
        worker.onerror = ({ message }) => fail(new Error(message));
      })`,
    );
    return { ...measured, browser: `Chromium ${browser.version()}` };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
