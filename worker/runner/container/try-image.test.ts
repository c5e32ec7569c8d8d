import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { findTestEngine } from '@/testing/provide-containers';
import { removeLeftImages } from './run-sealed-image';
import { honestPerl, writePerlLayer } from './testing/perl-image';
import { writeDockerArchive } from './testing/write-image';

it.skipIf((await findTestEngine('runsc')) === undefined)(
  'tryImage runs an image even if the umask hides new files from other users and a runner starts beside it',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tidemark-try-'));
    try {
      const [image, inputs, out] = ['image.tar', 'inputs.csv', 'predictions.csv'].map((name) =>
        join(folder, name),
      ) as [string, string, string];
      const config = { Entrypoint: ['/bin/perl', '-e', `print STDERR "warns\n";${honestPerl}`] };
      writeFileSync(image, writeDockerArchive({ layers: [await writePerlLayer()], config }));
      writeFileSync(inputs, 'id,a\nx,1\n');
      const runner = [process.execPath, '--import', 'tsx', 'worker/runner/main.ts'];
      const words = ['sh', ...runner, 'try-image', image, inputs, '--out', out];
      const tried = promisify(execFile)('sh', ['-c', 'umask 077; exec "$@"', ...words]);
      // A runner removes the folders of others that were killed when it starts.
      while (tried.child.exitCode === null) {
        await removeLeftImages();
        await setTimeout(20);
      }
      expect((await tried).stderr).toBe('warns\n');
      expect(readFileSync(out, 'utf8')).toBe('id,prediction\nx,0.428571428571429\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
