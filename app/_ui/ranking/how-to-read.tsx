'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { type Evidence, evidenceKinds } from '@/lib/core/benchmark';
import { EvidenceGlyph, EvidenceMark } from '../glyphs/evidence-glyph';
import { evidenceTones } from './evidence-badge';

/** Parts of a table that need an explanation. */
export type ExplainedFacts = {
  readonly isProvisional: boolean;
  readonly hasLastRank: boolean;
  readonly hasLastScore: boolean;
  readonly hasUnreliable: boolean;
  readonly hasTails: boolean;
  readonly hasBestOf: boolean;
  readonly hasOpenness: boolean;
  /** The round to whose difficulty scores are adjusted; null without any. */
  readonly baseRound: number | null;
};

/**
 * The key to the table: one annotated row, and the meaning of its words. The browser opens it over the page, without scripts too. As a
 * client component it is in the markup once, and not a second time in the payload.
 */
export function HowToRead(has: ExplainedFacts) {
  return (
    <>
      <button
        type="button"
        popoverTarget="how"
        className="ml-auto flex-none cursor-pointer text-sea underline underline-offset-[0.2em]"
      >
        How to read
      </button>
      <div
        id="how"
        popover="auto"
        className="fixed m-auto max-h-[90vh] w-500 max-w-[calc(100vw-32px)] overflow-y-auto border border-ink bg-panel px-s4 pt-s4 pb-s3 text-small/[1.45] text-ink-2 max-phone:mb-0 max-phone:w-full max-phone:max-w-none"
      >
        <h3 className="mb-s2 text-ink">How to read this table</h3>
        <WhiskerKey hasLast={has.hasLastScore} />
        <p className="mt-s2">
          The line shows limits that aim to hold the true score in 95 of 100 rounds. The thick part is its
          middle half, by the normal approximation. A broken line is not to be relied on. Lines may overlap
          and two models still be told apart: paired tests on the same items decide, not the eye.
        </p>
        <dl className="mt-s3 grid grid-cols-[104px_1fr] *:m-0 *:border-t *:border-rule *:py-5 [&>dt]:flex [&>dt]:items-baseline [&>dt]:gap-7 [&>dt]:font-semibold [&>dt]:text-ink">
          {has.isProvisional ? <ProvisionalWords /> : <OfficialWords {...has} />}
        </dl>
        <p className="mt-s2 flex justify-between">
          <Link href="/methods#ranks">All of it, with formulas</Link>
          <button
            type="button"
            popoverTarget="how"
            popoverTargetAction="hide"
            className="cursor-pointer text-sea underline underline-offset-[0.2em]"
          >
            Close
          </button>
        </p>
      </div>
    </>
  );
}

function Word({ term, evidence, children }: { term: string; evidence?: Evidence; children: ReactNode }) {
  return (
    <>
      <dt>
        {evidence && (
          <span className={evidenceTones[evidence]}>
            <EvidenceGlyph evidence={evidence} />
          </span>
        )}
        {term}
      </dt>
      <dd>{children}</dd>
    </>
  );
}

function ProvisionalWords() {
  return (
    <>
      <Word term="Score told">
        What the team was told on the feedback part. The official score comes from other items, after the
        close.
      </Word>
      <Word term="No rank">Nobody is ranked before the close. Who was told nothing isn’t shown.</Word>
    </>
  );
}

const evidenceWords: Readonly<Record<Evidence, string>> = {
  prospective: 'Frozen before the round opened, as its receipt proves.',
  'in-round': 'Submitted while the round was open, possibly after answers.',
  practice: 'Scored after the labels were public. Never ranked.',
};

function OfficialWords(has: ExplainedFacts) {
  return (
    <>
      <Word term="Rank">
        “2–5”: one model is shown to be better, and at most four could be. The intervals hold all true ranks
        at once with 95 % confidence.
      </Word>
      <Word term="Shallow water">
        Models that could be first: no test puts another model before them. That doesn’t show that they are
        equal.
      </Word>
      {has.hasLastRank && (
        <Word term="“was 2–5”">
          The model’s rank in the ranked round before. An arrow only where the two ranges share no rank: else
          nothing is shown to have moved. Newcomers move a rank too.
        </Word>
      )}
      {has.hasLastScore && (
        <Word term="Low stroke">
          The model’s last score, adjusted to this round’s difficulty. Choose the column “Last round” for its
          limits.
        </Word>
      )}
      {has.hasUnreliable && (
        <Word term="Unreliable">
          The named count is small: under 10 items of the rarest class, under 20 groups, or under 5 confident
          errors. Such intervals hold the true score less often than others.
        </Word>
      )}
      {has.hasTails && (
        <Word term="Largest errors">
          The share of the squared error that the largest 1 % of errors make. If errors have heavy tails, the
          interval holds the true score less often than 95 % of the time.
        </Word>
      )}
      {has.hasBestOf && (
        <Word term="Best of … reported">
          The best of a model’s reported scores is shown, and luck helps to be best. It overstates by so much
          at most, if all its submissions were equally good.
        </Word>
      )}
      <Word term="Gap">
        Overfitting to feedback: feedback score less final score, beyond that of models without feedback, with
        its 95 % interval. A triangle: shown, counting all models of the table.
      </Word>
      {has.baseRound !== null && (
        <Word term="Adjusted">
          The score adjusted to round {has.baseRound}’s difficulty, by frozen models that are in both (anchor
          models). Compare rounds by this column only.
        </Word>
      )}
      {evidenceKinds.map((kind) => (
        <Word key={kind} term={kind} evidence={kind}>
          {evidenceWords[kind]}
        </Word>
      ))}
      {has.hasOpenness && (
        <Word term="Squares">
          What the team says of code, weights and data: full is open, half on request, struck closed, a dash
          undisclosed. Nobody has checked it.
        </Word>
      )}
    </>
  );
}

/** The plot of a row once more, with its parts named. @param hasLast a score of the round before is drawn */
function WhiskerKey({ hasLast }: { hasLast: boolean }) {
  return (
    <svg
      className="h-auto w-full max-w-470 font-sans text-[12.5px]/[normal] font-stretch-normal text-foreshore tabular-nums max-phone:text-[15px]/[normal] fill-ink-2"
      viewBox="0 0 470 112"
      role="img"
      aria-label="A score as a mark, its interval as a line, the leader's interval as a band behind it"
    >
      <path className="stroke-rule-2 stroke-1" d="M0 40H470M0 84H470" />
      <rect className="fill-shallow-2" x="196" y="40" width="170" height="44" />
      <path className="stroke-current stroke-7 opacity-32" d="M206 62H265" />
      <path className="stroke-current stroke-2" d="M150 62H322" />
      {hasLast && (
        <>
          <path className="stroke-ink-3 stroke-[1.5]" d="M286 69V76" />
          <path className="stroke-rule-2 stroke-1" d="M286 80V96H296" />
          <text x="302" y="100">
            <tspan className="fill-ink font-semibold">Last round,</tspan> on this scale
          </text>
        </>
      )}
      <g transform="translate(236 62)">
        <EvidenceMark evidence="in-round" />
      </g>
      <path className="stroke-rule-2 stroke-1" d="M150 58V22M236 54V22M366 52H384" />
      <text className="fill-ink font-semibold" x="150" y="14" textAnchor="middle">
        Interval
      </text>
      <text x="236" y="14">
        <tspan className="fill-ink font-semibold">Score,</tspan> shaped by evidence
      </text>
      <text className="fill-ink font-semibold" x="390" y="56">
        Leader’s
      </text>
      <text x="390" y="72">
        interval
      </text>
    </svg>
  );
}
