import type { DemoManifest } from './demo-manifest';
import type { FlightTable } from './flight-table';
import { findFlightsFile, readFlights } from './read-flights';
import { writeDemoFiles } from './write-demo-files';

/**
 * Makes the files of the demo benchmark "Late flights 2001" from the installed flights data: test sets, honest
 * predictions, the public training set and `manifest.json`, all in `outDir`. The flights themselves are handed back.
 *
 * Busy on one core for some seconds without yielding for long: run it in a child process (main.ts) beside a server.
 *
 * @throws if the data is missing or not as expected, or a file can't be written.
 */
export async function makeDemoFiles(
  outDir: string,
  onProgress: (line: string) => void = () => {},
): Promise<{ table: FlightTable; manifest: DemoManifest }> {
  const table = await readFlights(findFlightsFile());
  onProgress(`read ${table.day.length.toLocaleString('en-US')} flights`);
  return { table, manifest: await writeDemoFiles(table, outDir, onProgress) };
}
