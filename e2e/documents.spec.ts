import { expectAccessible } from './expect-accessible';
import { expect, test } from './fixtures';

test('every document can be reached by links from /docs, and its own links lead to existing pages and headings', async ({
  page,
  request,
}) => {
  await page.goto('/docs');
  const found = new Map<string, string>();
  const waiting = ['/docs'];
  const listAddresses = (html: string) =>
    [...html.matchAll(/ href="(\/docs[^"]*)"/g)].map(([, href]) => href ?? '');
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    const response = await request.get(address);
    expect([address, response.status()]).toEqual([address, 200]);
    found.set(address, await response.text());
    for (const linked of listAddresses(found.get(address) ?? '')) {
      const [path = ''] = linked.split('#');
      if (!found.has(path) && !waiting.includes(path)) waiting.push(path);
    }
  }
  expect(found.size).toBeGreaterThan(50);
  const broken = [...found].flatMap(([address, html]) =>
    listAddresses(html)
      .filter((linked) => {
        const [path = '', anchor] = linked.split('#');
        return anchor !== undefined && !found.get(path)?.includes(` id="${anchor}"`);
      })
      .map((linked) => `${address}: ${linked}`),
  );
  expect(broken).toEqual([]);
});

for (const path of ['/docs', '/docs/architecture', '/docs/decisions/0012-intervals'])
  test(`${path} has no accessibility findings by axe and doesn’t scroll sideways on a phone`, async ({
    page,
  }) => {
    await page.goto(path);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });
