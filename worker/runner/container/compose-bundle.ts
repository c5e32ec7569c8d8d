import { deniedCalls, type FilterArchitecture, namespaceFlags } from '../seccomp-filter';
import type { ContainerLimits } from './container-limits';
import type { ImageProgram } from './read-manifest';

export type EngineKind = 'runsc' | 'runc';

/** Folders that every image has after unpacking, because the container mounts something there. */
export const containerFolders = ['input', 'output', 'tmp', 'proc', 'dev', 'sys'] as const;

/**
 * Folders that the container sees only for an image that trains itself; other images may have folders of
 * these names.
 */
export const runFolders = ['model', 'previous'] as const;

export type RunFolder = 'input' | 'output' | (typeof runFolders)[number];

/** A folder that is mounted into the container: its path outside and inside. */
export type Mounted = {
  readonly from: string;
  readonly to: string;
  readonly options: readonly ('ro' | 'rw' | 'noexec')[];
};

/**
 * Composes the container's configuration. Only the program comes from the image: no privilege, no network, a
 * read-only root; `/tmp` and the output folder have limited size. User 0 in the container has no capability;
 * outside, it is the run's own user.
 * Source: OCI runtime specification 1.0.2, "Configuration".
 * @param mounted folders that are added to the image's own
 */
export function composeBundle(
  kind: EngineKind,
  architecture: FilterArchitecture,
  program: ImageProgram,
  limits: ContainerLimits,
  mounted: readonly Mounted[],
): Record<string, unknown> {
  return {
    ociVersion: '1.0.2',
    hostname: 'run',
    root: { path: 'rootfs', readonly: true },
    process: {
      terminal: false,
      user: { uid: 0, gid: 0 },
      args: program.args,
      env: environmentOf(program),
      cwd: program.workingFolder,
      capabilities: { bounding: [], effective: [], inheritable: [], permitted: [], ambient: [] },
      noNewPrivileges: true,
      rlimits: resourceLimits(kind, limits),
    },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc', options: ['nosuid', 'noexec', 'nodev'] },
      memoryFolder('/dev', 65_536, 'mode=755', 'noexec'),
      memoryFolder('/dev/shm', limits.tmpBytesMax, 'mode=1777', 'noexec'),
      memoryFolder('/tmp', limits.tmpBytesMax, 'mode=1777'),
      ...mounted.map(bind),
    ],
    linux: {
      namespaces: ['pid', 'network', 'ipc', 'uts', 'mount'].map((type) => ({ type })),
      maskedPaths,
      readonlyPaths,
      ...(kind === 'runc' ? { seccomp: composeSeccomp(architecture) } : {}),
    },
  };
}

/** Docker's default PATH, for an image that declares none. */
const pathDefault = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Returns the image's environment variables. By default, HOME is `/tmp`, the only place where a program can
 * keep files.
 */
export function environmentOf({ env }: ImageProgram): readonly string[] {
  const defaults = [`PATH=${pathDefault}`, 'HOME=/tmp'];
  const isDeclared = (variable: string) => env.some((each) => each.startsWith(variable.replace(/=.*/, '=')));
  return [...env, ...defaults.filter((variable) => !isDeclared(variable))];
}

const bind = ({ from, to, options }: Mounted) => ({
  destination: to,
  type: 'bind',
  source: from,
  options: ['bind', 'nosuid', 'nodev', ...options],
});

const memoryFolder = (destination: string, sizeBytes: number, ...options: readonly string[]) => ({
  destination,
  type: 'tmpfs',
  source: 'tmpfs',
  options: ['nosuid', 'nodev', `size=${Math.ceil(sizeBytes / 1_024)}k`, ...options],
});

/** Number of threads that the engine itself needs; runc counts them against the user's limit. */
const engineTasks = { runsc: 0, runc: 32 };
const filesMax = 1_024;

function resourceLimits(kind: EngineKind, limits: ContainerLimits) {
  const limit = (type: string, value: number) => ({ type, hard: value, soft: value });
  return [
    limit('RLIMIT_NPROC', limits.tasksMax + engineTasks[kind]),
    limit('RLIMIT_NOFILE', filesMax),
    limit('RLIMIT_CORE', 0),
    limit('RLIMIT_MEMLOCK', 0),
  ];
}

/**
 * Docker's list of paths in /proc and /sys that containers can't read; runsc has hardly any of these files.
 */
const maskedPaths = [
  ...['/proc/acpi', '/proc/asound', '/proc/interrupts', '/proc/kcore', '/proc/keys', '/proc/latency_stats'],
  ...['/proc/timer_list', '/proc/timer_stats', '/proc/sched_debug', '/proc/scsi', '/sys/firmware'],
];
const readonlyPaths = ['bus', 'fs', 'irq', 'sys', 'sysrq-trigger'].map((name) => `/proc/${name}`);

/**
 * System calls that the filter for models refuses, but ordinary programs need; a container's own namespaces
 * make them harmless.
 */
const allowedHere = ['socket', 'socketpair', 'memfd_create'];

/** AF_UNIX (`linux/socket.h`): allows only sockets between processes of the run. */
const unixSockets = 1;
const noSuchCall = 38;

/**
 * Composes the seccomp filter for runc, whose programs use the machine's own kernel: it refuses the system
 * calls that models are refused.
 */
function composeSeccomp(architecture: FilterArchitecture) {
  const refused = (names: readonly string[], rest: object = {}) => ({
    names,
    action: 'SCMP_ACT_ERRNO',
    ...rest,
  });
  return {
    defaultAction: 'SCMP_ACT_ALLOW',
    architectures: [architecture === 'x64' ? 'SCMP_ARCH_X86_64' : 'SCMP_ARCH_AARCH64'],
    syscalls: [
      refused(Object.keys(deniedCalls).filter((name) => !allowedHere.includes(name))),
      refused(['clone3'], { errnoRet: noSuchCall }),
      refused(['socket'], { args: [{ index: 0, value: unixSockets, op: 'SCMP_CMP_NE' }] }),
      ...bitsOf(namespaceFlags).map((bit) =>
        refused(['clone'], { args: [{ index: 0, value: bit, valueTwo: bit, op: 'SCMP_CMP_MASKED_EQ' }] }),
      ),
    ],
  };
}

const bitsOf = (flags: number): number[] =>
  Array.from({ length: 31 }, (_, index) => 2 ** index).filter((bit) => (flags & bit) !== 0);
