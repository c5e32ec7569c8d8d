import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { hasApt, packageProgram, runApt, runProgram } from './run-program';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const shellName = 'chromium-headless-shell';
const downloadTimeoutMs = 5 * 60_000;

/**
 * The path of a headless Chromium, which takes a third of the processor time: Debian's headless shell, or one that is installed
 * now; else a full one, as {@link findChromium} finds it.
 */
export async function findLightChromium(): Promise<string | undefined> {
  const find = () => findRunnable(inPath([shellName]));
  const install = () => runApt('install', '-y', '--no-install-recommends', shellName);
  const present = await find();
  if (present || !hasApt()) return present ?? findChromium();
  // Existing package lists may do, and save the time to fetch them.
  if ((await install()).exitCode !== 0 && (await runApt('update')).exitCode === 0) await install();
  return (await find()) ?? findChromium();
}

/**
 * The path of a Chromium that runs here: Playwright's own, the system's, or one that is installed now.
 *
 * @returns undefined when none is available
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
  // Playwright's own may only lack system libraries, which root can add.
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
