import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContainerLimits, containerLimitsDefault } from '../container-limits';
import { decideRunFault } from '../decide-run-fault';
import type { ContainerEngine } from '../find-engine';
import { runToEnd } from '../run-container';
import { makeShellImage, type ShellImage } from './shell-image';

/** Names of the attacks by which the self-test examines this machine's container engine. */
export const engineTrials = [
  'runs-a-program',
  'link-as-output',
  'output',
  'memory',
  'time',
  'files',
  'own-kernel',
  'proc-sys',
  'other-processes',
  'capabilities',
  'network',
] as const;
export type EngineTrial = (typeof engineTrials)[number];

export type EngineReport = {
  /** Attacks that the engine withstood; the engine may be used only if these are all. */
  readonly held: readonly EngineTrial[];
  /** Attacks that succeeded, each with a short finding. */
  readonly failed: readonly { readonly trial: EngineTrial; readonly found: string }[];
};

/** Limits of the attacks: small, so that bombs end soon, but enough for a shell on a busy machine. */
const trialLimits: ContainerLimits = {
  ...containerLimitsDefault,
  memoryBytesMax: 64 * 1024 ** 2,
  wallMsMax: 20_000,
  outputBytesMax: 64 * 1024,
  tmpBytesMax: 4 * 1024 ** 2,
  tasksMax: 40,
};
const loopMsMax = 1_500;
const inputs = 'id,x\n1,2\n';

/**
 * Shell script that writes a line for each thing that it can do and should not be able to: the trial, and a
 * finding.
 */
const intrude = `
exec 2> /dev/null
: > /output/predictions.csv
found() { echo "$*" >> /output/predictions.csv; }
for place in / /usr /etc /proc /sys /input; do
  (: > "$place/written") && found files "wrote into $place"
done
(echo x > /input/inputs.csv) && found files "wrote the inputs"
case "$(cat /proc/version)" in *"$1"*) found own-kernel "the kernel is $1";; esac
(echo x > /proc/sys/kernel/core_pattern) && found proc-sys "wrote core_pattern"
(echo 1 > /proc/sys/vm/drop_caches) && found proc-sys "wrote drop_caches"
[ "$(ls -d /proc/[0-9]* | wc -l)" -gt 9 ] && found other-processes $(ls -d /proc/[0-9]*)
grep -q '^CapEff:[[:space:]]*0*$' /proc/self/status || found capabilities $(grep CapEff /proc/self/status)
grep -v '^ *lo:\\||' /proc/net/dev > /tmp/devices && found network $(cat /tmp/devices)
exit 0
`;

type Trial = {
  readonly trial: EngineTrial;
  readonly script: string;
  /** The predictions, or the fault's code, if the engine withstands the attack. */
  readonly expected: string;
  readonly limits?: Partial<ContainerLimits>;
};

const trials: readonly Trial[] = [
  { trial: 'runs-a-program', script: 'cat /input/inputs.csv > /output/predictions.csv', expected: inputs },
  {
    trial: 'link-as-output',
    script: 'ln -s /input/inputs.csv /output/predictions.csv',
    expected: 'no_output',
  },
  { trial: 'output', script: 'cat /dev/zero > /output/predictions.csv', expected: 'output_too_large' },
  { trial: 'memory', script: 'x=aaaaaaaa; while :; do x=$x$x; done', expected: 'memory' },
  { trial: 'time', script: 'while :; do :; done', limits: { wallMsMax: loopMsMax }, expected: 'timeout' },
];

/** Attacks an engine from inside a container. An engine that doesn't start fails the test, and isn't used. */
export async function testEngine(engine: ContainerEngine): Promise<EngineReport> {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-engine-'));
  try {
    const image = makeShellImage(folder);
    const findings = await runTrials(engine, image);
    for (const [trial, found] of await runIntruder(engine, image)) findings.set(trial, found);
    // runc's programs use the machine's kernel by design: an operator who allows runc accepts that.
    if (engine.kind === 'runc') findings.delete('own-kernel');
    return {
      held: engineTrials.filter((trial) => !findings.has(trial)),
      failed: [...findings].map(([trial, found]) => ({ trial, found: found.slice(0, 300) })),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function runTrials(engine: ContainerEngine, image: ShellImage): Promise<Map<EngineTrial, string>> {
  const findings = new Map<EngineTrial, string>();
  for (const { trial, script, limits, expected } of trials) {
    const outcome = await runScript(engine, image, [script], { ...trialLimits, ...limits });
    if (outcome !== expected) findings.set(trial, `ended as ${outcome}`);
  }
  return findings;
}

async function runIntruder(engine: ContainerEngine, image: ShellImage): Promise<Map<EngineTrial, string>> {
  const outcome = await runScript(engine, image, [intrude, 'sh', release()], trialLimits);
  const lines = outcome.split('\n').filter(Boolean);
  const inspected = engineTrials.slice(trials.length);
  const findings = inspected.flatMap((trial) => {
    const found = lines.find((line) => line.startsWith(`${trial} `));
    return found === undefined ? [] : [[trial, found] as const];
  });
  // Output in any other form comes from a program that didn't run, so it proves nothing: all trials count as
  // failed.
  return new Map(findings.length === lines.length ? findings : inspected.map((trial) => [trial, outcome]));
}

async function runScript(
  engine: ContainerEngine,
  { rootfs, mounted }: ShellImage,
  words: readonly string[],
  limits: ContainerLimits,
): Promise<string> {
  const program = { args: ['/bin/sh', '-c', ...words], env: [], workingFolder: '/' };
  const container = { rootfs, program, mounted, inputName: 'inputs.csv', outputName: 'predictions.csv' };
  try {
    const ended = await runToEnd(engine, container, Buffer.from(inputs), limits);
    const fault = decideRunFault(ended, container.outputName, limits);
    return fault?.code ?? Buffer.from(ended.report?.output ?? []).toString('utf8');
  } catch (error) {
    return error instanceof Error ? error.message : 'it did not start';
  }
}
