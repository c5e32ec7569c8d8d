import { findProgram } from '@/worker/runner/sandbox-facts';
import { hasApt, runApt } from './run-program';

const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scontrol', 'scancel'];

const packages = ['slurm-wlm', 'slurm-wlm-basic-plugins', 'munge'];

/** True if a test may start the daemons of Slurm, which run jobs as any user. */
export const hasSlurm = (): boolean =>
  process.getuid?.() === 0 && programs.every((name) => findProgram(name));

/** Installs Slurm if possible. @returns the reason why its tests must be skipped; empty if they needn't */
export async function provideSlurm(): Promise<string> {
  if (!hasSlurm() && hasApt()) {
    await runApt('-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20', 'update');
    await runApt('install', '-y', '--no-install-recommends', ...packages);
  }
  if (hasSlurm()) return '';
  return `There is no Slurm on this machine, or no root, and none could be installed: apt-get install ${packages.join(' ')}\n`;
}
