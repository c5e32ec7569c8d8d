import { defineConfig, devices } from '@playwright/test';

// The global setup starts the sites at the same addresses.
process.env.TIDEMARK_E2E_DEMO_URL ??= 'http://localhost:4717';
process.env.TIDEMARK_E2E_BARE_URL ??= 'http://localhost:4718';
const reportFile = process.env.TIDEMARK_E2E_REPORT;
const executablePath = process.env.TIDEMARK_CHROMIUM;

/** Journeys that look at the demo's rounds, and those of people: with the time until it is played about as long as the others take. */
const ofDemo =
  /(account|compare|desk|elsewhere|home|keyboard|long-names|missing-pages|operator|pages|people|practice|quick-start|refused-without-script|slices|system|weight|walls\/(?!canary)[\w-]+)\.spec\.ts$/;

/**
 * Two sites, and a worker for each: what shares a site and its database runs one after the other. The site without a
 * demo has the journeys that wait for a rotation or kill a process, those that keep its scorer busy, and the canary's walks.
 */
export default defineConfig({
  testDir: 'e2e',
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // The other site may play its demo beside, and the machine may be busy with something else: how long a thing takes, the benches say.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  globalSetup: './scripts/test/start-journey-sites.ts',
  reporter: reportFile ? [['list'], ['json', { outputFile: reportFile }]] : [['list']],
  use: {
    ...devices['Desktop Chrome'],
    // A trace keeps every page and answer on the way: it takes more of the machine than many a journey, and is for looking into a failure.
    trace: process.env.TIDEMARK_TRACE ? 'retain-on-failure' : 'off',
    launchOptions: executablePath ? { executablePath } : {},
  },
  projects: [
    {
      name: 'bare',
      testIgnore: ofDemo,
      workers: 1,
      use: { baseURL: process.env.TIDEMARK_E2E_BARE_URL },
    },
    {
      name: 'demo',
      testMatch: ofDemo,
      workers: 1,
      use: { baseURL: process.env.TIDEMARK_E2E_DEMO_URL },
    },
  ],
});
