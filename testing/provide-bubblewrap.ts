import { findSandboxFacts, runBriefly, type SandboxFacts } from '@/worker/runner/sandbox-facts';
import { hasApt, runApt } from './run-program';

/**
 * Installs bubblewrap, which tests of the sandbox need, if possible. @returns the reason why those tests must be skipped; empty
 * if they needn't
 */
export async function provideBubblewrap(): Promise<string> {
  if (await findTestSandbox()) return '';
  if (hasApt()) {
    await runApt('-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20', 'update');
    await runApt('install', '-y', '--no-install-recommends', 'bubblewrap');
    if (await findTestSandbox()) return '';
  }
  return (
    'There is no bubblewrap on this machine that may make namespaces, and none could be installed, so the sandbox for models was ' +
    'not tried. Install it with: apt-get install bubblewrap\n'
  );
}

/**
 * The facts about this machine's sandbox, for tests; undefined if it can't have one, since some containers have bubblewrap but
 * allow no namespaces. That is decided by a minimal bubblewrap command, so that a faulty sandbox of the site fails its tests
 * instead of skipping them.
 */
export async function findTestSandbox(): Promise<SandboxFacts | undefined> {
  const facts = await findSandboxFacts();
  const words = [
    '--unshare-all',
    '--unshare-user',
    '--disable-userns',
    '--uid',
    '65534',
    '--ro-bind',
    '/',
    '/',
  ];
  const output = facts && (await runBriefly(facts.bubblewrap, [...words, '--', '/bin/echo', 'yes']));
  return output === 'yes\n' ? facts : undefined;
}
