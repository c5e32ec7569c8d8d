import { existsSync, readFileSync } from 'node:fs';

/** A JSON report; undefined when the program ended before it was complete. */
export function readReport(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
