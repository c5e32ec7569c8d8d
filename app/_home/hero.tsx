import type { ReactNode } from 'react';
import { CheckGlyph } from '@/app/_ui/glyphs/check-glyph';
import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import { Lede } from '@/app/_ui/page/lede';
import { RoundLifeFigure } from './round-life-figure';

const glyphClasses = 'mt-3 size-13';

export function Hero() {
  return (
    <div className="grid grid-cols-[1fr_540px] items-start gap-s8 pt-s5 max-wide:grid-cols-[1fr] max-wide:gap-s6 max-phone:pt-s3">
      <div>
        <h1 className="max-w-[9.5em] text-[3.5rem]/[1.02] tracking-[-0.02em] max-phone:text-[2.5rem]/[1.02]">
          The test set is replaced every round.
        </h1>
        <Lede width="hero">
          A test set that stays in place is slowly learned, even when nobody means to cheat. Tidemark hides a
          new one for each round, and scores its final part once.
        </Lede>
        <ul className="mt-s5 max-w-560 text-data/[1.45] text-pretty text-ink-2">
          <Assurance glyph={<RoundGlyph state="sealed" className={glyphClasses} />}>
            A test set is <Strong>sealed on arrival</Strong>. The web server keeps it and has no key to open
            it.
          </Assurance>
          <Assurance glyph={<IntervalGlyph />}>
            Every score carries its <Strong>interval</Strong>, printed beside it.
          </Assurance>
          <Assurance glyph={<CheckGlyph result="pass" className={glyphClasses} />}>
            Checking a file is <Strong>free</Strong>: one with faults gets a line and a reason, and uses no
            submission.
          </Assurance>
        </ul>
      </div>
      <RoundLifeFigure />
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

function Strong({ children }: { children: string }) {
  return <b className="font-semibold text-ink">{children}</b>;
}

function IntervalGlyph() {
  return (
    <svg className={`glyph ${glyphClasses}`} viewBox="0 0 14 14" aria-hidden="true">
      <path d="M0 7h14" stroke="currentColor" strokeWidth="1.6" />
      <circle cx="7" cy="7" r="3.2" fill="currentColor" />
    </svg>
  );
}
