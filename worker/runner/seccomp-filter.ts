import { clone, clone3, deniedCalls, ioctl } from './syscall-numbers';

export const filterArchitectures = ['x64', 'arm64'] as const;
export type FilterArchitecture = (typeof filterArchitectures)[number];

/** `AUDIT_ARCH_X86_64` and `AUDIT_ARCH_AARCH64` of `linux/audit.h`. */
const auditNumbers: Record<FilterArchitecture, number> = { x64: 0xc000_003e, arm64: 0xc000_00b7 };

// Classic BPF, `linux/bpf_common.h`.
const load = 0x20;
const jumpIfEqual = 0x15;
const jumpIfAnyBit = 0x45;
const jumpIfAtLeast = 0x35;
const answer = 0x06;

// `struct seccomp_data`: the call's number, its architecture, the lower halves of its arguments.
const callNumber = 0;
const architectureNumber = 4;
const argument = (index: number) => 16 + 8 * index;

// `linux/seccomp.h`.
const killProcess = 0x8000_0000;
const allow = 0x7fff_0000;
const withErrno = (errno: number) => 0x0005_0000 + errno;
const notPermitted = 1;
const noSuchCall = 38;

/** Every `CLONE_NEW…` that `clone` takes: mount, cgroup, uts, ipc, user, pid, net. */
const namespaceFlags = 0x7e02_0000;
/** TIOCSTI types into the terminal of the parent; TIOCLINUX does the same. */
const terminalRequests = [0x5412, 0x541c] as const;
/** Numbers from here on are calls of x32, which has another table. */
const x32Bit = 0x4000_0000;

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, operand: number];

/**
 * Forbidden system calls of a run, as the bytes of a classic BPF program (`struct sock_filter[]`, little-endian), for `bwrap
 * --seccomp`. Another architecture's calls end the process; x32's are refused; a new thread is allowed, a new namespace isn't.
 *
 * Source: Linux, `Documentation/userspace-api/seccomp_filter.rst`.
 */
export function composeSeccompFilter(architecture: FilterArchitecture): Uint8Array {
  const refuse = (errno: number): Instruction => [answer, 0, 0, withErrno(errno)];
  const unless = (number: number): Instruction => [jumpIfEqual, 0, 1, number];
  const denied = Object.values(deniedCalls)
    .map((numbers) => numbers[architecture])
    .filter((number) => number !== null);
  const program: Instruction[] = [
    [load, 0, 0, architectureNumber],
    [jumpIfEqual, 1, 0, auditNumbers[architecture]],
    [answer, 0, 0, killProcess],
    [load, 0, 0, callNumber],
    ...(architecture === 'x64' ? ([[jumpIfAtLeast, 0, 1, x32Bit], refuse(noSuchCall)] as const) : []),
    ...denied.flatMap((number) => [unless(number), refuse(notPermitted)]),
    unless(clone3[architecture]),
    refuse(noSuchCall),
    [jumpIfEqual, 0, 4, clone[architecture]],
    [load, 0, 0, argument(0)],
    [jumpIfAnyBit, 0, 1, namespaceFlags],
    refuse(notPermitted),
    [answer, 0, 0, allow],
    [jumpIfEqual, 0, 4, ioctl[architecture]],
    [load, 0, 0, argument(1)],
    [jumpIfEqual, 1, 0, terminalRequests[0]],
    [jumpIfEqual, 0, 1, terminalRequests[1]],
    refuse(notPermitted),
    [answer, 0, 0, allow],
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
