import type { FilterArchitecture } from '../seccomp-filter';
import { clone, clone3, deniedCalls, ioctl } from '../syscall-numbers';
import { compose32BitCall, composeRawCall } from './raw-call';

/** `CLONE_NEWUSER`, and with it the signal of a child's end. */
const newUserNamespace = 0x1000_0000;
const childSignal = 17;

/** Calls that a kernel without the filter would allow, or refuse for another reason. */
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
  // AF_VSOCK, of virtual machines, outside of every network namespace.
  socket: [40, 1, 0],
};

/** Proves that probes run at all. */
export const controlProbe = 'getpid';

/** Programs that each make one system call, by name. */
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
    // `getpid` of x32.
    add('x32', 0x4000_0000 + 39, []);
    probes.set('32-bit', compose32BitCall());
  }
  return probes;
}
