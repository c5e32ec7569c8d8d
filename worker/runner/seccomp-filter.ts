export const filterArchitectures = ['x64', 'arm64'] as const;
export type FilterArchitecture = (typeof filterArchitectures)[number];

/** Architecture numbers: `AUDIT_ARCH_X86_64` and `AUDIT_ARCH_AARCH64` of `linux/audit.h`. */
const auditNumbers: Record<FilterArchitecture, number> = { x64: 0xc000_003e, arm64: 0xc000_00b7 };

// Instructions of classic BPF, by `linux/bpf_common.h`.
const load = 0x20;
const jumpIfEqual = 0x15;
const jumpIfAnyBit = 0x45;
const jumpIfAtLeast = 0x35;
const ret = 0x06;

// Offsets in `struct seccomp_data`: the call's number, its architecture, the lower halves of its arguments.
const callNumber = 0;
const architectureNumber = 4;
const argument = (index: number) => 16 + 8 * index;

// Return values of a filter, by `linux/seccomp.h`.
const killProcess = 0x8000_0000;
const allow = 0x7fff_0000;
const withErrno = (errno: number) => 0x0005_0000 + errno;
const notPermitted = 1;
const noSuchCall = 38;

/** Every `CLONE_NEW…` flag that `clone` accepts: mount, cgroup, uts, ipc, user, pid, net. */
export const namespaceFlags = 0x7e02_0000;
/** ioctl requests that type into the parent's terminal: TIOCSTI and TIOCLINUX. */
const terminalRequests = [0x5412, 0x541c] as const;
/** System call numbers from here on belong to x32, which has another table. */
const x32Bit = 0x4000_0000;

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, operand: number];

/**
 * Composes the filter of a run's system calls, as the bytes of a classic BPF program (`struct sock_filter[]`,
 * little-endian) for `bwrap --seccomp`. A call of another architecture ends the process; calls of x32 are
 * refused; a new thread is allowed, a new namespace isn't.
 * Source: Linux, `Documentation/userspace-api/seccomp_filter.rst`.
 */
export function composeSeccompFilter(architecture: FilterArchitecture): Uint8Array {
  const refuse = (errno: number): Instruction => [ret, 0, 0, withErrno(errno)];
  const unless = (number: number): Instruction => [jumpIfEqual, 0, 1, number];
  const denied = Object.values(deniedCalls)
    .map((numbers) => numbers[architecture])
    .filter((number) => number !== null);
  const program: Instruction[] = [
    [load, 0, 0, architectureNumber],
    [jumpIfEqual, 1, 0, auditNumbers[architecture]],
    [ret, 0, 0, killProcess],
    [load, 0, 0, callNumber],
    ...(architecture === 'x64' ? ([[jumpIfAtLeast, 0, 1, x32Bit], refuse(noSuchCall)] as const) : []),
    ...denied.flatMap((number) => [unless(number), refuse(notPermitted)]),
    unless(clone3[architecture]),
    refuse(noSuchCall),
    [jumpIfEqual, 0, 4, clone[architecture]],
    [load, 0, 0, argument(0)],
    [jumpIfAnyBit, 0, 1, namespaceFlags],
    refuse(notPermitted),
    [ret, 0, 0, allow],
    [jumpIfEqual, 0, 4, ioctl[architecture]],
    [load, 0, 0, argument(1)],
    [jumpIfEqual, 1, 0, terminalRequests[0]],
    [jumpIfEqual, 0, 1, terminalRequests[1]],
    refuse(notPermitted),
    [ret, 0, 0, allow],
  ];
  const bytes = new DataView(new ArrayBuffer(8 * program.length));
  program.forEach(([code, ifTrue, ifFalse, operand], index) => {
    bytes.setUint16(8 * index, code, true);
    bytes.setUint8(8 * index + 2, ifTrue);
    bytes.setUint8(8 * index + 3, ifFalse);
    bytes.setUint32(8 * index + 4, operand, true);
  });
  return new Uint8Array(bytes.buffer);
}

/**
 * System call numbers of Linux, by `asm/unistd_64.h` (x86-64) and `asm-generic/unistd.h` (aarch64); null where an architecture
 * has no such call.
 */
type Numbers = { readonly x64: number | null; readonly arm64: number | null };

const both = (x64: number | null, arm64: number | null): Numbers => ({ x64, arm64 });

/**
 * System calls that a model never needs, and that have been used to escape sandboxes: mounts and namespaces,
 * memory of other processes, the kernel's own programs and queues, keys, modules, clocks; and all sockets,
 * since those of virtual machines (AF_VSOCK) ignore network namespaces.
 */
export const deniedCalls: Readonly<Record<string, Numbers>> = {
  mount: both(165, 40),
  umount2: both(166, 39),
  pivot_root: both(155, 41),
  chroot: both(161, 51),
  open_tree: both(428, 428),
  move_mount: both(429, 429),
  fsopen: both(430, 430),
  fsconfig: both(431, 431),
  fsmount: both(432, 432),
  fspick: both(433, 433),
  mount_setattr: both(442, 442),
  statmount: both(457, 457),
  listmount: both(458, 458),
  open_tree_attr: both(467, 467),
  unshare: both(272, 97),
  setns: both(308, 268),
  ptrace: both(101, 117),
  process_vm_readv: both(310, 270),
  process_vm_writev: both(311, 271),
  process_madvise: both(440, 440),
  process_mrelease: both(448, 448),
  kcmp: both(312, 272),
  pidfd_open: both(434, 434),
  pidfd_getfd: both(438, 438),
  io_uring_setup: both(425, 425),
  io_uring_enter: both(426, 426),
  io_uring_register: both(427, 427),
  io_setup: both(206, 0),
  io_submit: both(209, 2),
  keyctl: both(250, 219),
  add_key: both(248, 217),
  request_key: both(249, 218),
  bpf: both(321, 280),
  perf_event_open: both(298, 241),
  userfaultfd: both(323, 282),
  memfd_create: both(319, 279),
  memfd_secret: both(447, 447),
  vmsplice: both(278, 75),
  name_to_handle_at: both(303, 264),
  open_by_handle_at: both(304, 265),
  fanotify_init: both(300, 262),
  fanotify_mark: both(301, 263),
  kexec_load: both(246, 104),
  kexec_file_load: both(320, 294),
  init_module: both(175, 105),
  finit_module: both(313, 273),
  delete_module: both(176, 106),
  reboot: both(169, 142),
  swapon: both(167, 224),
  swapoff: both(168, 225),
  acct: both(163, 89),
  quotactl: both(179, 60),
  quotactl_fd: both(443, 443),
  syslog: both(103, 116),
  personality: both(135, 92),
  sethostname: both(170, 161),
  setdomainname: both(171, 162),
  settimeofday: both(164, 170),
  clock_settime: both(227, 112),
  clock_adjtime: both(305, 266),
  adjtimex: both(159, 171),
  iopl: both(172, null),
  ioperm: both(173, null),
  modify_ldt: both(154, null),
  uselib: both(134, null),
  mknod: both(133, null),
  mknodat: both(259, 33),
  lookup_dcookie: both(212, 18),
  nfsservctl: both(180, 42),
  mbind: both(237, 235),
  set_mempolicy: both(238, 237),
  migrate_pages: both(256, 238),
  move_pages: both(279, 239),
  shmget: both(29, 194),
  shmat: both(30, 196),
  semget: both(64, 190),
  msgget: both(68, 186),
  mq_open: both(240, 180),
  socket: both(41, 198),
  socketpair: both(53, 199),
};

/**
 * A filter can't read the flags of `clone3`, which are in memory. It returns ENOSYS, so that programs use
 * `clone`.
 */
export const clone3 = { x64: 435, arm64: 435 };
export const clone = { x64: 56, arm64: 220 };
export const ioctl = { x64: 16, arm64: 29 };
