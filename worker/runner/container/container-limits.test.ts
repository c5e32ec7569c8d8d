import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { trainedBytesMax } from '@/lib/core/model/training';
import { containerFaultCodes } from './container-fault';
import { containerLimitsDefault, packedBytesMax, trainLogLengthMax } from './container-limits';
import { entriesMax } from './scan-layer';
import { modelFilesMax } from './start-container';

const document = readFileSync(new URL('../../../docs/containers.md', import.meta.url), 'utf8');

it.each(containerFaultCodes)('docs/containers.md explains the code %s', (code) => {
  expect(document).toContain(`| \`${code}\` |`);
});

it('docs/containers.md states the limits', () => {
  const { layersMax, memoryBytesMax, outputBytesMax, tasksMax, tmpBytesMax, unpackedBytesMax, wallMsMax } =
    containerLimitsDefault;
  const stated = [
    `| ${packedBytesMax / 1024 ** 3} GiB; ${unpackedBytesMax / 1024 ** 3} GiB |`,
    `| ${layersMax}; ${entriesMax.toLocaleString('en')} |`,
    `| ${memoryBytesMax / 1024 ** 3} GiB |`,
    `| ${tmpBytesMax / 1024 ** 2} MiB |`,
    `| ${outputBytesMax / 1024 ** 2} MiB |`,
    `| ${tasksMax} |`,
    `| ${wallMsMax / 60_000} minutes |`,
    `${trainedBytesMax / 1024 ** 3} GiB as a tar archive, no more than the memory, and ${modelFilesMax.toLocaleString('en')} files and folders`,
    `the last ${trainLogLengthMax / 1024} KiB`,
  ];
  expect(stated.filter((words) => !document.includes(words))).toEqual([]);
});
