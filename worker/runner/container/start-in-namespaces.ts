import { statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import type { RunLimits } from '../run-limits';
import type { MeasureTree, SandboxedProcess } from '../sandboxed-process';
import { startAsOwnUser } from '../start-as-own-user';
import type { ContainerEngine } from './find-engine';

export type ConfinedScript = {
  /** Source of a program for `/bin/sh`; its arguments follow. */
  readonly script: string;
  readonly words: readonly string[];
  /** A folder whose owner becomes the script's user. */
  readonly folder?: string;
  readonly measure?: MeasureTree;
  readonly complaintLengthMax?: number;
};

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Starts a shell script as an ordinary user who is root of its own namespaces: the script may mount, and
 * nothing that it mounts or starts is left when it ends, or when this process is killed. It has no network.
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
 * Requires that other users can reach a folder, since a runner that is root runs each container as another
 * user. @throws if they can't: the platform is set up wrongly
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
