import { findProgram } from '@/worker/runner/sandbox-facts';
import { hasApt, runApt } from './run-program';

const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scontrol', 'scancel'];

const packages = ['slurm-wlm', 'slurm-wlm-basic-plugins', 'munge'];

/** True where a test may start Slurm's daemons, which run jobs as any user. */
export const hasSlurm = (): boolean =>
  process.getuid?.() === 0 && programs.every((name) => findProgram(name));

/** Installs Slurm for its tests where possible. @returns the reason for skipped tests where it can't */
export async function provideSlurm(): Promise<string> {
  if (!hasSlurm() && hasApt()) {
    await runApt('-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20', 'update');
    await runApt('install', '-y', '--no-install-recommends', ...packages);
  }
  if (hasSlurm()) return '';
  return `There is no Slurm on this machine, or no root, and none could be installed: apt-get install ${packages.join(' ')}\n`;
}
