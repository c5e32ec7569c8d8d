import { createHash } from 'node:crypto';
import { release } from 'node:os';
import { findProgram, runBriefly } from '../sandbox-facts';
import { type FilterArchitecture, filterArchitectures } from '../seccomp-filter';
import type { EngineKind } from './compose-bundle';

/** A container engine on this machine, with Debian's umoci and util-linux. */
export type ContainerEngine = {
  readonly kind: EngineKind;
  readonly version: string;
  readonly architecture: FilterArchitecture;
  /** Path of the engine's program; the paths of the tools follow. */
  readonly engine: string;
  readonly umoci: string;
  readonly unshare: string;
  readonly setpriv: string;
  readonly prlimit: string;
  /** Hash of every fact that may affect the self-test's outcome: another value requires a new test. */
  readonly fingerprint: string;
};

/**
 * Finds an engine and the tools that it needs; `testEngine` then tests its isolation. @returns undefined
 * without Linux of a known architecture, the engine, or one of the tools
 */
export async function findContainerEngine(kind: EngineKind): Promise<ContainerEngine | undefined> {
  const architecture = filterArchitectures.find((name) => name === process.arch);
  const [engine, umoci, unshare, setpriv, prlimit] = [kind, 'umoci', 'unshare', 'setpriv', 'prlimit'].map(
    findProgram,
  );
  if (process.platform !== 'linux' || !architecture) return undefined;
  if (!engine || !umoci || !unshare || !setpriv || !prlimit) return undefined;
  const [first = ''] = (await runBriefly(engine, ['--version'])).split('\n');
  const version = first.replace(/^\S+ version /, '');
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([kind, version, release(), process.getuid?.(), process.arch]))
    .digest('hex');
  return { kind, version, architecture, engine, umoci, unshare, setpriv, prlimit, fingerprint };
}
