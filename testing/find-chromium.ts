import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { hasApt, packageProgram, runApt, runProgram } from './run-program';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const shellName = 'chromium-headless-shell';
const downloadTimeoutMs = 5 * 60_000;

/**
 * The path of a headless Chromium, which needs a third of the processor time of a full one: Debian's headless shell, present or
 * installed now. If that isn't possible, a full Chromium from {@link findChromium}.
 */
export async function findLightChromium(): Promise<string | undefined> {
  const find = () => findRunnable(inPath([shellName]));
  const install = () => runApt('install', '-y', '--no-install-recommends', shellName);
  const present = await find();
  if (present || !hasApt()) return present ?? findChromium();
  // The existing package lists may be recent enough, which saves the time to fetch new ones.
  if ((await install()).exitCode !== 0 && (await runApt('update')).exitCode === 0) await install();
  return (await find()) ?? findChromium();
}

/**
 * The path of a Chromium that works here: Playwright's own, the system's, or one that is installed now.
 * @returns undefined if none is available
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
  // Playwright's Chromium may be present and only lack system libraries, which root can install.
  if (existsSync(chromium.executablePath())) await installBy('install-deps', 'chromium');
  else await runApt('install', '-y', '--no-install-recommends', 'chromium');
  return findInstalled();
}

const findInstalled = () => findRunnable([chromium.executablePath(), ...inPath(systemNames)]);

function inPath(names: readonly string[]): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

async function findRunnable(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (existsSync(path) && (await isRunnable(path))) return path;
  return undefined;
}

async function isRunnable(path: string): Promise<boolean> {
  const { exitCode } = await runProgram(path, ['--version'], { timeoutMs: 20_000 });
  return exitCode === 0;
}
