import Link from 'next/link';
import { buttonClasses } from '@/app/_ui/controls/button-look';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { DownloadGlyph } from '@/app/_ui/glyphs/download-glyph';
import type { RoundView } from '@/lib/contracts/round';
import type { InputVisibility } from '@/lib/core/benchmark';

/** What can be fetched of a round. Inputs are out from the opening on, where the benchmark makes them public. */
export function RoundLinks({
  slug,
  round,
  inputs,
}: {
  slug: string;
  round: RoundView;
  inputs: InputVisibility;
}) {
  const call = `/api/v1/benchmarks/${slug}/rounds/${round.number}`;
  const inputsOut = inputs === 'public' && round.opened_at !== null;
  return (
    <div className="grid grid-cols-1 gap-s2">
      <p className="flex items-center gap-s3">
        {inputsOut && (
          <a className={buttonClasses('main')} href={`${call}/inputs`}>
            <DownloadGlyph />
            Inputs, without labels
          </a>
        )}
        <a className={buttonClasses('plain')} href={call}>
          Round as JSON
        </a>
      </p>
      <p className="text-small">
        <Link href={`/benchmarks/${slug}/rounds/${round.number}/verify`}>Verify this round</Link>
        {round.state === 'revealed' && (
          <>
            {' · '}
            <Link href={`/benchmarks/${slug}/rounds/${round.number}/score`}>Score a file on this round</Link>
            {' · '}
            <Link href={`/benchmarks/${slug}/rounds/${round.number}/errata`}>Errata</Link>
          </>
        )}
      </p>
      {!inputsOut && (
        <p className="text-small text-ink-2">
          {inputs === 'public'
            ? 'Inputs come out when the round opens.'
            : 'Inputs of this benchmark stay hidden.'}
        </p>
      )}
      <CodeBlock kind="text">GET {call}</CodeBlock>
      <CodeBlock kind="text">GET {call}/leaderboard</CodeBlock>
      {inputs === 'public' && <CodeBlock kind="text">GET {call}/inputs</CodeBlock>}
      <p className="text-small">
        Seen its labels somewhere?{' '}
        <Link href={`/benchmarks/${slug}/rounds/${round.number}/report`}>Report a leak</Link>, also without an
        account.
      </p>
    </div>
  );
}
