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
  /** Folders of this machine that the container sees at its root, read-only. */
  readonly folders?: Partial<Readonly<Record<RunFolder, string>>>;
  readonly mounted?: readonly Mounted[];
};

/** A program that reads its inputs, and writes predictions. */
export type PredictingProgram = ContainerProgram & {
  readonly inputName: string;
  readonly outputName: string;
};

/** More than a folder may keep, so that a file of its whole size is known to be too large. */
const slackBytes = 256 * 1024;
const outputFilesMax = 64;

/** Configuration, state and logs of the engine. */
const engineStateBytes = 32 * 1024 ** 2;

/**
 * Makes what a container sees: the image's files, a folder of limited size that it writes, and this machine's folders. All files
 * of the run are in memory, in a mount namespace that ends with it.
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
 * Runs the container to its end: prints `ready` before anything untrusted starts. What follows runs when nothing but this script is
 * left in its process namespace. The engine's log is a file of this script, where the program can't write.
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

/** Inputs touch no disk. The predictions are never read through a link. */
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

/** Starts a container; its input is what it reads as a file. */
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

/** Number of files, folders and links together. */
export const modelFilesMax = 100_000;

/**
 * The model is packed by its names alone: a tar archive of files and folders, the same for the same content. It is hostile: links
 * aren't followed, and one is reported instead of packed, as is everything else that isn't a file or folder.
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
 * Starts the training of an image. Its output ends with the model as a tar archive, and its messages are stdout and stderr together.
 * @param modelBytesMax of that archive; the model is in memory, and counts as such
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
  /** The script's own arguments. */
  readonly words: readonly string[];
  /** Limits of the program alone. */
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
