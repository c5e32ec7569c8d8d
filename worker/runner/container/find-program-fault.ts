import { closeSync, lstatSync, openSync, readlinkSync, readSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { environmentOf } from './compose-bundle';
import { type ContainerFault, quote } from './container-fault';
import type { ImageProgram } from './read-manifest';

/**
 * Finds the reason why an image's program can't start, to give a clearer message than the engine's. @param
 * rootfs the image's unpacked files; links are followed only within them
 */
export function findProgramFault(rootfs: string, program: ImageProgram): ContainerFault | undefined {
  const { args, workingFolder } = program;
  const folder = findInside(rootfs, workingFolder);
  if (!folder?.stats.isDirectory())
    return noEntrypoint(
      `The image’s WORKDIR ${quote(workingFolder)} is not a folder of the image`,
      'make it with RUN mkdir -p',
    );
  const [name = ''] = args;
  const found = listCandidates(program, name)
    .map((path) => findInside(rootfs, path))
    .find((each) => each?.stats.isFile() && (each.stats.mode & 0o111) !== 0);
  if (!found)
    return noEntrypoint(
      `The image’s program ${quote(name)} is missing, or it is not executable`,
      'check ENTRYPOINT, CMD and PATH, and use chmod +x',
    );
  return findFormatFault(rootfs, found.path, name);
}

const noEntrypoint = (finding: string, fix: string): ContainerFault => ({
  code: 'no_entrypoint',
  text: `${finding}. To fix it: ${fix}.`,
});

/**
 * Lists the paths where a program may be, as `execvp` searches: a name with a slash is a path, any other is
 * looked up in PATH.
 */
function listCandidates(program: ImageProgram, name: string): string[] {
  if (name.includes('/')) return [name.startsWith('/') ? name : `${program.workingFolder}/${name}`];
  const path = environmentOf(program)
    .find((variable) => variable.startsWith('PATH='))
    ?.slice('PATH='.length);
  return (path ?? '').split(':').map((folder) => `${folder}/${name}`);
}

const elfMagic = '\x7fELF';

/** Values of `e_machine` in elf(5), by Node's names of the architectures. */
const machines: Readonly<Record<string, number>> = { x64: 62, arm64: 183 };

function findFormatFault(rootfs: string, path: string, name: string): ContainerFault | undefined {
  const head = readHead(path);
  const text = head.toString('latin1');
  if (text.startsWith('#!')) {
    const [, interpreter = ''] = /^#![ \t]*([^ \t\n]*)/.exec(text) ?? [];
    if (findInside(rootfs, interpreter)?.stats.isFile()) return undefined;
    return noEntrypoint(
      `The image’s program ${quote(name)} is a script for ${quote(interpreter)}, which the image doesn’t have`,
      'install it, or correct the first line of the script',
    );
  }
  if (!text.startsWith(elfMagic))
    return noEntrypoint(
      `The image’s program ${quote(name)} is neither a binary nor a script`,
      'begin a script with a line such as #!/usr/bin/env python3',
    );
  if (head.readUInt16LE(18) === machines[process.arch]) return undefined;
  return {
    code: 'architecture',
    text: `The image’s program ${quote(name)} is for another processor. Build the image with docker build --platform linux/${process.arch === 'x64' ? 'amd64' : process.arch}.`,
  };
}

/** Number of bytes to read of a program: more than the kernel reads of a script's first line. */
const headBytes = 512;

function readHead(path: string): Buffer {
  const head = Buffer.alloc(headBytes);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, head.byteLength, 0);
  } finally {
    closeSync(file);
  }
  return head;
}

type Found = { readonly path: string; readonly stats: Stats };

/** Maximum number of symbolic links in a path, as in Linux. */
const linksMax = 40;

/** Resolves a path as if `rootfs` were the root folder: links can't lead out of it. */
export function findInside(rootfs: string, path: string): Found | undefined {
  const waiting = path.split('/').reverse();
  const passed: string[] = [];
  for (let links = 0; waiting.length > 0; ) {
    const part = waiting.pop();
    if (part === undefined || part === '' || part === '.') continue;
    if (part === '..') {
      passed.pop();
      continue;
    }
    const stats = findStats(join(rootfs, ...passed, part));
    if (!stats) return undefined;
    if (!stats.isSymbolicLink()) {
      passed.push(part);
      continue;
    }
    links += 1;
    if (links > linksMax) return undefined;
    const target = readlinkSync(join(rootfs, ...passed, part));
    if (target.startsWith('/')) passed.length = 0;
    waiting.push(...target.split('/').reverse());
  }
  const found = join(rootfs, ...passed);
  const stats = findStats(found);
  return stats && { path: found, stats };
}

function findStats(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}
