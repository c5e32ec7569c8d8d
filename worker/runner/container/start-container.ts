import type { SandboxedProcess } from '../sandboxed-process';
import { composeBundle, type EngineKind, type Mounted, type RunFolder } from './compose-bundle';
import { type ContainerLimits, trainLogLengthMax } from './container-limits';
import type { ContainerEngine } from './find-engine';
import { makeSentryMeasure } from './measure-sentry';
import type { ImageProgram } from './read-manifest';
import { startInNamespaces } from './start-in-namespaces';

export type ContainerProgram = {
  /** Folder of the unpacked image. */
  readonly rootfs: string;
  readonly program: ImageProgram;
  /** Folders of this machine that are mounted at the container's root, read-only. */
  readonly folders?: Partial<Readonly<Record<RunFolder, string>>>;
  readonly mounted?: readonly Mounted[];
};

/** A program that reads inputs, and writes predictions. */
export type PredictingProgram = ContainerProgram & {
  readonly inputName: string;
  readonly outputName: string;
};

/**
 * Space beyond the output limit, so that a file that exceeds the limit is recognised as too large instead of
 * truncated.
 */
const slackBytes = 256 * 1024;
const outputFilesMax = 64;

/** Memory for the engine's configuration, state and logs. */
const engineStateBytes = 32 * 1024 ** 2;

/**
 * Shell functions that mount all that a container sees: the image's files, an output folder of limited size,
 * and this machine's folders. All files of the run are in memory, in a mount namespace that ends with the
 * run.
 */
const mountAll = `
set -eu
rootfs=$1 written=$2 size=$3 state_space=$4 config=$5 kind=$6 engine=$7
shift 7
mount -t tmpfs -o "mode=755,nosuid,nodev,size=$state_space" tmpfs /mnt
cd /mnt
mkdir rootfs state "$written"
show() { mount --bind "$1" "$2"; mount -o remount,bind,ro,nosuid,nodev "$2"; }
show "$rootfs" rootfs
mount -t tmpfs -o "mode=755,nosuid,nodev,noexec,$size" tmpfs "$written"
while [ "$1" != -- ]; do mkdir "$1"; show "$2" "$1"; shift 2; done
shift
printf %s "$config" > config.json
: > log
[ -x "$engine" ]
`;

/**
 * Shell script that runs the container to its end. It prints `ready` before anything untrusted starts; lines
 * after the run are executed when only this script is left in its process namespace. The engine's log is a
 * file of this script, to which the program can't write.
 */
const runEngine = (stdout: '/dev/null' | '&2'): string => `
echo ready
set +e
if [ "$kind" = runsc ]; then set -- --network=none --ignore-cgroups --overlay2=none; else set --; fi
"$engine" --root=/mnt/state --log=/mnt/log --log-format=json "$@" run --pid-file /mnt/pid --bundle /mnt run < /dev/null >${stdout}
code=$?
kill -9 -1 2> /dev/null
if [ -s pid ]; then begun=begun; else begun=unbegun; fi
report() { echo "end $code $begun $1 $2 $(head -c 4000 log | wc -c)"; head -c 4000 log; }
`;

/**
 * Shell script of a run that predicts. Inputs are never on a disk. The predictions aren't read through a
 * link.
 */
const predictScript = `${mountAll}
input=$1 output=$2 output_max=$3
mkdir input
cat > "input/$input"
chmod 444 "input/$input"
${runEngine('/dev/null')}
file=output/$output
size=0
if [ -L "$file" ]; then found=link
elif [ -f "$file" ]; then found=file; size=$(stat -c %s "$file")
elif [ -e "$file" ]; then found=other
else found=nothing; fi
if [ "$size" -gt "$output_max" ] || [ "$(stat -f -c %f output)" = 0 ]; then found=flood; fi
report "$found" "$size"
if [ "$found" = file ]; then cat "$file"; fi
`;

/** Starts a container; the script's standard input becomes the file of inputs. */
export function startContainer(
  engine: ContainerEngine,
  { inputName, outputName, ...container }: PredictingProgram,
  inputBytes: number,
  limits: ContainerLimits,
): Promise<SandboxedProcess> {
  const { outputBytesMax } = limits;
  return start(engine, container, addEngine(engine.kind, limits, inputBytes), {
    ...{ script: predictScript, limits, words: [inputName, outputName, String(outputBytesMax)] },
    written: { name: 'output', bytesMax: outputBytesMax, filesMax: outputFilesMax },
    stateBytes: inputBytes + engineStateBytes,
    seen: [{ from: '/mnt/input', to: '/input', options: ['ro', 'noexec'] }],
  });
}

/** Maximum number of files, folders and links in a trained model. */
export const modelFilesMax = 100_000;

/**
 * Shell script of a training. It packs the model by file names alone, as a tar archive that is the same for
 * the same content. The model is hostile: a link, or any other entry that isn't a file or folder, is reported
 * instead of packed.
 */
const trainScript = `${mountAll}
command -v find > /dev/null && command -v tar > /dev/null
${runEngine('&2')}
odd=$(find model ! -type f ! -type d -printf '/model/%P' -quit)
if [ "$(stat -f -c %f model)" = 0 ] || [ "$(stat -f -c %d model)" = 0 ]; then found=flood
elif [ -n "$odd" ]; then found=other; printf %s "$odd" > log
elif [ -n "$(find model -type f -printf 1 -quit)" ]; then found=file
else found=nothing; fi
report "$found" 0
[ "$code" = 0 ] && [ "$found" = file ] || exit 0
exec tar --create --format=gnu --blocking-factor=1 --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner \\
  --mode=u=rwX,go=rX --hard-dereference --directory=model .
`;

/**
 * Starts the training of an image. Its output ends with the model as a tar archive; its messages are stdout
 * and stderr together. @param modelBytesMax size limit of the archive; the model is in memory, and counts as
 * memory
 */
export function startTraining(
  engine: ContainerEngine,
  container: ContainerProgram,
  modelBytesMax: number,
  limits: ContainerLimits,
): Promise<SandboxedProcess> {
  return start(engine, container, addEngine(engine.kind, limits, 0), {
    ...{ script: trainScript, limits, words: [] },
    written: { name: 'model', bytesMax: modelBytesMax, filesMax: modelFilesMax },
    stateBytes: engineStateBytes,
    seen: [],
    complaintLengthMax: trainLogLengthMax,
  });
}

type Started = {
  readonly script: string;
  /** Arguments of the script. */
  readonly words: readonly string[];
  /** Limits of the program, without the engine and the script. */
  readonly limits: ContainerLimits;
  readonly written: { readonly name: RunFolder; readonly bytesMax: number; readonly filesMax: number };
  readonly stateBytes: number;
  readonly seen: readonly Mounted[];
  readonly complaintLengthMax?: number;
};

function start(
  { kind, architecture, engine, ...tools }: ContainerEngine,
  { rootfs, program, folders = {}, mounted = [] }: ContainerProgram,
  limitsOfAll: ContainerLimits,
  { script, words, limits, written, stateBytes, seen, complaintLengthMax }: Started,
): Promise<SandboxedProcess> {
  const shown = Object.entries(folders);
  const bundle = composeBundle(kind, architecture, program, limits, [
    ...mounted,
    ...seen,
    ...shown.map(([name]): Mounted => ({ from: `/mnt/${name}`, to: `/${name}`, options: ['ro'] })),
    { from: `/mnt/${written.name}`, to: `/${written.name}`, options: ['rw', 'noexec'] },
  ]);
  const size = `size=${written.bytesMax + slackBytes},nr_inodes=${written.filesMax}`;
  return startInNamespaces(tools, limitsOfAll, {
    script,
    words: [
      ...[rootfs, written.name, size, String(stateBytes), JSON.stringify(bundle), kind, engine],
      ...[...shown.flat(), '--', ...words],
    ],
    ...(complaintLengthMax === undefined ? {} : { complaintLengthMax }),
    ...(kind === 'runsc' ? { measure: makeSentryMeasure() } : {}),
  });
}

/**
 * Memory of an engine with the script around it. Tasks are added too: runsc has two for each of the
 * program's, and some of its own.
 */
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
