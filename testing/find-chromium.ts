import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { hasApt, runApt } from './run-apt';
import { packageProgram, runProgram } from './run-program';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const downloadTimeoutMs = 5 * 60_000;

/**
 * The path of a Chromium that runs here: Playwright's own, the system's, or one that is installed now.
 *
 * @returns undefined when there is none to be had
 */
export async function findChromium(): Promise<string | undefined> {
  const playwright = packageProgram('@playwright/test', 'playwright');
  const installBy = (...words: string[]) =>
    runProgram(process.execPath, [playwright, ...words], { timeoutMs: downloadTimeoutMs });

  const present = await findInstalled();
  if (present) return present;
  await installBy('install', 'chromium');
  const downloaded = await findInstalled();
  if (downloaded || !hasApt()) return downloaded;

  await runApt('update');
  // Playwright's own may only lack libraries of the system, which root can add.
  if (existsSync(chromium.executablePath())) await installBy('install-deps', 'chromium');
  else await runApt('install', '-y', '--no-install-recommends', 'chromium');
  return findInstalled();
}

async function findInstalled(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const system = systemNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const path of [chromium.executablePath(), ...system]) {
    if (existsSync(path) && (await isRunnable(path))) return path;
  }
  return undefined;
}

async function isRunnable(path: string): Promise<boolean> {
  const { exitCode } = await runProgram(path, ['--version'], { timeoutMs: 20_000 });
  return exitCode === 0;
}
