import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const packBrotli = promisify(brotliCompress);

/**
 * Puts each script and style sheet of a build beside itself as brotli of the highest quality, which takes seconds and is as much as a
 * seventh smaller than what Next compresses at each request.
 */
export async function packScripts(root: string): Promise<void> {
  const folder = join(root, '.next', 'static');
  const names = await readdir(folder, { recursive: true });
  const pack = async (name: string) => {
    const bytes = await readFile(join(folder, name));
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    await writeFile(join(folder, `${name}.br`), await packBrotli(bytes, { params }));
  };
  await Promise.all(names.filter((name) => /\.(?:js|css)$/.test(name)).map(pack));
}
