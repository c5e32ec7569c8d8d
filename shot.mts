import { chromium } from '@playwright/test';
const [,, base, out, ...rest] = process.argv;
const paths = rest.slice(0);
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const p of paths) for (const [w, scheme] of [[1440,'light'],[390,'light'],[1440,'dark']] as const) {
  const page = await b.newPage({ viewport: { width: w, height: 900 }, colorScheme: scheme });
  const r = await page.goto(base + p); 
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const words = await page.evaluate(() => document.querySelector('main')?.innerText.split(/\s+/).length);
  console.log(p, w, scheme, r?.status(), 'overflow', over, 'words', words);
  await page.screenshot({ path: `${out}/${p.replaceAll('/', '_').replace(/[?=#]/g,'-')}-${w}-${scheme}.png`, fullPage: true });
  await page.close();
}
await b.close();
