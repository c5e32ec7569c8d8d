import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runModel } from '../run-model';
import type { SandboxFacts } from '../sandbox-facts';
import type { StopReason } from '../sandboxed-process';
import { inspectSandbox } from './inspect-sandbox';
import { composeProbes } from './probes';
import { type HostileEnd, loopMsMax, runHostile, trialLimits } from './run-hostile';
import { attempt, type Finding, type Findings, type SandboxReport, sandboxTrials } from './sandbox-report';

/** ONNX file of the model `y = Identity(x)`, x and y float32[N, 2], written by onnx 1.17. */
const identity = Buffer.from(
  'CAg6QQoQCgF4EgF5IghJZGVudGl0eRIBZ1oUCgF4Eg8KDQgBEgkKAxIBTgoCCAJiFAoBeRIPCg0IARIJCgMSAU4KAggCQgQKABAN',
  'base64',
);

/** A folder that a run can reach, which under root has another user. */
const parent = process.getuid?.() === 0 ? '/tmp' : tmpdir();

/**
 * Attacks the sandbox in the form in which it runs models, for two or three seconds. @returns the attacks that the sandbox
 * withstood and those that succeeded; an attack that didn't take place counts as a success
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
      ...(await inspectSandbox(facts, { secretFile, probeFolder, probes: [...probes.keys()] })),
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

/** Checks that an honest model does run: a sandbox in which nothing runs would withstand every attack. */
async function runHonestModel(facts: SandboxFacts): Promise<Finding> {
  const values = Float32Array.of(1, -2.5, 3, 4);
  const run = await runModel(
    {
      model: identity,
      inputs: [{ name: 'x', type: 'float32', shape: [2, 2], values }],
      outputs: [{ name: 'y', type: 'float32', valuesPerRow: 2 }],
      limits: trialLimits,
      faultsAs: 'codes',
    },
    { kind: 'native', facts },
  );
  if (!run.ok) return run.error.code;
  return run.value.outputs[0]?.values.join() === values.join() ? undefined : 'other outputs';
}

/** Tries programs that allocate without limit. */
async function tryBombs(facts: SandboxFacts): Promise<Findings> {
  const run = (...change: string[]) => runHostile(facts, trialLimits, change);
  const share = String(Math.floor((0.6 * trialLimits.memoryBytesMax) / 1024 ** 2));
  return {
    ...(await attempt('memory', async () => endedForMemory(await run('memory')))),
    ...(await attempt('memory-of-many', async () => endedForMemory(await run('crowd', share)))),
    ...(await attempt('tasks', async () => refusedTasks(await run('fork')))),
    ...(await attempt('output', async () => stoppedFor('output', await run('output')))),
    ...(await attempt('endless-loop', async () =>
      stoppedFor('time', await runHostile(facts, { ...trialLimits, wallMsMax: loopMsMax }, ['loop'])),
    )),
  };
}

/**
 * Requires an end for lack of memory: by the watchdog, by the kernel for the cgroup, or by a failed
 * allocation.
 */
function endedForMemory(end: HostileEnd): Finding {
  if (end.left > 0) return `${end.left} tasks were left`;
  const isRefused = /out of memory|allocation failed/i.test(end.complaint);
  return end.stoppedFor === 'memory' || end.isMemoryKilled || isRefused ? undefined : inWords(end);
}

function refusedTasks(end: HostileEnd): Finding {
  if (end.left > 0) return `${end.left} tasks were left`;
  const isRefused = end.said.includes('"isRefused":true');
  // Node aborts when its threads can't be started, which also means that the limit held.
  const isBroken = end.exitCode !== 0 && /uv_thread_create|EAGAIN|pthread_create/.test(end.complaint);
  return isRefused || isBroken || end.stoppedFor === 'tasks' ? undefined : inWords(end);
}

function stoppedFor(reason: StopReason, end: HostileEnd): Finding {
  if (end.left > 0) return `${end.left} tasks were left`;
  return end.stoppedFor === reason ? undefined : inWords(end);
}

const inWords = ({ stoppedFor, exitCode, signal, complaint }: HostileEnd): string =>
  `stopped for ${stoppedFor}, exit ${exitCode}, signal ${signal}: ${complaint.slice(-200)}`;
