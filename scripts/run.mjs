import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Runs a TypeScript program of this repository: `node scripts/run.mjs <program> [arguments]`. Before that,
 * installs and patches the packages of the lockfile if necessary, development packages only for programs that
 * test. Progress goes to standard error, so that standard output has only the program's output.
 * Needs only Node, and must parse on old versions, since it runs before packages are installed.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const patchFolder = join(root, 'scripts', 'patches');
const isTest = process.argv[2].startsWith('scripts/test');
const patchPackage = join(root, 'node_modules', 'patch-package', 'index.js');

requireNode();
process.chdir(root);
installPackages();
// Loads tsx as `node --import tsx` would, but without another process, so that signals reach the program
// itself.
await import(pathToFileURL(join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href);
// Sets the arguments as if Node had started the program directly.
process.argv.splice(1, 2, join(root, process.argv[2]));
await import(pathToFileURL(process.argv[1]).href);

/**
 * Requires the minimum version of `engines` in package.json: below it packages lack features, and the site
 * can't be built.
 */
function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major >= 24 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19)) return;
  stop(
    `Tidemark needs Node 20.19, 22.13, 24 or newer; this is ${process.versions.node}. See https://nodejs.org/`,
  );
}

function installPackages() {
  const lockText = readFileSync(join(root, 'package-lock.json'));
  const record = join(root, 'node_modules', '.tidemark-lock');
  const hash = createHash('sha256').update(lockText);
  for (const file of readdirSync(patchFolder).sort()) hash.update(readFileSync(join(patchFolder, file)));
  const wanted = `${hash.digest('hex')} ${process.platform}-${process.arch}`;
  const installed = existsSync(record) ? readFileSync(record, 'utf8').trim() : '';
  if (installed === `${wanted} all` || (!isTest && installed === wanted)) return;
  const lock = JSON.parse(lockText.toString());
  if (!isInstalledByHand(lock, isTest) || !applyPatches()) {
    installAnew();
    if (!applyPatches()) stop('a patch does not fit its package; its output is above.');
  }
  deleteForeignPrograms();
  writeFileSync(record, `${wanted}${isTest ? ' all' : ''}\n`);
}

/**
 * Applies the patches in scripts/patches that aren't applied yet. It isn't a postinstall script because npm
 * runs no install scripts here (.npmrc).
 */
function applyPatches() {
  const words = ['--patch-dir', relative(root, patchFolder), '--error-on-fail'];
  const done = spawnSync(process.execPath, [patchPackage, ...words], { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) process.stderr.write(`${done.stdout}${done.stderr}\n`);
  return done.status === 0;
}

/** Deletes onnxruntime-node's libraries for other platforms: 240 MB that this machine can't run. */
function deleteForeignPrograms() {
  const folder = join(root, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6');
  if (!existsSync(join(folder, process.platform, process.arch))) return;
  for (const platform of readdirSync(folder))
    for (const arch of readdirSync(join(folder, platform)))
      if (platform !== process.platform || arch !== process.arch)
        rmSync(join(folder, platform, arch), { recursive: true });
}

/** True if every needed package has the locked version, as after a manual `npm ci` or `npm install`. */
function isInstalledByHand(lock, withDevelopment) {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const { packages } = JSON.parse(readFileSync(installed, 'utf8'));
  return Object.entries(lock.packages).every(([path, { version, optional, dev }]) => {
    if (path === '' || (dev && !withDevelopment)) return true;
    const isThere = packages[path] !== undefined && existsSync(join(root, path));
    return isThere ? packages[path].version === version : optional === true;
  });
}

function installAnew() {
  process.stderr.write('… installing packages from package-lock.json\n');
  const start = Date.now();
  runNpm();
  process.stderr.write(`✓ packages ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
}

function runNpm() {
  const words = [
    'ci',
    isTest ? '--include=dev' : '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm, ...words]] : ['npm', words];
  const done = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (done.error) stop(`npm, which comes with Node, can't be run: ${done.error.message}`);
  if (done.status !== 0) {
    process.stderr.write(`${done.stdout}${done.stderr}\n`);
    stop('npm ci failed; its output is above.');
  }
}

function stop(word) {
  process.stderr.write(`${word}\n`);
  process.exit(1);
}
