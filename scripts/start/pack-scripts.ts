import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { z } from 'zod';

const packBrotli = promisify(brotliCompress);

/** What Next writes of a build, as far as it is needed here. */
const buildManifest = z.object({ rootMainFiles: z.array(z.string()).min(1) });

/** Asks the browser to compile all of a script while it arrives, on a thread of its own, not function by function when each is called. */
const compileHint = Buffer.from('//# allFunctionsCalledOnLoad\n');

/**
 * Puts each script and style sheet of a build beside itself as brotli of the highest quality, which takes seconds and is as much as a
 * seventh smaller than what Next compresses at each request. Scripts with which every page begins, React and Next, ask to be compiled
 * at once (docs/decisions/0073).
 *
 * @throws where the build doesn't say which these are
 */
export async function packScripts(root: string): Promise<void> {
  const folder = join(root, '.next', 'static');
  const names = await readdir(folder, { recursive: true });
  const first = await readFirstScripts(root);
  const pack = async (name: string) => {
    const file = await readFile(join(folder, name));
    const bytes = first.has(`static/${name}`) ? Buffer.concat([compileHint, file]) : file;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    await writeFile(join(folder, `${name}.br`), await packBrotli(bytes, { params }));
  };
  await Promise.all(names.filter((name) => /\.(?:js|css)$/.test(name)).map(pack));
}

/** By their places in the build. */
async function readFirstScripts(root: string): Promise<ReadonlySet<string>> {
  const manifest = await readFile(join(root, '.next', 'build-manifest.json'), 'utf8');
  return new Set(buildManifest.parse(JSON.parse(manifest)).rootMainFiles);
}
