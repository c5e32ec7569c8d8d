import { chmodSync, existsSync, lstatSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { containerFolders, type Mounted } from '../compose-bundle';

/** Folders of this machine's programs and libraries, which the test image mounts. */
const systemFolders = ['usr', 'bin', 'lib', 'lib64', 'nix'];

export type ShellImage = { readonly rootfs: string; readonly mounted: readonly Mounted[] };

/** Makes an image with this machine's shell and small tools, which are mounted instead of copied. */
export function makeShellImage(folder: string): ShellImage {
  const rootfs = join(folder, 'rootfs');
  mkdirSync(rootfs);
  const mounted: Mounted[] = [];
  for (const name of systemFolders) {
    const from = `/${name}`;
    if (!existsSync(from)) continue;
    if (lstatSync(from).isSymbolicLink()) symlinkSync(readlinkSync(from), join(rootfs, name));
    else {
      mkdirSync(join(rootfs, name));
      mounted.push({ from, to: from, options: ['ro'] });
    }
  }
  for (const name of [...containerFolders, 'etc']) mkdirSync(join(rootfs, name));
  for (const each of [folder, rootfs]) chmodSync(each, 0o755);
  return { rootfs, mounted };
}
