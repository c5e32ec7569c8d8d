import { execFile } from 'node:child_process';

const msMax = 10_000;

/** What a small tool of the system says; nothing when it fails or isn't there. */
export function runBriefly(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: msMax, encoding: 'utf8' }, (error, said) =>
      resolve(error ? '' : said),
    );
  });
}
