import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContainerLimits } from '../../container/container-limits';
import { writePerlLayer } from '../../container/testing/perl-image';
import { testLimits } from '../../container/testing/unpack-base';
import { writeDockerArchive } from '../../container/testing/write-image';
import { findSlurmEngine, type SlurmEngine, type SlurmRequest } from '../run-on-slurm';

/** Opens a folder that all nodes see, for images of Perl programs, and the engine that runs their jobs. */
export async function openCluster() {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-cluster-'));
  chmodSync(folder, 0o711);
  const found = findSlurmEngine('runsc', folder);
  if (!found) throw new Error('a test that should have been skipped');
  const engine = { ...found, resultGraceMs: 1_000 };
  const perlLayer = await writePerlLayer();
  let imageCount = 0;
  return {
    folder,
    engine,
    /** Writes an image whose program is this Perl code, and returns its path. */
    writeImage(code: string): string {
      const path = join(folder, `image-${imageCount++}.tar`);
      const config = { Entrypoint: ['/bin/perl', '-e', code] };
      writeFileSync(path, writeDockerArchive({ layers: [perlLayer], config }));
      return path;
    },
    /** Returns an engine whose jobs run a shell script instead of a container. */
    withScript: (script: string, changes: Partial<SlurmEngine> = {}): SlurmEngine => ({
      ...engine,
      program: ['/bin/sh', '-c', script, 'sh'],
      ...changes,
    }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const askOfCluster = (
  image: string,
  {
    cores = 1,
    gpus = 0,
    rows = 'a,1\nb,22\n',
    ...limits
  }: Partial<ContainerLimits> & Partial<SlurmRequest['needs']> & { readonly rows?: string } = {},
): SlurmRequest => ({
  image,
  input: { name: 'inputs.csv', bytes: Buffer.from(`id,x\n${rows}`) },
  limits: { ...testLimits, ...limits },
  faultsAs: 'texts',
  needs: { cores, gpus },
});
