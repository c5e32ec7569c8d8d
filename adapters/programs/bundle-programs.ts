import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin, stop } from 'esbuild';

/** Modules that start a thread in TypeScript: each registers a loader and imports one module. */
export const threadStarters = [
  'adapters/markdown/thread.mjs',
  'adapters/pictures/thread.mjs',
  'adapters/predictions-readers/thread.mjs',
  'worker/queues/queue-thread.mjs',
];

/**
 * Bundles programs and the threads that they start, without packages. A process that reads a few files starts in a quarter of the
 * processor time that compiling hundreds takes, with a fifth less memory; a scorer has five such threads.
 *
 * @param options.root the repository's folder, with packages and the files beside a source
 * @param options.programs their paths from the root
 * @param options.folder its content is replaced; no process may run from it
 * @returns the absolute path of each program's bundle
 * @throws esbuild's error where a source can't be compiled
 */
export async function bundlePrograms<P extends string>(options: {
  root: string;
  programs: readonly P[];
  folder: string;
}): Promise<(program: P) => string> {
  const { root, programs, folder } = options;
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries([
      ...programs.map((program) => [nameOf(program), program]),
      ...threadStarters.map((starter) => [nameOf(starter), findStarted(root, starter)]),
    ]),
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: 'linked',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    write: false,
    plugins: [keepPlaces(root)],
  });
  // esbuild's service process would otherwise live as long as this process.
  await stop();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
  return (program) => join(folder, `${nameOf(program)}.mjs`);
}

/** All bundles are in one folder, so that each bundle finds its thread's bundle beside itself. */
const nameOf = (path: string): string => path.replace(/\.m?[jt]s$/, '').replaceAll('/', '-');

function findStarted(root: string, starter: string): string {
  const imported = /import\('(\.\/[\w-]+\.ts)'\)/.exec(readFileSync(join(root, starter), 'utf8'))?.[1];
  if (imported === undefined) throw new Error(`${starter} starts no module`);
  return join(dirname(starter), imported);
}

/**
 * Plugin that keeps file paths valid in bundles: a bundle still finds files beside its original source, and
 * finds its thread's starter beside the bundle.
 */
function keepPlaces(root: string): Plugin {
  return {
    name: 'keep-places',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const source = JSON.stringify(pathToFileURL(path).href);
        const contents = readFileSync(path, 'utf8').replaceAll(
          /new URL\('\.\/([\w-]+\.mjs)', import\.meta\.url\)|import\.meta\.url/g,
          (place, file?: string) => {
            const starter = file && join(dirname(relative(root, path)), file);
            if (starter && threadStarters.includes(starter))
              return `new URL('./${nameOf(starter)}.mjs', import.meta.url)`;
            return place.replace('import.meta.url', source);
          },
        );
        return { contents, loader: 'ts' };
      });
    },
  };
}
