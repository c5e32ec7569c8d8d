import { findProgram } from '@/worker/runner/sandbox-facts';
import { findPythonWith } from './find-python';
import { hasApt, runApt } from './run-program';

const packages = ['mmdebstrap', 'buildah', 'python3-sklearn'];

const hasTools = async (): Promise<boolean> =>
  process.getuid?.() === 0 &&
  findProgram('mmdebstrap') !== undefined &&
  findProgram('buildah') !== undefined &&
  (await findPythonWith('sklearn')) !== undefined;

/**
 * Installs the programs that build a Debian image with scikit-learn, if possible. @returns the reason why tests with that image
 * must be skipped; empty if they needn't
 */
export async function provideDebianImages(): Promise<string> {
  if (!(await hasTools()) && hasApt()) {
    await runApt('-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20', 'update');
    await runApt('install', '-y', '--no-install-recommends', ...packages);
  }
  if (await hasTools()) return '';
  return `There is no Debian on this machine that builds images, or no root: apt-get install ${packages.join(' ')}\n`;
}
