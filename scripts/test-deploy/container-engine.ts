import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasApt, runApt, runProgram } from '@/testing/run-program';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Folder that stores image layers, the base image and downloads for the next run. */
export const cacheFolder = join(root, '.data', 'deploy');

/**
 * Installs Debian packages for programs that are missing. @param packages package by program @returns the
 * reason for skipping the check if a program can't be installed; empty otherwise
 */
export async function provideTools(packages: Readonly<Record<string, string>>): Promise<string> {
  const listMissing = () => Object.keys(packages).filter((program) => !isInstalled(program));
  if (listMissing().length > 0 && hasApt()) {
    await runApt('-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20', 'update');
    await runApt(
      ...['install', '-y', '--no-install-recommends'],
      ...listMissing().map((program) => packages[program] ?? program),
    );
  }
  const missing = listMissing();
  return missing.length === 0
    ? ''
    : `This machine has no ${missing.join(', ')}, and none could be installed: apt-get install ${missing.map((program) => packages[program]).join(' ')}`;
}

const isInstalled = (program: string): boolean =>
  [...(process.env.PATH ?? '').split(':'), '/usr/sbin'].some((folder) => existsSync(join(folder, program)));

export const engineTools = {
  mmdebstrap: 'mmdebstrap',
  buildah: 'buildah',
  podman: 'podman',
  runc: 'runc',
};

/** Runs a program and returns its output. @throws with the end of the output when the program fails */
export async function runChecked(
  command: string,
  args: readonly string[],
  environment: Record<string, string> = {},
  timeoutMs = 10 * 60_000,
): Promise<string> {
  const { exitCode, output } = await runProgram(command, args, { environment, timeoutMs });
  if (exitCode !== 0)
    throw new Error(
      `${command} ${args.slice(0, 4).join(' ')} … ended with ${exitCode}:\n${output.slice(-4_000)}`,
    );
  return output;
}

/**
 * Sets up Podman and buildah with storage and settings of their own, so that the machine's other containers
 * aren't touched.
 */
export function openEngine(): {
  run: (command: 'podman' | 'buildah', args: readonly string[], timeoutMs?: number) => Promise<string>;
} {
  mkdirSync(cacheFolder, { recursive: true });
  const config = join(cacheFolder, 'containers.conf');
  writeFileSync(config, composeConfig(readFileSync('/proc/self/limits', 'utf8')));
  const storage = ['--root', join(cacheFolder, 'containers'), '--runroot', join(cacheFolder, 'run')];
  const environment = { CONTAINERS_CONF: config, PODMAN_IGNORE_CGROUPSV1_WARNING: '1' };
  return {
    run: (command, args, timeoutMs) => runChecked(command, [...storage, ...args], environment, timeoutMs),
  };
}

/** Limits a container to this process's own resource limits, because a sandbox may not raise them. */
function composeConfig(limitsText: string): string {
  const hardLimit = (name: string) => new RegExp(`^${name} +\\S+ +(\\d+)`, 'm').exec(limitsText)?.[1];
  const limits = [
    ['nofile', hardLimit('Max open files')],
    ['nproc', hardLimit('Max processes')],
  ].flatMap(([name, max]) => (max === undefined ? [] : [`"${name}=${max}:${max}"`]));
  return `[containers]
default_ulimits = [${limits.join(', ')}]
[engine]
cgroup_manager = "cgroupfs"
runtime = "runc"
events_logger = "none"
`;
}
