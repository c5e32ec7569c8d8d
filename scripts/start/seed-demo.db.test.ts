import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provideTestSite } from '@/testing/make-test-site';
import { seedDemo } from './seed-demo';

describe('the demo', () => {
  const site = provideTestSite();
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-demo-'));
  const played = join(folder, 'played.txt');
  beforeAll(async () => {
    writeFileSync(
      join(folder, 'demo.mjs'),
      `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(played)}, 'x');`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const seed = (ownerUrl = site.urls.superuser) =>
    seedDemo({
      ownerUrl,
      program: join(folder, 'demo.mjs'),
      environment: process.env,
      logFile: join(folder, 'demo.log'),
      recordFile: join(folder, 'demo.json'),
    });
  const countPlayed = () => (existsSync(played) ? readFileSync(played, 'utf8').length : 0);

  it('fills a database once, even if the database’s address changes', async () => {
    await seed();
    expect(countPlayed()).toBe(1);
    const elsewhere = new URL(site.urls.superuser);
    elsewhere.hostname = elsewhere.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
    await seed(elsewhere.href);
    expect(countPlayed()).toBe(1);
  });
});
