import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { release } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeReachable } from './reachable-copy';
import { type FilterArchitecture, filterArchitectures } from './seccomp-filter';

const msMax = 10_000;

/** Programs and files from which this machine's sandbox is built. */
export type SandboxFacts = {
  readonly bubblewrap: string;
  readonly prlimit: string;
  /** Path of `setpriv`, with which a runner that is root gives each run a user id of its own. */
  readonly setpriv: string | undefined;
  readonly architecture: FilterArchitecture;
  /** Paths on this machine of the libraries of Node and the ONNX runtime. */
  readonly libraries: readonly string[];
  /** Folders of packages, by name. */
  readonly packages: Readonly<Record<'onnxruntime-node' | 'onnxruntime-common', string>>;
  readonly node: string;
  readonly childFolder: string;
  /** Hash of every fact that may affect the self-test's outcome: another value requires a new test. */
  readonly fingerprint: string;
};

const childFolder = fileURLToPath(new URL('./child', import.meta.url));

/**
 * Finds bubblewrap and the files for the sandbox. @returns undefined without Linux of a known architecture,
 * bubblewrap or the small tools that it needs
 */
export async function findSandboxFacts(): Promise<SandboxFacts | undefined> {
  const architecture = filterArchitectures.find((name) => name === process.arch);
  const [bubblewrap, prlimit, setpriv] = ['bwrap', 'prlimit', 'setpriv'].map(findProgram);
  if (process.platform !== 'linux' || !architecture || !bubblewrap || !prlimit) return undefined;
  if (process.getuid?.() === 0 && !setpriv) return undefined;
  const node = realpathSync(process.execPath);
  const packages = {
    'onnxruntime-node': packageFolder('onnxruntime-node'),
    'onnxruntime-common': packageFolder('onnxruntime-common'),
  };
  const binding = join(
    packages['onnxruntime-node'],
    ...['bin', 'napi-v6', 'linux', process.arch, 'onnxruntime_binding.node'],
  );
  const lists = await Promise.all([node, binding, prlimit].map(listLibraries));
  const version = await runBriefly(bubblewrap, ['--version']);
  return {
    bubblewrap,
    prlimit,
    setpriv: process.getuid?.() === 0 ? setpriv : undefined,
    architecture,
    libraries: [...new Set(lists.flat())].filter((path) => !path.startsWith(packages['onnxruntime-node'])),
    ...reachableParts({ ...packages, node, childFolder }),
    fingerprint: createHash('sha256')
      .update(JSON.stringify([version, release(), process.version, process.getuid?.(), process.arch]))
      .digest('hex'),
  };
}

function reachableParts(parts: Record<keyof SandboxFacts['packages'] | 'node' | 'childFolder', string>) {
  // Leaves out the binaries for other systems, which are several times as large as Linux's.
  const isWanted = (path: string) => !/\/napi-v6\/(darwin|win32)/.test(path);
  const { node, childFolder, ...packages } =
    process.getuid?.() === 0 ? makeReachable(parts, isWanted) : parts;
  return { node, childFolder, packages };
}

export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/bin', '/usr/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => path.startsWith('/') && existsSync(path));
}

function packageFolder(name: string): string {
  const require = createRequire(import.meta.url);
  let folder = dirname(require.resolve(name));
  while (!existsSync(join(folder, 'package.json')) || !isPackage(folder, name)) folder = dirname(folder);
  return realpathSync(folder);
}

const isPackage = (folder: string, name: string): boolean =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name === name;

/** Lists the shared libraries of a program, which must be trusted, since `ldd` may run it. */
export async function listLibraries(program: string): Promise<string[]> {
  const said = await runBriefly('ldd', [program]);
  return [...said.matchAll(/(?:=> )?(\/\S+) \(0x[0-9a-f]+\)/g)].map(([, path = '']) => path);
}

/** Runs a small system tool and returns its output; empty if it fails or is missing. */
export function runBriefly(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: msMax, encoding: 'utf8' }, (error, said) =>
      resolve(error ? '' : said),
    );
  });
}
