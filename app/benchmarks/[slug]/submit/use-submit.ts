'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { problemOfResponse, sendMultipart } from '@/app/_ui/forms/upload';
import type { DryRunView } from '@/lib/contracts/model';
import type { Problem } from '@/lib/contracts/problem';
import type { SubmissionView, ValidationView } from '@/lib/contracts/submission';
import type { SubmissionKind } from '@/lib/core/benchmark';
import { isDryRunOver } from '@/lib/core/model/model-version';
import { passes, warnOfClipped } from './check-file';
import { composeDisclosure } from './compose-disclosure';
import type { ModelMetadata } from './model-fields';
import type { FileCheck } from './use-file-check';

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
    const response = await sendMultipart({
      url: `/api/v1/benchmarks/${slug}/submissions${isDryRun ? '?dry_run=true' : ''}`,
      // A dry run needs no name, and an empty one would be refused.
      metadata: isDryRun && metadata.model.trim() === '' ? { kind, team } : told,
      fileField: 'file',
      file,
      headers: isDryRun ? {} : { 'idempotency-key': keyOf(file, told) },
      onProgress: (share) => setSending({ share, isDryRun }),
    });
    setSending(null);
    if (response?.status !== 200 && response?.status !== 202) return refuse(problemOfResponse(response));
    // Our own API's answer is taken at its word.
    const taken = response.body as ValidationView | DryRunView | SubmissionView;
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

/** What a dry run says of the chosen file, so far. */
export function checkOfDryRun(dryRun: DryRunView): FileCheck {
  const { state, message, sample_count } = dryRun;
  if (!isDryRunOver(state)) return { kind: 'trying', dryRun };
  if (state === 'failed') return { kind: 'unchecked', why: message ?? 'The platform could not try it.' };
  if (state === 'passed') {
    const ran =
      sample_count === null
        ? 'It passes the checks; there is no public sample to run it on'
        : `It runs on all ${count.format(sample_count)} items of the public sample, with valid predictions`;
    return { kind: 'checked', by: 'server', problemCount: 0, findings: [passes(ran)] };
  }
  const stopped = {
    result: 'block',
    line: null,
    column: null,
    detail: message ?? '',
    hint: '',
    excerpt: null,
  } as const;
  return { kind: 'checked', by: 'server', problemCount: 1, findings: [stopped] };
}

/** A file that the server refused, as findings; null for a refusal of another kind. */
function findingsOfProblem(problem: Problem): FileCheck | null {
  if (problem.code !== 'file_rejected') return null;
  const findings = problem.errors.map((error) => ({
    result: 'block' as const,
    line: error.line ?? null,
    column: error.column ?? null,
    detail: error.detail,
    hint: error.hint ?? '',
    excerpt: null,
  }));
  // The title's count may be higher than what is listed; the detail begins with it.
  const problemCount = Math.max(findings.length, Number.parseInt(problem.detail, 10) || 0);
  return { kind: 'checked', by: 'server', findings, problemCount };
}

/**
 * The key that makes a retry safe: the same for the same file and metadata, a new one for anything else. (Not
 * `crypto.randomUUID`, which a site without TLS does not have.)
 */
function useIdempotencyKey(): (file: File, metadata: object) => string {
  const last = useRef<{ file: File; metadata: string; key: string } | null>(null);
  return (file, metadata) => {
    const text = JSON.stringify(metadata);
    if (last.current?.file !== file || last.current.metadata !== text)
      last.current = { file, metadata: text, key: makeKey() };
    return last.current.key;
  };
}

const makeKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
