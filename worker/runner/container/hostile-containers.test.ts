import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTestEngine } from '@/testing/provide-containers';
import { listTree } from '../sandboxed-process';
import { deniedCalls, filterArchitectures } from '../seccomp-filter';
import type { ContainerFaultCode } from './container-fault';
import type { ContainerLimits } from './container-limits';
import type { ContainerEngine } from './find-engine';
import { runUnpacked } from './run-container';
import { testLimits, unpackBase, withPerl } from './testing/unpack-base';

const runsc = await findTestEngine('runsc');
const runc = await findTestEngine('runc');
const base = runsc && (await unpackBase(runsc));
const sandboxed = describe.skipIf(runsc === undefined || runc === undefined);

function requireParts() {
  if (!runsc || !runc || !base) throw new Error('a test that should have been skipped');
  return { runsc, runc, base };
}

type End = ContainerFaultCode | 'ok';

/** Time limit in milliseconds for programs that never end. */
const shortMs = 1_500;
/** Tolerance in milliseconds: a busy machine ends a container late. */
const lateMs = 5_000;

type HostileProgram = {
  /** Perl source of the program; its function `report` writes a line of predictions. */
  readonly code: string;
  readonly ends: readonly End[];
  /** Pattern of the predictions, for a program that ends without a fault. */
  readonly says?: RegExp;
  readonly limits?: Partial<ContainerLimits>;
};

type HostilePrograms = Readonly<Record<string, HostileProgram>>;

/** Gives every program its whole name and its expected end. */
const nameAll = (
  nameOf: (name: string) => string,
  toProgram: (code: string) => HostileProgram,
  codes: Readonly<Record<string, string>>,
): HostilePrograms =>
  Object.fromEntries(Object.entries(codes).map(([name, code]) => [nameOf(name), toProgram(code)]));

const short = { wallMsMax: shortMs };

const resources: HostilePrograms = {
  'a memory bomb': { code: '$x .= "x" x 1e6 while 1', ends: ['memory'] },
  'a memory bomb of many processes': {
    code: 'for (1..10) { fork or do { my $x = "x" x 3e7; sleep 60 } } sleep 60',
    ends: ['memory'],
  },
  'a flood of /tmp': { code: 'open O, ">", "/tmp/x"; 1 while print O "x" x 1e5; die $!', ends: ['disk'] },
  'a flood of /dev/shm': {
    code: 'open O, ">", "/dev/shm/x"; 1 while print O "x" x 1e5; die $!',
    ends: ['disk'],
  },
  'a flood of memory through both': {
    code: 'for (qw(/tmp /dev/shm)) { open O, ">", "$_/x"; 1 while print O "x" x 1e5 } $x .= "x" x 1e6 while 1',
    ends: ['memory'],
  },
  'a million files': {
    code: 'for (1..1e6) { open O, ">", "/tmp/$_" or die $! }',
    ends: ['memory', 'timeout', 'disk'],
    limits: short,
  },
  'a flood of predictions': {
    code: 'open O, ">", "/output/predictions.csv"; print O "x" x 1e5 while 1',
    ends: ['output_too_large', 'timeout'],
    limits: short,
  },
  'a flood beside the predictions': {
    code: 'report "ok"; open O, ">", "/output/x"; 1 while print O "x" x 1e5',
    ends: ['output_too_large'],
  },
  'a flood of a file without a name': {
    code: 'open O, ">", "/output/x"; unlink "/output/x"; 1 while print O "x" x 1e5; die $!',
    ends: ['disk'],
  },
  'a sparse file of 1 TB': {
    code: 'open O, ">", "/output/predictions.csv"; truncate O, 2**40 or die $!',
    ends: ['output_too_large'],
  },
  'ten thousand files as output': {
    code: 'for (1..1e4) { open O, ">", "/output/$_" or die $! }',
    ends: ['disk', 'exit_code', 'output_too_large'],
  },
  'a fork bomb': { code: 'fork while 1', ends: ['timeout', 'exit_code', 'memory'], limits: short },
  'a fork bomb of sleepers': {
    code: 'while (1) { my $pid = fork; defined $pid or die "forks"; $pid or sleep 60 }',
    ends: ['exit_code'],
  },
  'endless stdout': { code: '$| = 1; print "x" x 1e5 while 1', ends: ['timeout'], limits: short },
  'endless stderr': { code: 'print STDERR "x" x 1e5 while 1', ends: ['timeout'], limits: short },
  'an endless loop': { code: '1 while 1', ends: ['timeout'], limits: short },
  'a sleeper that ignores signals': {
    code: '$SIG{$_} = "IGNORE" for qw(TERM INT HUP XCPU); sleep 60 while 1',
    ends: ['timeout'],
    limits: short,
  },
  'daemons that outlive it': {
    code: 'for (1..3) { if (!fork) { setpgrp; if (!fork) { close STDERR; sleep 600 } exit } } report "done"',
    ends: ['ok'],
    says: /^done\n$/,
  },
  'a daemon that goes on writing': {
    code: 'report "first"; if (!fork) { close STDERR; while (1) { open O, ">>", "/output/predictions.csv"; print O "more\n"; close O } } select undef, undef, undef, .3',
    ends: ['ok', 'output_too_large'],
    says: /^first\n(more\n)*$/,
  },
  'predictions that nobody may read': {
    code: 'report "mine"; chmod 0, "/output/predictions.csv"',
    ends: ['ok'],
    says: /^mine\n$/,
  },
  'a signal to every process': {
    code: 'report "done"; kill 9, -1; sleep 1',
    ends: ['ok', 'exit_code'],
    says: /^done\n$/,
  },
};

const architecture = filterArchitectures.find((name) => name === process.arch) ?? 'x64';

/** Perl source of a Linux system call; `syscall` requires that texts are variables. */
const call = (name: string, ...words: readonly (string | number)[]): string =>
  `syscall(${[deniedCalls[name]?.[architecture], ...words.map(asVariable)].join(', ')})`;

const asVariable = (word: string | number, index: number): string | number =>
  String(word).startsWith('"') ? `(my $word${index} = ${word})` : word;

const mknod = (path: string, mode: number): string => call('mknodat', -100, `"${path}"`, mode, 0);
const fifo = 0o10644;
const unixSocket = 0o140644;
const disk = 0o60666;

const outputs = nameAll(
  (name) => `${name} as output`,
  (code) => ({ code, ends: ['no_output'] }),
  {
    'a link to the machine’s passwords': 'symlink "/etc/shadow", "/output/predictions.csv" or die $!',
    'a link to another run’s inputs': 'symlink $ENV{SECRET}, "/output/predictions.csv" or die $!',
    'a link to its own inputs': 'symlink "/input/inputs.csv", "/output/predictions.csv" or die $!',
    'a link to its own memory': 'symlink "/proc/self/mem", "/output/predictions.csv" or die $!',
    'a hard link of the inputs': 'link "/input/inputs.csv", "/output/predictions.csv" and die',
    'a fifo': `${mknod('/output/predictions.csv', fifo)} == 0 or die $!`,
    'a socket': `${mknod('/output/predictions.csv', unixSocket)} == 0 or die $!`,
    'a folder': 'mkdir "/output/predictions.csv" or die $!',
    'a link in place of /output': 'rmdir "/output"; rename "/output", "/tmp/o"; symlink "/etc", "/output"',
  },
);

/** Perl source of a `sockaddr` (linux/in.h and linux/un.h). */
const inet = (host: string, port: string): string =>
  `pack("Sna4x8", 2, ${port}, pack("C4", split /\\./, ${host}))`;
const unix = (path: string): string => `pack("Sa108", 1, ${path})`;
const [stream, datagram, raw] = [1, 2, 3];
const connect = (family: number, address: string): string =>
  `socket(S, ${family}, ${stream}, 0) and connect(S, ${address}) and report "open"; report "end"`;
const send = (kind: number, protocol: number, address: string): string =>
  `socket(S, 2, ${kind}, ${protocol}) and send(S, "x" x 64, 0, ${address}) and report "open"; report "end"`;

const networks = nameAll(
  (name) => `network by ${name}`,
  (code) => ({ code, ends: ['ok'], says: /^end\n$/ }),
  {
    'TCP to the machine’s loopback': connect(2, inet('"127.0.0.1"', '$ENV{PORT}')),
    'TCP to the machine’s address': connect(2, inet('$ENV{HOST}', '$ENV{PORT}')),
    'TCP over IPv6': connect(10, 'pack("SnNa16N", 10, $ENV{PORT}, 0, "\\0" x 15 . "\\1", 0)'),
    'UDP to the machine': send(datagram, 0, inet('$ENV{HOST}', '$ENV{PORT}')),
    DNS: send(datagram, 17, inet('"8.8.8.8"', '53')),
    ICMP: send(raw, 1, inet('$ENV{HOST}', '0')),
    frames: `socket(S, 17, ${raw}, 0x0300) and report "open"; report "end"`,
    'the sockets of virtual machines': `socket(S, 40, ${stream}, 0) and report "open"; report "end"`,
    'a tunnel':
      'my $tun = pack("Z16Sx22", "tun0", 1); open T, "+<", "/dev/net/tun" and ioctl(T, 0x400454ca, $tun) and report "open"; report "end"',
    'a named socket of the machine': connect(1, unix('$ENV{SOCKET}')),
    'an abstract socket of the machine': connect(1, unix('"\\0" . $ENV{ABSTRACT}')),
  },
);

const surroundings = nameAll(
  (name) => `a look at ${name}`,
  (code) => ({ code: `${code}; report "end"`, ends: ['ok'], says: /^end\n$/ }),
  {
    'other runs’ files':
      '-e $_ and report $_ for $ENV{SECRET}, $ENV{FOLDER}, "/mnt/state", "/mnt/config.json", "/run/tidemark"',
    'files of the run before':
      '-e $_ and report $_ for "/tmp/left", "/dev/shm/left"; for (qw(/tmp /dev/shm)) { open O, ">", "$_/left" or report "cannot write" }',
    'the machine’s processes':
      'opendir P, "/proc"; my @pids = grep { /^\\d+$/ } readdir P; report "@pids" if @pids != 1; report "seen" if kill 0, $ENV{PID}',
    'the root of its parent':
      'report "entered" if -e "/proc/1/root$ENV{SECRET}" or -e "/proc/1/cwd/../../$ENV{SECRET}"',
    'inherited files':
      'opendir F, "/proc/self/fd"; my @fds = grep { /^\\d+$/ and $_ != fileno F } readdir F; report "@fds" if @fds != 3 or read(STDIN, my $x, 1)',
    'the machine’s variables':
      'my @names = grep { !/^(PATH|HOME|PORT|HOST|SECRET|FOLDER|PID|SOCKET|ABSTRACT|PWD|SHLVL|_|OLDPWD)$/ } keys %ENV; report "@names" if @names',
    'the machine’s settings':
      'for (qw(kernel/core_pattern kernel/modprobe vm/drop_caches kernel/hostname fs/suid_dumpable)) { open O, "+>", "/proc/sys/$_" and report $_ } for (qw(sysrq-trigger kcore self/oom_score_adj/../../1/mem)) { open O, "+<", "/proc/$_" and sysread(O, my $x, 1) and report $_ }',
    'the machine’s devices':
      'opendir D, "/dev"; for (readdir D) { report $_ if -b "/dev/$_" or /^(mem|kmem|port|kvm|sd|vd|nvme|loop|mapper)/ }',
    'a disk of its own making': `${mknod('/tmp/disk', disk)}; open D, "<", "/tmp/disk" and report "opened"`,
    'ptrace of its parent': `report "traced" if ${call('ptrace', 16, '$ENV{PID} + 0', 0, 0)} != -1`,
    'another process’s memory': `my $b = "x" x 64; my $v = pack("QQ", unpack("Q", pack("p", $b)), 8); report "read" if ${call('process_vm_readv', '$ENV{PID} + 0', '$v', 1, '$v', 1, 0)} > 0`,
    mounts: `report "mounted" if ${call('mount', '"none"', '"/tmp"', '"tmpfs"', 0, 0)} != -1; report "unmounted" if ${call('umount2', '"/input"', 0)} != -1; report "moved" if ${call('pivot_root', '"/tmp"', '"/tmp"')} != -1; report "rooted" if ${call('chroot', '"/tmp"')} != -1`,
    'calls of the kernel': [
      'bpf',
      'kexec_load',
      'init_module',
      'reboot',
      'swapon',
      'acct',
      'iopl',
      'settimeofday',
    ]
      .map((name) => `report "${name}: ", $! + 0 if ${call(name, 0, 0, 0, 0)} != -1 or $! != 1 and $! != 38`)
      .join('; '),
    'its own root':
      'for ("/", "/bin", "/lib", "/input", "/proc", "/sys", "/etc") { open O, ">", "$_/written" and report $_ } for ("/bin/perl", "/input/inputs.csv") { open O, ">>", $_ and report $_; chmod 0777, $_ and report "mode of $_"; unlink $_ and report "no $_" }',
    setuid:
      'open S, "<", "/proc/self/status"; /^Cap(Eff|Prm|Bnd|Inh):\\s*(\\w+)/ and hex($2) and report $_ for <S>; $< = 1; $> = 1; report "became $>" if $> == 1',
  },
);

const secretFolder = mkdtempSync(join(tmpdir(), 'tidemark-secret-'));
chmodSync(secretFolder, 0o755);
afterAll(() => rmSync(secretFolder, { recursive: true }));

const prelude = 'sub report { open R, ">>", "/output/predictions.csv" or die $!; print R "@_\n"; close R } ';

let surroundingsOfTests: readonly string[] = [];
let connections = 0;
const servers: Server[] = [];

/** Listens on the addresses that hostile programs try to reach, and creates the files that they look for. */
async function prepareSurroundings(): Promise<void> {
  const { base } = requireParts();
  const secret = join(secretFolder, 'inputs.csv');
  writeFileSync(secret, 'another run’s inputs', { mode: 0o644 });
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const host =
    addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '10.0.0.1';
  const socket = join(base.folder, 'socket');
  const abstract = `tidemark-test-${process.pid}`;
  const port = await listen({ host: '127.0.0.1', port: 0 });
  await listen({ path: socket });
  await listen({ path: `\0${abstract.padEnd(107, '\0')}` });
  surroundingsOfTests = [
    `PORT=${port}`,
    `HOST=${host}`,
    `SECRET=${secret}`,
    `FOLDER=${base.folder}`,
    `PID=${process.pid}`,
    `SOCKET=${socket}`,
    `ABSTRACT=${abstract}`,
  ];
}

function listen(at: { host: string; port: number } | { path: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    servers.push(server);
    server.once('error', reject);
    server.listen(at, () => {
      const address = server.address();
      resolve(address && typeof address === 'object' ? address.port : 0);
    });
  });
}

/** Lists mounts, cgroups and processes that a run could leave on this machine. */
const listLeft = () => ({
  mounts: readFileSync('/proc/self/mountinfo', 'utf8'),
  groups: ['/sys/fs/cgroup', '/sys/fs/cgroup/memory', '/sys/fs/cgroup/pids']
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path))
    .filter((name) => name.startsWith(`tidemark-run-${process.pid}-`)),
  processes: listTree(process.pid).length,
});

const input = { name: 'inputs.csv', bytes: Buffer.from('id,x\na,1\n') } as const;

async function run({ code, limits }: HostileProgram, engine: ContainerEngine) {
  const { base } = requireParts();
  const image = withPerl(base.image, prelude + code);
  const startedAt = performance.now();
  const outcome = await runUnpacked(
    { ...image, program: { ...image.program, env: surroundingsOfTests } },
    { input, limits: { ...testLimits, ...limits }, faultsAs: 'texts' },
    engine,
  );
  expect(performance.now() - startedAt).toBeLessThan((limits?.wallMsMax ?? testLimits.wallMsMax) + lateMs);
  return outcome;
}

/** Runs a program to its expected end, then checks that nothing of it is left. */
async function expectEnd(program: HostileProgram, engine: ContainerEngine): Promise<void> {
  const before = listLeft();
  const outcome = await run(program, engine);
  const said = outcome.ok ? Buffer.from(outcome.value.output.bytes).toString() : '';
  const text = outcome.ok ? said : outcome.error.text;
  expect(program.ends, text).toContain(outcome.ok ? 'ok' : outcome.error.code);
  if (outcome.ok && program.says !== undefined) expect(said).toMatch(program.says);
  if (!outcome.ok) expect(text?.length).toBeLessThan(5_000);
  expect(listLeft()).toEqual(before);
  expect(connections).toBe(0);
}

sandboxed('hostile program', () => {
  beforeAll(prepareSurroundings);
  afterAll(() => {
    for (const server of servers) server.close();
    if (base) rmSync(base.folder, { recursive: true, force: true });
  });

  it.each(Object.entries({ ...resources, ...outputs, ...networks, ...surroundings }))(
    'in runsc: %s',
    (_, program) => expectEnd(program, requireParts().runsc),
  );

  it.each(Object.entries({ ...networks, ...surroundings }))('in runc: %s', (_, program) =>
    expectEnd(program, requireParts().runc),
  );
});
