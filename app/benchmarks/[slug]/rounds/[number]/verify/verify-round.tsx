'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { CheckGlyph, type CheckResult } from '@/app/_ui/glyphs/glyphs';
import { Section } from '@/app/_ui/page/section';
import { DropZone } from '@/app/_ui/submit/drop-zone';
import { WorkProgress } from '@/app/_ui/verify/work-progress';
import { Callout } from '@/app/_ui/words/callout';
import {
  type CheckOutcome,
  describeVerdict,
  stageTitles,
  type VerificationReport,
} from '@/lib/core/commitment/verification-report';
import { useWorker } from '../use-worker';
import type { VerifyMessage, VerifyRequest } from './verify.worker';

const glyphs: Record<CheckOutcome, CheckResult> = { passed: 'pass', failed: 'block', skipped: 'warn' };

const words: Record<CheckOutcome, string> = {
  passed: 'Passed: ',
  failed: 'Failed: ',
  skipped: 'Not checked: ',
};

const tones: Record<CheckOutcome, string> = {
  passed: '',
  failed: 'border-l-3 border-l-over pl-12',
  skipped: 'border-l-3 border-l-over pl-12',
};

/** Verifies a revealed round in the reader's browser, with the published archive or the reader's own copy. */
export function VerifyRound({ round }: { round: Omit<VerifyRequest, 'origin' | 'file'> }) {
  const [file, setFile] = useState<File | null>(null);
  const { state, run, refuse } = useWorker<VerifyMessage>();
  const isRunning = state.kind === 'progress';
  const start = (chosen: File | null): void => {
    setFile(chosen);
    if (!window.isSecureContext) {
      refuse('Browsers hash only on pages that came over HTTPS or from this computer.');
      return;
    }
    run(
      new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' }),
      { ...round, origin: location.origin, file: chosen } satisfies VerifyRequest,
      'The browser could not run the verification: it may be out of memory.',
    );
  };
  return (
    <>
      <div className="flex min-h-44 flex-wrap items-center gap-x-s4 gap-y-s3">
        <Button look="main" disabled={isRunning} onClick={() => start(null)}>
          Verify the published archive
        </Button>
        {isRunning && <WorkProgress share={state.share} doing={state.doing} label="Verification" />}
      </div>
      <details className="mt-s4">
        <summary>Verify a copy of your own</summary>
        <p className="mt-s3 mb-s4 max-w-[37em] text-small text-ink-2">
          An <code>archive.zip</code>, every file of which is compared, or an <code>archive.json</code>; the
          other files are then fetched from this site. It stays on your computer.
        </p>
        <DropZone
          file={file}
          share={isRunning && file ? state.share : 0}
          onFile={start}
          accept=".json,.zip,application/json,application/zip"
          note="It is verified here in the browser; nothing is sent."
        />
      </details>
      {state.kind === 'unreadable' && (
        <Callout tone="problem" role="alert">
          <p>
            <b className="font-semibold">Nothing could be verified</b>
          </p>
          <p>{state.why}</p>
        </Callout>
      )}
      {state.kind === 'report' && <ReportSection report={state.report} fileName={file?.name ?? null} />}
    </>
  );
}

/** The report of a verification: one line per check, with findings below their check. */
function ReportSection({ report, fileName }: { report: VerificationReport; fileName: string | null }) {
  const { verdict, stages, seconds } = report;
  return (
    <Section
      kind="step"
      label="What was checked"
      title="What was checked"
      asideTone="ink"
      asideRole="status"
      aside={
        <>
          <b className={verdict === 'verified' ? 'text-sea' : 'text-over'}>{describeVerdict(report)}</b>{' '}
          <span className="text-ink-2">
            {fileName ? `${fileName}, ` : ''}
            {formatSeconds(seconds)}
          </span>
        </>
      }
    >
      {stages.map((stage) => (
        <div key={stage.name} className="mt-s5">
          <h3 className="flex items-baseline gap-s3">
            {stageTitles[stage.name]}{' '}
            <span className="font-mono text-small font-normal text-ink-3">
              {formatSeconds(stage.seconds)}
            </span>
          </h3>
          <ul className="mt-s2 text-data/[1.45]">
            {stage.lines.map((line) => (
              <CheckedLine key={line.text} {...line} />
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function CheckedLine({ outcome, text, findings }: VerificationReport['stages'][number]['lines'][number]) {
  return (
    <li
      className={`grid grid-cols-[14px_minmax(0,1fr)] gap-x-12 border-t border-rule py-8 wrap-anywhere ${tones[outcome]}`}
      data-testid="checked-line"
    >
      <CheckGlyph result={glyphs[outcome]} className="mt-4" />
      <div>
        <span className="sr-only">{words[outcome]}</span>
        {text}
        {findings.length > 0 && (
          <ul className="mt-6 text-small/inherit text-ink-2">
            {findings.map(({ subject, detail }) => (
              <li key={`${subject} ${detail}`} className="py-4" data-testid="finding">
                {subject !== null && (
                  <b className="font-mono text-small font-semibold text-over">{subject}</b>
                )}{' '}
                {detail}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

const formatSeconds = (seconds: number): string => `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
