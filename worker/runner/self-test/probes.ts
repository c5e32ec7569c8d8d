import { clone, clone3, deniedCalls, type FilterArchitecture, ioctl } from '../seccomp-filter';

/** The flag `CLONE_NEWUSER`, with the signal of a child's end (SIGCHLD). */
const newUserNamespace = 0x1000_0000;
const childSignal = 17;

/** Arguments of system calls that a kernel without the filter would allow, or refuse for another reason. */
const attempts: Readonly<Record<string, readonly number[]>> = {
  ptrace: [0],
  unshare: [newUserNamespace],
  mount: [0, 0, 0, 0, 0],
  setns: [-1, 0],
  io_uring_setup: [1, 0],
  keyctl: [0, -3, 0],
  add_key: [0, 0, 0, 0, 0],
  bpf: [0, 0, 0],
  perf_event_open: [0, 0, 0, 0, 0],
  userfaultfd: [1],
  memfd_create: [0, 0],
  process_vm_readv: [1, 0, 0, 0, 0, 0],
  process_vm_writev: [1, 0, 0, 0, 0, 0],
  kexec_load: [0, 0, 0, 0],
  finit_module: [-1, 0, 0],
  // A socket of AF_VSOCK, which virtual machines use and which no network namespace isolates.
  socket: [40, 1, 0],
};

/** A probe whose call is allowed, which shows that probes run at all. */
export const controlProbe = 'getpid';

/** Composes programs that each make one system call, by the call's name. */
export function composeProbes(architecture: FilterArchitecture): Map<string, Uint8Array> {
  const probes = new Map<string, Uint8Array>();
  const add = (name: string, number: number | null | undefined, args: readonly number[]) => {
    if (typeof number === 'number') probes.set(name, composeRawCall(architecture, { number, args }));
  };
  add(controlProbe, architecture === 'x64' ? 39 : 172, []);
  for (const [name, args] of Object.entries(attempts)) add(name, deniedCalls[name]?.[architecture], args);
  add('clone-user', clone[architecture], [newUserNamespace + childSignal, 0, 0, 0, 0]);
  add('clone3', clone3[architecture], [0, 0]);
  add('type-ahead', ioctl[architecture], [0, 0x5412, 0]);
  if (architecture === 'x64') {
    // The number of `getpid` in the x32 table.
    add('x32', 0x4000_0000 + 39, []);
    probes.set('32-bit', compose32BitCall());
  }
  return probes;
}

/** A system call with up to six small arguments, for a program in machine code. */
type RawCall = { readonly number: number; readonly args: readonly number[] };

const headerBytes = 64 + 56;
const loadAddress = 0x40_0000;
const machines: Record<FilterArchitecture, number> = { x64: 62, arm64: 183 };

/**
 * Composes an ELF program of a few instructions that makes one system call and exits with its errno, or with
 * 0 or the lowest byte of the negated result when the call was allowed. Node can't make arbitrary system
 * calls, but a hostile model that controls the runtime can.
 */
function composeRawCall(architecture: FilterArchitecture, call: RawCall): Uint8Array {
  return composeProgram(architecture, architecture === 'x64' ? x64Code(call) : arm64Code(call));
}

/**
 * Composes a program for x86-64 that makes a call through the entry of 32-bit programs (int 0x80), where
 * calls have other numbers.
 */
const compose32BitCall = (): Uint8Array =>
  composeProgram('x64', [...moveImmediate(0xb8, 20), 0xcd, 0x80, ...x64Exit]);

const littleEndian = (value: number): number[] => [
  value & 0xff,
  (value >>> 8) & 0xff,
  (value >>> 16) & 0xff,
  (value >>> 24) & 0xff,
];
const moveImmediate = (opcode: number, value: number): number[] => [opcode, ...littleEndian(value)];

/** Opcodes that load the arguments rdi, rsi, rdx, r10, r8, r9, each by a sign-extended `mov r64, imm32`. */
const x64Arguments = [
  [0x48, 0xc7, 0xc7],
  [0x48, 0xc7, 0xc6],
  [0x48, 0xc7, 0xc2],
  [0x49, 0xc7, 0xc2],
  [0x49, 0xc7, 0xc0],
  [0x49, 0xc7, 0xc1],
];
const x64Syscall = [0x0f, 0x05];
/** Instructions: mov rdi, rax; neg rdi; mov eax, 231 (exit_group); syscall. */
const x64Exit = [0x48, 0x89, 0xc7, 0x48, 0xf7, 0xdf, ...moveImmediate(0xb8, 231), ...x64Syscall];

const x64Code = ({ number, args }: RawCall): number[] => [
  ...moveImmediate(0xb8, number),
  ...args.flatMap((value, index) => [...(x64Arguments[index] ?? []), ...littleEndian(value)]),
  ...x64Syscall,
  ...x64Exit,
];

/** Loads a register: movz and movk of both halves, or movn for a small negative number. */
function arm64Move(register: number, value: number): number[] {
  if (value < 0) return littleEndian((0x9280_0000 | ((~value & 0xffff) << 5) | register) >>> 0);
  return [
    ...littleEndian((0xd280_0000 | ((value & 0xffff) << 5) | register) >>> 0),
    ...littleEndian((0xf2a0_0000 | ((value >>> 16) << 5) | register) >>> 0),
  ];
}
const arm64Syscall = littleEndian(0xd400_0001);
const arm64NumberRegister = 8;

const arm64Code = ({ number, args }: RawCall): number[] => [
  ...arm64Move(arm64NumberRegister, number),
  ...args.flatMap((value, index) => arm64Move(index, value)),
  ...arm64Syscall,
  // Instructions: neg x0, x0; then exit_group.
  ...littleEndian(0xcb00_03e0),
  ...arm64Move(arm64NumberRegister, 94),
  ...arm64Syscall,
];

/** Wraps machine code as an ELF file with one readable and executable segment (elf(5)). */
function composeProgram(architecture: FilterArchitecture, code: readonly number[]): Uint8Array {
  const size = headerBytes + code.length;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 2, true);
  view.setUint16(18, machines[architecture], true);
  view.setUint32(20, 1, true);
  view.setBigUint64(24, BigInt(loadAddress + headerBytes), true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(52, 64, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  view.setUint32(64, 1, true);
  view.setUint32(68, 5, true);
  for (const at of [80, 88]) view.setBigUint64(at, BigInt(loadAddress), true);
  for (const at of [96, 104]) view.setBigUint64(at, BigInt(size), true);
  view.setBigUint64(112, 0x1000n, true);
  bytes.set(code, headerBytes);
  return bytes;
}
