import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** One file of JavaScript made of our side, as a build makes it: Python keeps its modules compiled too. */
export async function bundleScoreFiles(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('score-files.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // yauzl is CommonJS.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
}
