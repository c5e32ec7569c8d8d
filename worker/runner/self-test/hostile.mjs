// @ts-check
// Attacks of a model that has taken over its child, each by name. The self-test runs them in the sandbox and reports which ones
// failed.
import { spawn, spawnSync } from 'node:child_process';
import { openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { connect } from 'node:net';

const [action = '', argument = ''] = process.argv.slice(2);
const megabyte = 1024 ** 2;

/** @type {Record<string, () => unknown>} */
const actions = {
  inspect: async () => say(await inspect(JSON.parse(argument))),
  loop() {
    for (;;);
  },
  memory: () => fill(Number.POSITIVE_INFINITY),
  hold: () => fill(Number(argument)),
  /** Five processes, each with the given megabytes. */
  crowd() {
    for (let count = 0; count < 4; count++) startMyself('hold', argument);
    fill(Number(argument));
  },
  fork() {
    for (let count = 0; ; count++) {
      const child = startMyself('hold', '1');
      child.on('error', () => {});
      if (child.pid === undefined) return say({ isRefused: true, started: count });
    }
  },
  output() {
    const bytes = Buffer.alloc(megabyte, 'x');
    for (;;) writeSync(1, bytes);
  },
};
await actions[action]?.();

/**
 * Trials without resource bombs.
 * @param {{ port: number, scorerPid: number, secretFile: string, folders: string[], probes: string[] }} task
 */
async function inspect({ port, scorerPid, secretFile, folders, probes }) {
  return {
    isConnected: await isConnected(port),
    // Opened, not written to: a writable file would be the machine's own.
    isSysctlOpened: works(() => openSync('/proc/sys/kernel/core_pattern', 'r+')),
    isProcessSeen: works(() => readFileSync('/proc/1/status')) || works(() => process.kill(scorerPid, 0)),
    isFileRead: works(() => readFileSync(secretFile)),
    writtenTo: folders.filter((folder) =>
      works(() => openSync(`${folder}/tidemark-trial`.replace('//', '/'), 'w')),
    ),
    root: readdirSync('/'),
    environment: Object.keys(process.env),
    /** Exit codes, or the signal's name. */
    probes: Object.fromEntries(
      probes.map((name) => {
        const { status, signal, error } = spawnSync(`/probe/${name}`, { stdio: 'inherit' });
        return [name, status ?? signal ?? String(error)];
      }),
    ),
  };
}

/** @param {() => unknown} work */
function works(work) {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/** @param {number} port @returns {Promise<boolean>} */
function isConnected(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false));
  });
}

/** @param {number} megabytes that are actually written, and held */
function fill(megabytes) {
  const held = [];
  while (held.length < megabytes) held.push(Buffer.alloc(megabyte, 1));
  setInterval(() => held.length, 1_000);
}

/** @param {string} name @param {string} value */
function startMyself(name, value) {
  return spawn(process.execPath, [process.argv[1] ?? '', name, value], { stdio: 'inherit' });
}

/** @param {unknown} words */
function say(words) {
  writeSync(1, JSON.stringify(words));
  process.exit(0);
}
