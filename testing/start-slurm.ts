import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { runProgram } from './run-program';
import { waitUntil } from './wait-until';

type Daemon = 'munged' | 'slurmctld' | 'slurmd';

/**
 * A Slurm cluster that consists of this machine alone. The configuration states more processors and memory than the machine
 * has, since jobs of tests need little.
 */
export type Slurm = {
  /** The environment variable by which Slurm's commands find the cluster. */
  readonly environment: { readonly SLURM_CONF: string };
  run(command: string, ...words: readonly string[]): Promise<string>;
  kill(daemon: Daemon): Promise<void>;
  start(daemon: Daemon): Promise<void>;
  /**
   * Does what an operator would do after a daemon was killed: restarts slurmd, which reports its jobs to slurmctld, so that
   * slurmctld gives up jobs that never began. Without this it takes minutes. Also makes a node available again that was asked
   * to start a job twice.
   */
  mend(): Promise<void>;
  /** Names and states of the jobs that have ended, from Slurm's own record. */
  listEnded(): { name: string; state: string }[];
  stop(): Promise<void>;
};

/** Starts munged, slurmctld and slurmd with all files in a new folder, which takes some five seconds. */
export async function startSlurm(): Promise<Slurm> {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-slurm-'));
  // munged refuses a folder that others may write to, while every user must be able to reach the socket in this folder.
  chmodSync(folder, 0o755);
  const files = { conf: join(folder, 'slurm.conf'), ended: join(folder, 'ended'), key: join(folder, 'key') };
  for (const name of ['state', 'spool', 'munge']) mkdirSync(join(folder, name), { mode: 0o755 });
  writeFileSync(files.key, randomBytes(1_024), { mode: 0o400 });
  writeFileSync(files.conf, await composeConfig(folder, files.ended));
  writeFileSync(join(folder, 'gres.conf'), 'Name=gpu File=/dev/null\n');
  writeFileSync(files.ended, '', { mode: 0o600 });
  const environment = { SLURM_CONF: files.conf };
  const munge = ['socket', 'pid-file', 'seed-file', 'log-file'].map(
    (name) => `--${name}=${join(folder, 'munge', name)}`,
  );
  const words: Readonly<Record<Daemon, readonly string[]>> = {
    munged: ['--foreground', '--force', `--key-file=${files.key}`, ...munge],
    slurmctld: ['-D', '-i', '-f', files.conf],
    slurmd: ['-D', '-f', files.conf, '-N', hostname()],
  };
  const running = new Map<Daemon, ChildProcess>();
  const start = async (daemon: Daemon) => {
    const log = openSync(join(folder, `${daemon}.log`), 'a');
    running.set(daemon, spawn(daemon, words[daemon], { stdio: ['ignore', log, log], cwd: folder }));
  };
  const kill = async (daemon: Daemon) => {
    const child = running.get(daemon);
    running.delete(daemon);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const run = async (command: string, ...args: readonly string[]) =>
    (await runProgram(command, args, { environment, timeoutMs: 60_000 })).output;
  const mend = async () => {
    await kill('slurmd');
    await start('slurmd');
    await sleep(2_000);
    await run('scontrol', 'update', `nodename=${hostname()}`, 'state=resume');
  };
  const stop = async () => {
    await run('scancel', '--state=PENDING').catch(() => {});
    for (const daemon of ['slurmctld', 'slurmd', 'munged'] as const) await kill(daemon);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const daemon of ['munged', 'slurmctld', 'slurmd'] as const) await start(daemon);
    await waitUntil(async () => /\bidle\b/.test(await run('sinfo', '--noheader', '--format=%T')));
  } catch (error) {
    const logs = ['munged', 'slurmctld', 'slurmd'].map((name) => readLog(join(folder, `${name}.log`)));
    await stop();
    throw new Error(`Slurm did not start: ${logs.join('\n')}`, { cause: error });
  }
  return { environment, run, kill, start, mend, listEnded: () => parseEnded(files.ended), stop };
}

const readLog = (path: string): string => readFileSync(path, 'utf8').slice(-2_000);

const parseEnded = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, name, state] = /\bName=(\S+) JobState=(\S+)/.exec(line) ?? [];
      return name && state ? [{ name, state }] : [];
    });

async function composeConfig(folder: string, ended: string): Promise<string> {
  const [controller, node] = [await findFreePort('127.0.0.1'), await findFreePort('127.0.0.1')];
  const host = hostname();
  return `ClusterName=test
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=${join(folder, 'munge', 'socket')}
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SlurmdParameters=config_overrides
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=1
JobAcctGatherParams=OverMemoryKill
JobCompType=jobcomp/filetxt
JobCompLoc=${ended}
GresTypes=gpu
StateSaveLocation=${join(folder, 'state')}
SlurmdSpoolDir=${join(folder, 'spool')}
SlurmctldPidFile=${join(folder, 'slurmctld.pid')}
SlurmdPidFile=${join(folder, 'slurmd.pid')}
SlurmctldPort=${controller}
SlurmdPort=${node}
SlurmctldTimeout=30
SlurmdTimeout=60
KillWait=2
BatchStartTimeout=5
MinJobAge=10
MailProg=/bin/true
ReturnToService=2
NodeName=${host} NodeAddr=127.0.0.1 CPUs=4 RealMemory=16000 Gres=gpu:1 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}
