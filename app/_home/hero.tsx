import type { ReactNode } from 'react';
import { RoundGlyph } from '@/app/_ui/glyphs/glyphs';
import { Lede } from '@/app/_ui/page/page';
import { EvidenceGlyph } from '@/app/_ui/ranking/evidence-badge';
import { ButtonLink } from '../_ui/controls/button';

const glyphClasses = 'mt-3 size-13';

/** The site’s purpose and its two main actions. @param children the figure beside the text */
export function Hero({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,56%)] items-start gap-64 pt-s6 max-wide:grid-cols-[minmax(0,1fr)] max-wide:gap-s6 max-phone:gap-s5 max-phone:pt-s4">
      <div>
        <h1 className="max-w-[9em] text-[3.5rem]/[1.02] tracking-[-0.02em] max-wide:max-w-none max-wide:text-[3.25rem]/[1.02] max-phone:max-w-[9em] max-phone:text-[2.5rem]/[1.02]">
          The test set is replaced every round.
        </h1>
        <Lede width="hero">
          Tidemark is a leaderboard for machine learning models. Its test sets are hidden and replaced on a
          schedule, so a high score means that the task was learnt, not the test.
        </Lede>
        <p className="mt-s5 flex flex-wrap gap-s3">
          <ButtonLink href="/submit" look="main" size="large">
            Submit a model
          </ButtonLink>
          <ButtonLink href="/maintain/new" prefetch={false} size="large">
            Host a benchmark
          </ButtonLink>
        </p>
        <ul className="mt-s5 max-w-560 text-data/[1.45] text-pretty text-ink-2">
          <Assurance glyph={<RoundGlyph state="sealed" className={glyphClasses} />}>
            Each test set is <Strong>hidden</Strong> until it is retired. A hash of it is published first, so
            nobody can swap it later.
          </Assurance>
          <Assurance
            glyph={
              <span className="text-deep">
                <EvidenceGlyph evidence="prospective" />
              </span>
            }
          >
            A model <Strong tone="text-deep">frozen before the round</Strong> can’t have been tuned to it. The
            table says which ones were.
          </Assurance>
          <Assurance glyph={<IntervalGlyph />}>
            Ranks are <Strong>ranges</Strong>. Models that aren’t significantly different have overlapping
            ones, such as 1–6 and 2–8.
          </Assurance>
        </ul>
      </div>
      {children}
    </div>
  );
}

function Assurance({ glyph, children }: { glyph: ReactNode; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[14px_1fr] gap-10 border-t border-rule py-6">
      {glyph}
      <span>{children}</span>
    </li>
  );
}

function Strong({ tone = 'text-ink', children }: { tone?: string; children: string }) {
  return <b className={`font-semibold ${tone}`}>{children}</b>;
}

function IntervalGlyph() {
  return (
    <svg className={`glyph ${glyphClasses}`} viewBox="0 0 14 14" aria-hidden="true">
      <path d="M0 7h14" stroke="currentColor" strokeWidth="1.6" />
      <circle cx="7" cy="7" r="3.2" fill="currentColor" />
    </svg>
  );
}
