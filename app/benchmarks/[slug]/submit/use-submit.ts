'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { problemOfAnswer } from '@/app/_ui/forms/problem-of-answer';
import { sendMultipart } from '@/app/_ui/forms/send-multipart';
import type { DryRunView } from '@/lib/contracts/dry-run';
import type { Problem } from '@/lib/contracts/problem';
import type { SubmissionView, ValidationView } from '@/lib/contracts/submission';
import type { SubmissionKind } from '@/lib/core/benchmark';
import { passes, warnOfClipped } from './check-file';
import { checkOfDryRun } from './check-of-dry-run';
import { composeDisclosure } from './compose-disclosure';
import type { FileCheck } from './file-check';
import { findingsOfProblem } from './findings-of-problem';
import type { ModelMetadata } from './model-fields';
import { useIdempotencyKey } from './use-idempotency-key';

const count = new Intl.NumberFormat('en');

export type Sending = { share: number; isDryRun: boolean };

/** Sends the chosen file, to be checked only or to be scored, and keeps what came of it. */
export function useSubmit({
  team,
  slug,
  kind,
  onCheck,
}: {
  slug: string;
  team: string | null;
  kind: SubmissionKind;
  onCheck: (check: FileCheck) => void;
}) {
  const router = useRouter();
  const keyOf = useIdempotencyKey();
  const [sending, setSending] = useState<Sending | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [submission, setSubmission] = useState<SubmissionView | null>(null);

  async function send(file: File, metadata: ModelMetadata, isDryRun: boolean): Promise<void> {
    const { baseline, ...named } = metadata;
    const disclosure = composeDisclosure(metadata.disclosure);
    const told = { kind, ...named, disclosure, ...(baseline && { baseline }), team };
    setSending({ share: 0, isDryRun });
    setProblem(null);
    const answer = await sendMultipart({
      url: `/api/v1/benchmarks/${slug}/submissions${isDryRun ? '?dry_run=true' : ''}`,
      // A dry run needs no name, and an empty one would be refused.
      metadata: isDryRun && metadata.model.trim() === '' ? { kind, team } : told,
      fileField: 'file',
      file,
      headers: isDryRun ? {} : { 'idempotency-key': keyOf(file, told) },
      onProgress: (share) => setSending({ share, isDryRun }),
    });
    setSending(null);
    if (answer?.status !== 200 && answer?.status !== 202) return refuse(problemOfAnswer(answer));
    // Our own API's answer is taken at its word.
    const taken = answer.body as ValidationView | DryRunView | SubmissionView;
    if ('row_count' in taken) onCheck(checkOfValidation(taken));
    else if ('sample_count' in taken) onCheck(checkOfDryRun(taken));
    else {
      setSubmission(taken);
      router.refresh();
    }
  }

  function refuse(problem: Problem): void {
    const findings = findingsOfProblem(problem);
    if (findings) {
      onCheck(findings);
      return;
    }
    setProblem(problem);
    setAttempt((before) => before + 1);
    // What is left may have changed meanwhile: by a colleague, or at midnight.
    router.refresh();
  }

  return { send, sending, problem, attempt, submission, startAnew: () => setSubmission(null) };
}

const checkOfValidation = ({ row_count, clipped_count, log_loss_clip }: ValidationView): FileCheck => ({
  kind: 'checked',
  by: 'server',
  problemCount: 0,
  findings: [
    passes(`All ${count.format(row_count)} items have one usable prediction`),
    ...warnOfClipped(clipped_count, log_loss_clip),
  ],
});
