import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const packageSchema = z.object({ bin: z.record(z.string(), z.string()) });

/** Path of the script behind a command of an installed npm package. */
export function packageProgram(packageName: string, command: string): string {
  const folder = join(process.cwd(), 'node_modules', packageName);
  const { bin } = packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const script = bin[command];
  if (script === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(folder, script);
}

/**
 * Runs a program to its end and collects both of its outputs.
 * @param options.timeoutMs time after which the program is killed
 * @returns the exit code; null if a signal ended the program or it couldn't be started
 */
export function runProgram(
  command: string,
  args: readonly string[],
  options: { environment?: Record<string, string>; timeoutMs?: number } = {},
): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...process.env, NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1', ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL',
    });
    // When this process gets SIGTERM, the program gets SIGINT, on which test runners clean up. Ctrl-C reaches the program from
    // the terminal already.
    const interrupt = () => child.kill('SIGINT');
    process.once('SIGTERM', interrupt);
    const chunks: Buffer[] = [];
    const output = () => Buffer.concat(chunks).toString();
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => resolve({ exitCode: null, output: `${output()}${error.message}\n` }));
    child.once('close', (exitCode) => {
      process.off('SIGTERM', interrupt);
      resolve({ exitCode, output: output() });
    });
  });
}

/** Runs a Node script to its end and collects its outputs. */
export function runScript(
  args: readonly string[],
  environment?: Record<string, string>,
): Promise<{ exitCode: number | null; output: string }> {
  return runProgram(process.execPath, args, { environment });
}

const timeoutMs = 10 * 60_000;

/** True if packages of Debian or Ubuntu can be installed, which only root can. */
export const hasApt = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

export function runApt(...words: string[]) {
  return runProgram('apt-get', words, { environment: { DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs });
}
