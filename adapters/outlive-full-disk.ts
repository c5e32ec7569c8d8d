/** A process whose output goes to a file on a full disk loses its words and lives on. */
export function outliveFullDisk(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
