import Link from 'next/link';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { buttonClasses } from '@/app/_ui/controls/button-look';
import { DownloadGlyph } from '@/app/_ui/glyphs/download-glyph';
import type { RoundView } from '@/lib/contracts/round';
import type { InputVisibility } from '@/lib/core/benchmark';

/** What one can do with a round: submit to it, fetch its inputs, check it, score a file on it. */
export function RoundActions({
  slug,
  round,
  inputs,
  isMaintainable,
}: {
  slug: string;
  round: RoundView;
  inputs: InputVisibility;
  isMaintainable: boolean;
}) {
  const page = `/benchmarks/${slug}/rounds/${round.number}`;
  const inputsOut = inputs === 'public' && round.opened_at !== null;
  const isOpen = round.state === 'open';
  return (
    <p className="mt-s4 flex flex-wrap items-center gap-x-s4 gap-y-s2 text-small">
      {isOpen && (
        <ButtonLink look="main" wraps href={`/benchmarks/${slug}/submit`}>
          <span>
            Submit to <bdi>{round.title}</bdi>
          </span>
        </ButtonLink>
      )}
      {inputsOut ? (
        <a className={buttonClasses('plain')} href={`/api/v1${page}/inputs`}>
          <DownloadGlyph />
          Inputs, without labels
        </a>
      ) : (
        <span className="text-ink-2">
          {inputs === 'public'
            ? 'Inputs come out when the round opens.'
            : 'Inputs of this benchmark stay hidden.'}
        </span>
      )}
      <Link href={`${page}/verify`}>Verify this round</Link>
      {round.state === 'revealed' && (
        <>
          <Link href={`${page}/score`}>Score a file on this round</Link>
          <Link href={`${page}/errata`}>Errata</Link>
        </>
      )}
      {isMaintainable && <Link href={`/maintain/${slug}/rounds/${round.number}`}>Maintain this round</Link>}
    </p>
  );
}
