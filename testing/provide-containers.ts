import type { EngineKind } from '@/worker/runner/container/compose-bundle';
import { type ContainerEngine, findContainerEngine } from '@/worker/runner/container/find-engine';
import { findProgram, runBriefly } from '@/worker/runner/sandbox-facts';
import { hasApt, runApt } from './run-program';

/**
 * Installs gVisor, runc and umoci, which tests of containers need, if possible. @returns the reason why those tests must be
 * skipped; empty if they needn't
 */
export async function provideContainers(): Promise<string> {
  if (await hasBoth()) return '';
  if (hasApt()) {
    await runApt('-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20', 'update');
    for (const name of ['runsc', 'runc', 'umoci'])
      await runApt('install', '-y', '--no-install-recommends', name);
    if (await hasBoth()) return '';
  }
  return (
    'There is no runsc, runc or umoci on this machine, or none that may make namespaces, and none could be installed, so ' +
    'containers were not tried on it. Install them with: apt-get install runsc runc umoci\n'
  );
}

const hasBoth = async (): Promise<boolean> =>
  (await findTestEngine('runsc')) !== undefined && (await findTestEngine('runc')) !== undefined;

/**
 * A container engine for tests; undefined if this machine can't have one, since some containers have the programs but allow no
 * namespaces. That is decided by a minimal command, so that a faulty engine of the site fails its tests instead of skipping
 * them.
 */
export async function findTestEngine(kind: EngineKind): Promise<ContainerEngine | undefined> {
  const engine = await findContainerEngine(kind);
  if (!engine || !findProgram('perl')) return undefined;
  const asUser =
    process.getuid?.() === 0
      ? [engine.setpriv, '--reuid=65534', '--regid=65534', '--clear-groups', '--']
      : [];
  const namespaces = ['--user', '--map-root-user', '--mount', '--pid', '--net', '--mount-proc', '--fork'];
  const [command = '', ...words] = [...asUser, engine.unshare, ...namespaces, '/bin/echo', 'yes'];
  return (await runBriefly(command, words)) === 'yes\n' ? engine : undefined;
}
