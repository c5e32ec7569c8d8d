import { Command } from 'commander';
import { nodeHasher } from '@/adapters/node-hasher';
import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import { ArchiveUnreadable } from '@/lib/contracts/archive/archive-limits';
import { parseArchive } from '@/lib/contracts/round-archive';
import {
  type CheckOutcome,
  describeVerdict,
  stageTitles,
  type Verdict,
  type VerificationReport,
} from '@/lib/core/commitment/verification-report';
import { type ArchiveToVerify, verifyArchive } from '@/lib/core/commitment/verify-archive';
import { openArchive } from './archive/open-archive';
import { describeFailure, showJson, showLine, showLines, typedFrom } from './archive/terminal';

const marks: Record<CheckOutcome, string> = { passed: '✓', failed: '✗', skipped: '–' };

/** Formats a report as lines of text, with faults below the check that found them. */
export function formatReport(report: VerificationReport): string {
  const lines = [`${report.title}, round ${report.round} of ${report.benchmark}`];
  for (const { name, seconds, lines: checks } of report.stages) {
    lines.push('', `${stageTitles[name]}, ${seconds.toFixed(2)} s`);
    for (const { outcome, text, findings } of checks) {
      lines.push(`${marks[outcome]} ${text}`);
      for (const { subject, detail } of findings)
        lines.push(`    ${subject === null ? '' : `${subject}: `}${detail}`);
    }
  }
  lines.push('', `${describeVerdict(report)} (${report.seconds.toFixed(2)} s)`);
  return showLines(lines);
}

const exitCodes: Record<Verdict, number> = { verified: 0, wrong: 1, incomplete: 2 };

const program = new Command('verify')
  .description(
    'Computes a revealed round again: commitment, nonces, splits, leaves, root, every score and every file of the archive; given its address, also the rankings by the sealed and by the corrected labels, which no archive contains. Exit code 0: everything was compared and agrees; 1: something doesn’t, and is named; 2: incomplete, since something was not compared, which is named, or the archive could not be read.',
  )
  .argument('<archive>', 'archive.json, its folder, the zip, or the address of the round')
  .option(
    '--root <hex>',
    'a root that you noted before, for example from a receipt; the archive must have this root',
  )
  .option(
    '--sha256 <hex>',
    'the SHA-256 of archive.json in the list of files of the site; the archive must have it',
  )
  .option('--json', 'print the report as JSON')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(async (where: string, options: { root?: string; sha256?: string; json?: boolean }) => {
    const report = await verify(where, {
      knownRoot: options.root?.toLowerCase() ?? null,
      knownSha256: options.sha256?.toLowerCase() ?? null,
    });
    console.log(options.json ? showJson(report) : formatReport(report));
    process.exitCode = exitCodes[report.verdict];
  });

async function verify(
  where: string,
  known: Pick<ArchiveToVerify, 'knownRoot' | 'knownSha256'>,
): Promise<VerificationReport> {
  const opened = await openArchive(where, typedFrom());
  try {
    const archive = parseArchive(opened.archiveBytes);
    if (!archive.ok) throw new ArchiveUnreadable(archive.error);
    return await verifyArchive(
      { ...opened, ...known, archive: archive.value },
      {
        hasher: nodeHasher,
        rebuild: rebuildArchive,
        readClockMs: () => performance.now(),
        onProgress: showProgress,
      },
    );
  } finally {
    opened.close();
  }
}

function showProgress(share: number, doing: string): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(
    share < 1 ? `\r\u001b[2K${Math.floor(share * 100)} % ${showLine(doing)}` : '\r\u001b[2K',
  );
}

try {
  await program.parseAsync();
} catch (error) {
  // Exit code 2 means that the archive could not be verified; 1, that a check failed.
  process.exitCode = 2;
  console.error(describeFailure(error));
}
