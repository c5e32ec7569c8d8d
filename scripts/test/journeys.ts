import { join } from 'node:path';
import { findFreePort } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { findLightChromium } from '@/testing/find-chromium';
import { packageProgram, runScript } from '@/testing/run-program';
import { countPlaywright, readReport } from './count-reports';
import { journeySites } from './journey-sites';
import type { StepOutcome } from './run-steps';

/**
 * Runs the journeys on a real site in a real browser; skipped, with the reason, on a machine without a
 * browser.
 */
export async function testJourneys(workDir: string, files: readonly string[] = []): Promise<StepOutcome> {
  const playwright = packageProgram('@playwright/test', 'playwright');
  const reportFile = join(workDir, 'journeys.json');
  const browser = await findLightChromium();
  if (browser === undefined) return skipAll([playwright, 'test', '--list', ...files]);
  const { exitCode, output } = await runScript([playwright, 'test', ...files], {
    TIDEMARK_CHROMIUM: browser,
    [journeySites.demo.urlVariable]: `http://localhost:${await findFreePort('127.0.0.1')}`,
    [journeySites.bare.urlVariable]: `http://localhost:${await findFreePort('127.0.0.1')}`,
    TIDEMARK_E2E_REPORT: reportFile,
  });
  return { ...countPlaywright(readReport(reportFile), exitCode), output };
}

async function skipAll(list: readonly string[]): Promise<StepOutcome> {
  const { output } = await runScript(list);
  const count = Number(/^Total: (\d+) tests?/m.exec(output)?.[1] ?? 1);
  return {
    passed: 0,
    failed: 0,
    skipped: count,
    output:
      'There is no Chromium on this machine and none could be installed, so the journeys were not tried. ' +
      'Install it with: npx playwright install --with-deps chromium\n',
  };
}
