'use client';

import { useState } from 'react';
import { controlClasses, FieldBox } from '@/app/_ui/forms/field-box';
import { labelClasses } from '@/app/_ui/forms/label-classes';
import { Section } from '@/app/_ui/page/section';
import { DropZone } from '@/app/_ui/submit/drop-zone';
import { FindingsTable } from '@/app/_ui/submit/findings-table';
import { WorkProgress } from '@/app/_ui/verify/work-progress';
import { Callout } from '@/app/_ui/words/callout';
import { practiceSeed } from '@/lib/core/commitment/score-practice';
import type { PracticeMessage } from './practice';
import { ScoresSection } from './scores-section';
import { usePractice } from './use-practice';

/** Scores a file on a revealed round in the reader's browser. */
export function ScoreFile({ slug, number }: { slug: string; number: number }) {
  const [file, setFile] = useState<File | null>(null);
  const [seed, setSeed] = useState('');
  const { state, score } = usePractice({ slug, number });
  const isRunning = state.kind === 'progress';
  const start = (chosen: File): void => {
    setFile(chosen);
    score(chosen, seed.trim() || practiceSeed);
  };
  return (
    <>
      <Section kind="step" title="File" aside="CSV or JSON Lines, plain, gzipped or zipped">
        <DropZone
          file={file}
          share={isRunning ? state.share : 0}
          onFile={start}
          note="It is scored here in the browser; nothing is sent."
        />
        {isRunning && (
          <div className="mt-s4 flex min-h-44 flex-wrap items-center gap-x-s4 gap-y-s3">
            <WorkProgress share={state.share} doing={state.doing} label="Scoring" />
          </div>
        )}
        <SeedField seed={seed} onChange={setSeed} />
      </Section>
      {state.kind === 'unreadable' && (
        <Callout tone="problem" role="alert">
          <p>
            <b className="font-semibold">It could not be scored</b>
          </p>
          <p>{state.why}</p>
        </Callout>
      )}
      {state.kind === 'refused' && (
        <ProblemsSection refused={state} inputs={`/api/v1/benchmarks/${slug}/rounds/${number}/inputs`} />
      )}
      {state.kind === 'scored' && <ScoresSection scored={state} />}
    </>
  );
}

function SeedField({ seed, onChange }: { seed: string; onChange: (seed: string) => void }) {
  return (
    <details className="mt-s4">
      <summary>Seed of drawn intervals</summary>
      <label className={labelClasses}>
        <span className="text-small text-ink-2">
          Random seed of the interval; leave it empty. To get a published interval again, enter its seed
          without the split’s name. Takes effect with the next file.
        </span>
        <FieldBox>
          <input
            type="text"
            className={controlClasses()}
            value={seed}
            placeholder={practiceSeed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
        </FieldBox>
      </label>
    </details>
  );
}

/** So many unknown ids are one mistake: a file for another round. */
const unknownIdsMin = 4;

/** Why a file can't be scored, line by line. */
function ProblemsSection({
  refused: { problems, problemCount },
  inputs,
}: {
  refused: Extract<PracticeMessage, { kind: 'refused' }>;
  /** Address of the round's inputs. */
  inputs: string;
}) {
  const unknown = problems.filter(({ code }) => code === 'unknown_id');
  const isOfOtherRound = unknown.length >= unknownIdsMin;
  const shown = isOfOtherRound
    ? problems.filter((problem) => problem.code !== 'unknown_id' || problem === unknown[0])
    : problems;
  return (
    <Section
      kind="step"
      title="Checks on this file"
      asideTone="ink"
      asideRole="status"
      aside={
        <>
          <b className="text-over">
            {problemCount.toLocaleString('en')} {problemCount === 1 ? 'problem stops' : 'problems stop'} it
          </b>
          <span className="text-ink-2">
            {shown.length < problemCount && `, ${shown.length} of them below`}
          </span>
        </>
      }
    >
      <FindingsTable
        findings={shown.map(({ line, column, detail, hint }) => ({
          result: 'block',
          line,
          column,
          detail,
          hint,
          excerpt: null,
        }))}
      />
      {isOfOtherRound && (
        <p className="mt-s3 text-data/[1.5]">
          Many more ids are not in this round. Each round has ids of its own: predict{' '}
          <a href={inputs} download>
            the inputs of this round
          </a>
          .
        </p>
      )}
    </Section>
  );
}
