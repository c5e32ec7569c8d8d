import type { DemoManifest } from './demo-manifest';
import { findFlightsFile, readFlights } from './read-flights';
import { writeDemoFiles } from './write-demo-files';

/**
 * Makes the files of the demo benchmark "Late flights 2001" from the installed flights data: test sets, honest
 * predictions, the public training set and `manifest.json`, all in `outDir`.
 *
 * Busy on one core for some seconds without yielding for long: run it in a child process (main.ts) beside a server.
 *
 * @throws if the data is missing or not as expected, or a file can't be written.
 */
export async function makeDemoFiles(
  outDir: string,
  onProgress: (line: string) => void = () => {},
): Promise<DemoManifest> {
  const table = await readFlights(findFlightsFile());
  onProgress(`read ${table.day.length.toLocaleString('en-US')} flights`);
  return writeDemoFiles(table, outDir, onProgress);
}
