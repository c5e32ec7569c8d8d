import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeFlights } from './write-flights';

/**
 * Writes flights of February to June and the predictions of thirty models into a folder, without a site, for `npm run bench:equating`:
 * `npm run bench:equating:flights -- FOLDER`. Needs Debian's python3-sklearn; PYTHON names another python.
 */
const folder = process.argv[2];
if (folder === undefined) throw new Error('Name a folder for the predictions.');
await mkdir(folder, { recursive: true });
await writeFlights(folder, [2, 3, 4, 5, 6]);
const program = fileURLToPath(new URL('train-models.py', import.meta.url));
await promisify(execFile)(process.env.PYTHON ?? '/usr/bin/python3', [program, folder]);
console.log(`The predictions are in ${folder}.`);
