import Link from 'next/link';
import type { ReactNode } from 'react';
import { EvidenceGlyph } from '@/app/_ui/glyphs/evidence-glyph';
import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import { Lede } from '@/app/_ui/page/lede';
import { ButtonLink } from '../_ui/controls/button-link';

const glyphClasses = 'mt-3 size-13';

/** What the site is, in a sentence, and two ways in. @param children the picture beside it */
export function Hero({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,56%)] items-start gap-64 pt-s6 max-wide:grid-cols-[minmax(0,1fr)] max-wide:gap-s6 max-phone:gap-s5 max-phone:pt-s4">
      <div>
        <h1 className="max-w-[9em] text-[3.5rem]/[1.02] tracking-[-0.02em] max-wide:max-w-none max-wide:text-[3.25rem]/[1.02] max-phone:max-w-[9em] max-phone:text-[2.5rem]/[1.02]">
          The test set is replaced every round.
        </h1>
        <Lede width="hero">
          Tidemark is a leaderboard whose hidden test set is replaced on a schedule, so a high score means the
          task was learnt, not the test.
        </Lede>
        <p className="mt-s5 flex flex-wrap gap-s3">
          <ButtonLink href="/submit" look="main" size="large">
            Submit a model
          </ButtonLink>
          <ButtonLink href="#benchmarks" size="large">
            See the rankings
          </ButtonLink>
        </p>
        <p className="mt-s3 max-w-[34em] text-small text-ink-2">
          Submitting takes a prediction file or a model; checking it is free. To run a benchmark, upload a
          test set and choose a schedule:{' '}
          <Link href="/maintain/new" prefetch={false}>
            make one
          </Link>
          .
        </p>
        <ul className="mt-s5 max-w-560 text-data/[1.45] text-pretty text-ink-2">
          <Assurance glyph={<RoundGlyph state="sealed" className={glyphClasses} />}>
            Each test set is <Strong>sealed on arrival</Strong>. Its commitment is public before the round
            opens.
          </Assurance>
          <Assurance
            glyph={
              <span className="text-deep">
                <EvidenceGlyph evidence="prospective" />
              </span>
            }
          >
            A model frozen before that opening is marked <Strong tone="text-deep">prospective</Strong>.
          </Assurance>
          <Assurance glyph={<IntervalGlyph />}>
            Ranks are <Strong>intervals</Strong>. Where no test tells any of six models apart, all six read
            1–6.
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
