import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isNumberTaken } from '@/adapters/embedded-postgres/process-table';
import { parseRunnerEnvironment, parseScorerEnvironment, parseWebEnvironment } from '@/adapters/environment';
import { bundlePrograms } from '@/adapters/programs/bundle-programs';
import { isBuilt } from './build-site';
import { processEnvironment } from './child-environments';

/**
 * Programs of the site's processes. They run without source maps, which would make cached responses a tenth
 * slower.
 */
export const sitePrograms = {
  web: { program: 'server/main.ts', flags: [] },
  scorer: { program: 'worker/main.ts', flags: ['--enable-source-maps'] },
  runner: { program: 'worker/runner/main.ts', flags: ['--enable-source-maps'] },
} as const;

type Part = keyof typeof sitePrograms;

const parsers = { web: parseWebEnvironment, scorer: parseScorerEnvironment, runner: parseRunnerEnvironment };

const urlNames = { web: 'DATABASE_URL_WEB', scorer: 'DATABASE_URL_SCORER', runner: null } as const;

/**
 * Runs the web process, a scorer or a runner until it ends, with only its own settings. A service manager
 * restarts it. @param variables environment variables, including those read from files @returns the exit code
 * @throws with a message for the operator
 */
export async function runPart(
  part: Part,
  root: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const environment = processEnvironment(part, variables);
  const urlName = urlNames[part];
  if (urlName && !environment[urlName]) throw new Error(explainMissingDatabase(part, urlName));
  const settings = parsers[part](environment);
  if (!settings.ok) throw new Error(settings.error);
  if (part === 'web' && !isBuilt(root))
    throw new Error('The pages of this version aren’t built: run `npm run build` first.');
  const { program, flags } = sitePrograms[part];
  const folder = makeProgramsFolder();
  try {
    const findBundle = await bundlePrograms({ root, programs: [program], folder: join(folder, 'programs') });
    return await runProgram([...flags, findBundle(program)], environment);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const explainMissingDatabase = (part: Part, urlName: string): string =>
  `\`npm run ${part}\` needs ${urlName} (or ${urlName}_FILE), the address of a PostgreSQL server that other machines can reach, as \`npm run migrate\` has prepared it. ` +
  'The embedded server is for one machine: `npm start` runs the whole site there.';

const folderPrefix = 'tidemark-part-';

/**
 * Makes a temporary folder for the bundled programs, and removes those of processes that were killed, except
 * another user's.
 */
export function makeProgramsFolder(parent = tmpdir(), remove: typeof rmSync = rmSync): string {
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(folderPrefix) && Number(name.slice(folderPrefix.length).split('-')[0]);
    if (!pid || isNumberTaken(pid)) continue;
    try {
      remove(join(parent, name), { recursive: true, force: true });
    } catch {
      // The folder belongs to another user's process: several users may run processes of a site on one
      // machine.
    }
  }
  return mkdtempSync(join(parent, `${folderPrefix}${process.pid}-`));
}

/** Runs a Node program until it ends, and passes signals on to it. @returns its exit code */
function runProgram(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, args, {
    env: environment,
    // Runs in a session of its own: otherwise the program would get Ctrl-C from the terminal, and again from
    // this process.
    detached: true,
    // No messages pass through the channel: it closes when this process is killed, and then the child stops
    // (adapters/stop-signals.ts).
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => done(code ?? 1));
  });
}
