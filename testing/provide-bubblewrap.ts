import { findTestSandbox } from './find-test-sandbox';
import { hasApt, runApt } from './run-apt';

/** Installs bubblewrap for tests of the sandbox where possible. @returns the reason for skipped tests where it can't */
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
