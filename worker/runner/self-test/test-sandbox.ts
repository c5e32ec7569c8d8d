import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxFacts } from '../sandbox-facts';
import { tryBombs } from './bombs';
import { attempt, type Findings } from './findings';
import { look } from './look';
import { composeProbes } from './probes';
import { runHonestModel } from './run-honest-model';
import { type SandboxReport, sandboxTrials } from './sandbox-report';

/** Where a run of root, which is another user, gets at what the trial lays out for it. */
const parent = process.getuid?.() === 0 ? '/tmp' : tmpdir();

/**
 * Attacks the sandbox as it would run a model, with programs that mean harm: takes two seconds or three.
 * @returns which attacks it held against; a trial that didn't take place hasn't held
 */
export async function testSandbox(facts: SandboxFacts): Promise<SandboxReport> {
  const folder = mkdtempSync(join(parent, 'tidemark-trial-'));
  try {
    chmodSync(folder, 0o755);
    const secretFile = join(folder, 'another-job');
    writeFileSync(secretFile, randomBytes(16).toString('hex'), { mode: 0o644 });
    const probeFolder = join(folder, 'probe');
    mkdirSync(probeFolder, { mode: 0o755 });
    const probes = composeProbes(facts.architecture);
    for (const [name, program] of probes) writeFileSync(join(probeFolder, name), program, { mode: 0o755 });
    const findings: Findings = {
      ...(await attempt('runs-a-model', () => runHonestModel(facts))),
      ...(await look(facts, { secretFile, probeFolder, probes: [...probes.keys()] })),
      ...(await tryBombs(facts)),
    };
    return reportOf(findings);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function reportOf(findings: Findings): SandboxReport {
  const held = sandboxTrials.filter((trial) => trial in findings && findings[trial] === undefined);
  return {
    held,
    failed: sandboxTrials
      .filter((trial) => !held.includes(trial))
      .map((trial) => ({ trial, found: findings[trial] ?? 'not tried' })),
  };
}
