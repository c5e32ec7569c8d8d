import type { SandboxedProcess } from '../sandboxed-process';
import { composeBundle, type EngineKind, type Mounted } from './compose-bundle';
import type { ContainerLimits } from './container-limits';
import type { ContainerEngine } from './find-engine';
import { makeSentryMeasure } from './measure-sentry';
import type { ImageProgram } from './read-manifest';
import { startInNamespaces } from './start-in-namespaces';

export type ContainerProgram = {
  /** Folder of the unpacked image. */
  readonly rootfs: string;
  readonly program: ImageProgram;
  readonly inputName: string;
  readonly outputName: string;
  readonly mounted?: readonly Mounted[];
};

/** More than `/output` may keep, so that a file of the whole folder's size is known to be too large. */
const outputSlackBytes = 256 * 1024;
const outputFilesMax = 64;

/** Configuration, state and logs of the engine, beside the inputs. */
const stateBytes = 32 * 1024 ** 2;

/**
 * Runs a container to its end: prints `ready` before anything untrusted starts, and after its end one line, the engine's log and
 * the predictions. All files of the run are in memory, in a mount namespace that ends with it: inputs touch no disk. The
 * predictions are read when nothing but this script is left in its process namespace, and never through a link.
 * The engine's log is a file of this script, where the program can't write.
 */
const script = `
set -eu
rootfs=$1 input=$2 output=$3 output_max=$4 output_space=$5 state_space=$6 config=$7 kind=$8 engine=$9
mount -t tmpfs -o "mode=755,nosuid,nodev,size=$state_space" tmpfs /mnt
cd /mnt
mkdir rootfs input output state
mount --bind "$rootfs" rootfs
mount -o remount,bind,ro,nosuid,nodev rootfs
mount -t tmpfs -o "mode=755,nosuid,nodev,noexec,nr_inodes=${outputFilesMax},size=$output_space" tmpfs output
cat > "input/$input"
chmod 444 "input/$input"
printf %s "$config" > config.json
: > log
[ -x "$engine" ]
echo ready
set +e
if [ "$kind" = runsc ]; then set -- --network=none --ignore-cgroups --overlay2=none; else set --; fi
"$engine" --root=/mnt/state --log=/mnt/log --log-format=json "$@" run --pid-file /mnt/pid --bundle /mnt run < /dev/null > /dev/null
code=$?
kill -9 -1 2> /dev/null
file=output/$output
size=0
if [ -L "$file" ]; then found=link
elif [ -f "$file" ]; then found=file; size=$(stat -c %s "$file")
elif [ -e "$file" ]; then found=other
else found=nothing; fi
if [ "$size" -gt "$output_max" ] || [ "$(stat -f -c %f output)" = 0 ]; then found=flood; fi
if [ -s pid ]; then begun=begun; else begun=unbegun; fi
echo "end $code $begun $found $size $(head -c 4000 log | wc -c)"
head -c 4000 log
if [ "$found" = file ]; then cat "$file"; fi
`;

/** Starts a container; its input is what it reads as a file. */
export function startContainer(
  engine: ContainerEngine,
  container: ContainerProgram,
  inputBytes: number,
  limits: ContainerLimits,
): Promise<SandboxedProcess> {
  const { rootfs, program, inputName, outputName, mounted = [] } = container;
  const bundle = composeBundle(engine.kind, engine.architecture, program, limits, mounted);
  return startInNamespaces(engine, addEngine(engine.kind, limits, inputBytes), {
    script,
    words: [
      ...[rootfs, inputName, outputName, limits.outputBytesMax, limits.outputBytesMax + outputSlackBytes],
      ...[inputBytes + stateBytes, JSON.stringify(bundle), engine.kind, engine.engine],
    ].map(String),
    ...(engine.kind === 'runsc' ? { measure: makeSentryMeasure() } : {}),
  });
}

/** Memory of an engine and the script around it; and tasks: runsc has two for each of the program's, and some of its own. */
const engineBytes = 96 * 1024 ** 2;
const addTasks: Readonly<Record<EngineKind, (tasks: number) => number>> = {
  runsc: (tasks) => 2 * tasks + 80,
  runc: (tasks) => tasks + 40,
};

const addEngine = (kind: EngineKind, limits: ContainerLimits, inputBytes: number): ContainerLimits => ({
  ...limits,
  memoryBytesMax: limits.memoryBytesMax + engineBytes + inputBytes,
  tasksMax: addTasks[kind](limits.tasksMax),
});
