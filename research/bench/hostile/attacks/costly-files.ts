import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type Attack, makeTally } from '../attack';
import type { HostileSite } from '../hostile-site';
import { dryRunVisit, listSlow, pageVisits } from '../visits';

const attackerCount = 10;

/** 95th percentile of honest dry runs beside ten hostile ones. */
const p95MsMax = 2_000;

/** Files that earlier versions parsed for minutes or hours. */
function makeFiles({ ids, goodFile }: HostileSite): { what: string; file: Uint8Array<ArrayBuffer> }[] {
  const header = 'id,prediction\n';
  const jsonRow = '{"id":"x","prediction":"no"}\n';
  const tail = goodFile.slice(header.length);
  const marks = '\u0316\u0301'.repeat(200_000);
  const files: [string, string][] = [
    ['19 million rows', header + 'x,n\n'.repeat(19_000_000)],
    ['rows of one known id', header + `${ids[0]},no\n`.repeat(5_000_000)],
    ['lines of JSON', jsonRow.repeat(3_000_000)],
    ['white space before a good file', ' \n'.repeat(30_000_000) + goodFile],
    ['blank lines within a good file', header + '\n'.repeat(60_000_000) + tail],
    ['a number of a million digits', `${header}${ids[0]},${'1'.repeat(1_000_000)}x\n`],
    ['a class of combining marks', `${header}${ids[0]},${marks}\n`],
    [
      'two hundred thousand columns',
      `${Array.from({ length: 200_000 }, (_, i) => i.toString(36)).join(',')}\n`,
    ],
    ['quoted cells that are never closed', header + '"a\n'.repeat(20_000_000)],
  ];
  return files.map(([what, text]) => ({ what, file: packModestly(text) }));
}

/**
 * A file that decompresses to more than 200 times its size is rejected as a bomb, so this gzip file gets a long name in its
 * header.
 */
function packModestly(text: string): Uint8Array<ArrayBuffer> {
  const packed = gzipSync(text);
  const nameLength = Math.max(0, Math.ceil(text.length / 150) - packed.length);
  const [head, rest] = [Buffer.from(packed.subarray(0, 10)), packed.subarray(10)];
  head[3] = 0x08;
  return Buffer.concat([head, Buffer.alloc(nameLength, 0x61), Buffer.of(0), rest]);
}

/** Item 2 of the list: files that are much more expensive to read than to send. Some senders disconnect before the response. */
export const costlyFiles: Attack = {
  name: 'costly-files',
  what: `${attackerCount} people send files that are costly to read, without a pause; every third leaves at once`,
  visits: [dryRunVisit, ...pageVisits],
  async prepare(site) {
    const files = makeFiles(site);
    const tokens: string[] = [];
    for (let i = 0; i < attackerCount; i++) tokens.push(await site.makeToken(`hostile-${i}@example.org`));
    const tally = makeTally();
    return {
      tally: () => tally.counts,
      listDeviations: (seen) => listSlow(seen, p95MsMax),
      async run(signal) {
        const attack = async (attacker: number): Promise<void> => {
          for (let sent = attacker; !signal.aborted; sent++) {
            const { file } = files[sent % files.length]!;
            const leaving = sent % 3 === 0 ? AbortSignal.any([signal, AbortSignal.timeout(100)]) : signal;
            tally.add(await site.dryRun(tokens[attacker]!, file, leaving).catch(() => 'left'));
            await sleep(10);
          }
        };
        await Promise.all(tokens.map((_, attacker) => attack(attacker)));
      },
    };
  },
};
