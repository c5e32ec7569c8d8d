import { statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import type { RunLimits } from '../run-limits';
import type { MeasureTree, SandboxedProcess } from '../sandboxed-process';
import { startAsOwnUser } from '../start-as-own-user';
import type { ContainerEngine } from './find-engine';

export type ConfinedScript = {
  /** A program for `/bin/sh`, and its arguments. */
  readonly script: string;
  readonly words: readonly string[];
  /** A folder that the script's user gets. */
  readonly folder?: string;
  readonly measure?: MeasureTree;
  readonly complaintLengthMax?: number;
};

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Starts a shell script as an ordinary user who is root of namespaces of its own: it may mount, and nothing that it mounts or
 * starts is left when it ends, or when this process is killed. No network.
 */
export function startInNamespaces(
  tools: Pick<ContainerEngine, 'unshare' | 'setpriv'>,
  limits: RunLimits,
  { script, words, ...rest }: ConfinedScript,
): Promise<SandboxedProcess> {
  return startAsOwnUser(limits, {
    setpriv: isRoot() ? tools.setpriv : undefined,
    command: [
      ...[tools.setpriv, '--pdeathsig=KILL', '--'],
      ...[tools.unshare, '--user', '--map-root-user', '--mount', '--net', '--ipc', '--uts', '--pid'],
      ...['--mount-proc', '--fork', '--kill-child', '--'],
      ...['/bin/sh', '-c', script, 'sh', ...words],
    ],
    environment: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', HOME: '/' },
    ...rest,
  });
}

/**
 * Requires that another user can reach a folder, since a runner as root gives each run a user of its own.
 * @throws otherwise: the platform is set up wrong
 */
export function requireReachable(path: string): void {
  if (!isAbsolute(path)) throw new Error(`the folder ${path} of a run has to be an absolute path`);
  if (!isRoot()) return;
  for (let folder = dirname(path); folder !== '/'; folder = dirname(folder))
    if ((statSync(folder).mode & 0o001) === 0)
      throw new Error(
        `the folder ${path} of a run is below ${folder}, which other users can’t enter: choose another, or chmod o+x ${folder}`,
      );
}
