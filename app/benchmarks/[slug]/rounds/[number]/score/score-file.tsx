'use client';

import { useState } from 'react';
import { controlClasses, FieldBox } from '@/app/_ui/forms/field-box';
import { labelClasses } from '@/app/_ui/forms/label-classes';
import { DropZone } from '@/app/_ui/submit/drop-zone';
import { FindingsTable } from '@/app/_ui/submit/findings-table';
import { WorkProgress } from '@/app/_ui/verify/work-progress';
import { calibrationSeed } from '@/lib/core/commitment/calibrate';
import { ScoresSection } from './scores-section';
import { useCalibration } from './use-calibration';

/** Scores a file on a revealed round in the reader's browser. */
export function ScoreFile({ slug, number }: { slug: string; number: number }) {
  const [file, setFile] = useState<File | null>(null);
  const [seed, setSeed] = useState('');
  const { state, score } = useCalibration({ slug, number });
  const isRunning = state.kind === 'progress';
  const start = (chosen: File): void => {
    setFile(chosen);
    score(chosen, seed.trim() || calibrationSeed);
  };
  return (
    <>
      <section className="step">
        <div className="sec-head">
          <h2>File</h2>
          <p className="small muted">CSV or JSON Lines, plain, gzipped or zipped</p>
        </div>
        <DropZone
          file={file}
          share={isRunning ? state.share : 0}
          onFile={start}
          note="It is scored here in the browser; nothing is sent."
        />
        {isRunning && (
          <div className="verify-go after">
            <WorkProgress share={state.share} doing={state.doing} label="Scoring" />
          </div>
        )}
        <details className="after">
          <summary>Seed of drawn intervals</summary>
          <label className={labelClasses}>
            <span className="small muted">
              The id of a submission gives its own interval again; nothing else depends on it. Takes effect
              with the next file.
            </span>
            <FieldBox>
              <input
                type="text"
                className={controlClasses()}
                value={seed}
                placeholder={calibrationSeed}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setSeed(event.target.value)}
              />
            </FieldBox>
          </label>
        </details>
      </section>
      {state.kind === 'unreadable' && (
        <div className="problem after" role="alert">
          <p>
            <b>It could not be scored</b>
          </p>
          <p className="breaks">{state.why}</p>
        </div>
      )}
      {state.kind === 'refused' && (
        <section className="step">
          <div className="sec-head">
            <h2>Checks on this file</h2>
            <p className="small" role="status">
              <b className="over">
                {state.problemCount.toLocaleString('en')}{' '}
                {state.problemCount === 1 ? 'problem stops' : 'problems stop'} it
              </b>
              <span className="muted">
                {state.problems.length < state.problemCount && `, the first ${state.problems.length} below`}
              </span>
            </p>
          </div>
          <FindingsTable
            findings={state.problems.map(({ line, column, detail, hint }) => ({
              result: 'block',
              line,
              column,
              detail,
              hint,
              excerpt: null,
            }))}
          />
        </section>
      )}
      {state.kind === 'scored' && <ScoresSection scored={state} />}
    </>
  );
}
