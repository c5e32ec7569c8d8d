import { defineConfig, devices } from '@playwright/test';

const baseURL = process.env.TIDEMARK_E2E_URL ?? 'http://localhost:4717';
// The global setup starts the site at the same address.
process.env.TIDEMARK_E2E_URL = baseURL;
const reportFile = process.env.TIDEMARK_E2E_REPORT;
const executablePath = process.env.TIDEMARK_CHROMIUM;

/** The journeys share one site and its database, so they run one after the other. */
export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  globalSetup: './scripts/test/start-journey-site.ts',
  reporter: reportFile ? [['list'], ['json', { outputFile: reportFile }]] : [['list']],
  use: {
    ...devices['Desktop Chrome'],
    baseURL,
    trace: 'retain-on-failure',
    launchOptions: executablePath ? { executablePath } : {},
  },
});
