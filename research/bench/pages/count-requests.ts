import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const connectionCount = 32;

/**
 * Requests per second by wrk: one thread, 32 connections that are kept.
 * @throws where it isn't installed, or an answer wasn't 200
 */
export async function countRequests(url: string, seconds: number): Promise<number> {
  const words = ['-t1', `-c${connectionCount}`, `-d${seconds}s`, '-H', 'accept-encoding: gzip', url];
  const { stdout } = await promisify(execFile)('wrk', words, { timeout: (seconds + 20) * 1_000 });
  if (/Non-2xx/.test(stdout)) throw new Error(`${url} was refused: ${stdout}`);
  const [, perSecond] = /Requests\/sec:\s+([\d.]+)/.exec(stdout) ?? [];
  if (perSecond === undefined) throw new Error(`wrk said something else: ${stdout}`);
  return Number(perSecond);
}
