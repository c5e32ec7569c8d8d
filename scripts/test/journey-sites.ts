import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The sites on which browser journeys run, by the name of their Playwright project, and the variable with a
 * site's URL.
 */
export const journeySites = {
  demo: { urlVariable: 'TIDEMARK_E2E_DEMO_URL', hasDemo: true },
  bare: { urlVariable: 'TIDEMARK_E2E_BARE_URL', hasDemo: false },
} as const;

/** Port of the OpenID Connect issuer with which journeys sign in to the demo's site. */
export const journeyIssuerPort = 4719;

export type JourneySite = keyof typeof journeySites;

export const isJourneySite = (name: string): name is JourneySite => Object.hasOwn(journeySites, name);

export function journeyUrl(site: JourneySite): string {
  const { urlVariable } = journeySites[site];
  const url = process.env[urlVariable];
  if (!url) throw new Error(`playwright.config.ts sets ${urlVariable}`);
  return url;
}

/** Returns the data folder of a site under test. */
export function journeyDataDir(site: JourneySite): string {
  const folder = process.env.TIDEMARK_JOURNEYS_DIR;
  if (!folder) throw new Error('the global setup sets TIDEMARK_JOURNEYS_DIR');
  return join(folder, site);
}

const lastWords = (site: JourneySite) => `${journeyDataDir(site)}-ended.txt`;

/** Reports to the tests, which run in other processes, that a site has ended although it wasn't stopped. */
export function noteEnd(site: JourneySite, lastOutput: string): void {
  writeFileSync(lastWords(site), lastOutput);
}

/**
 * Waits until a site under test is ready. @throws with the site's output if it ends, or isn't ready in time
 */
export async function awaitJourneySite(site: JourneySite, patienceMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    if (existsSync(lastWords(site))) break;
    // The site serves pages before the scorer takes jobs, and before the demo is complete, so both are
    // awaited.
    if ((await isScorerHeard(site)) && !existsSync(join(journeyDataDir(site), 'run', 'demo.json'))) return;
    await sleep(250);
  }
  const lastOutput = [lastWords(site), join(journeyDataDir(site), 'logs', 'web.log')]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8').slice(-4_000));
  throw new Error(`The ${site} site for the journeys isn't ready.\n${lastOutput.join('\n')}`);
}

async function isScorerHeard(site: JourneySite): Promise<boolean> {
  try {
    const response = await fetch(`${journeyUrl(site)}/readyz`, { signal: AbortSignal.timeout(5_000) });
    return (await response.json()).scorer === 'ok';
  } catch {
    return false;
  }
}
