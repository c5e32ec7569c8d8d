import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const packageSchema = z.object({ bin: z.record(z.string(), z.string()) });

/** The script behind a command of an installed package. */
export function packageProgram(packageName: string, command: string): string {
  const folder = join(process.cwd(), 'node_modules', packageName);
  const { bin } = packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const script = bin[command];
  if (script === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(folder, script);
}

/**
 * Runs a program to its end, collecting both of its outputs.
 *
 * @param options.timeoutMs after which it is killed
 * @returns the exit code, null when a signal ended it or it never began
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
    // SIGINT, since test runners clean up on it; Ctrl-C reaches them from the terminal already.
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

/** Runs a Node script to its end. */
export function runScript(
  args: readonly string[],
  environment?: Record<string, string>,
): Promise<{ exitCode: number | null; output: string }> {
  return runProgram(process.execPath, args, { environment });
}

const timeoutMs = 10 * 60_000;

/** True if a package of Debian or Ubuntu could be installed: for root only. */
export const hasApt = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

export function runApt(...words: string[]) {
  return runProgram('apt-get', words, { environment: { DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs });
}
