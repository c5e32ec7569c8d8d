'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { DropZone } from '@/app/_ui/submit/drop-zone';
import { WorkProgress } from '@/app/_ui/verify/work-progress';
import { Callout } from '@/app/_ui/words/callout';
import { ReportSection } from './report-section';
import { useVerification } from './use-verification';
import type { VerifyRequest } from './verification';

/** Verifies a revealed round in the reader's browser: the published archive, or a copy that the reader has. */
export function VerifyRound({ round }: { round: Omit<VerifyRequest, 'origin' | 'file'> }) {
  const [file, setFile] = useState<File | null>(null);
  const { state, verify } = useVerification(round);
  const isRunning = state.kind === 'progress';
  const start = (chosen: File | null): void => {
    setFile(chosen);
    verify(chosen);
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
          An <code>archive.zip</code>, or an <code>archive.json</code>, whose prediction files are fetched
          from here then. It stays on your computer.
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
