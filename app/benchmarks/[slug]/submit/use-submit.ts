'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { problemOfResponse, sendMultipart } from '@/app/_ui/forms/upload';
import type { DryRunView } from '@/lib/contracts/model';
import type { Problem } from '@/lib/contracts/problem';
import type { QuotaView, SubmissionView, ValidationView } from '@/lib/contracts/submission';
import type { SubmissionKind } from '@/lib/core/benchmark';
import { isDryRunOver } from '@/lib/core/model/model-version';
import type { ModelSignature } from '@/lib/core/onnx/model-summary';
import { type CheckSpec, type FileCheck, passes, warnOfClipped } from './check-file';
import { composeDisclosure } from './compose-disclosure';
import type { ModelMetadata } from './model-fields';

const count = new Intl.NumberFormat('en');

/** The kind of the submission, with the facts by which its file is checked. */
export type SentKind =
  | {
      kind: 'predictions';
      spec: CheckSpec;
      columns: readonly string[];
      /** Size limit of the uncompressed file, as the server counts it. */
      bytesMax: number;
    }
  /** `mayCost` is true if a failure on the round's inputs uses up a submission. */
  | { kind: 'onnx'; signature: ModelSignature; mayCost: boolean }
  /** `hasSample` is false if the benchmark has no public sample, without which an image can't be tried in a dry run. */
  | { kind: 'container'; hasSample: boolean; mayCost: boolean; mayTrain: boolean };

export type Sending = { share: number; isDryRun: boolean };

/** Uploads the chosen file, as a dry run or as a submission, and keeps the response. */
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

  /** @param accepts version of the rules that the person accepts by submitting; null for none */
  async function send(
    file: File,
    metadata: ModelMetadata,
    isDryRun: boolean,
    accepts: number | null = null,
  ): Promise<void> {
    const { baseline, trains, ...named } = metadata;
    const disclosure = composeDisclosure(metadata.disclosure);
    const sent = {
      kind,
      ...named,
      disclosure,
      ...(baseline && { baseline }),
      ...(trains && { trains }),
      ...(accepts !== null && { rules_version: accepts }),
      team,
    };
    setSending({ share: 0, isDryRun });
    setProblem(null);
    const response = await sendMultipart({
      url: `/api/v1/benchmarks/${slug}/submissions${isDryRun ? '?dry_run=true' : ''}`,
      // A dry run needs no name of a model, and the API rejects an empty name.
      metadata: isDryRun && metadata.model.trim() === '' ? { kind, team } : sent,
      fileField: 'file',
      file,
      headers: isDryRun ? {} : { 'idempotency-key': keyOf(file, sent) },
      onProgress: (share) => setSending({ share, isDryRun }),
    });
    setSending(null);
    if (response?.status !== 200 && response?.status !== 202) return refuse(problemOfResponse(response));
    // Responses of the site's own API aren't validated again.
    const body = response.body as ValidationView | DryRunView | SubmissionView;
    if ('row_count' in body) onCheck(checkOfValidation(body));
    else if ('sample_count' in body) onCheck(checkOfDryRun(body));
    else {
      setSubmission(body);
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
    // The quota may have changed meanwhile, by a submission of another member or at midnight.
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

/** The state of a dry run in the form of a check of the chosen file. */
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

/** The faults of a rejected file as findings; null for a problem of another kind. */
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
  // The response lists only the first faults; its detail begins with their total number.
  const problemCount = Math.max(findings.length, Number.parseInt(problem.detail, 10) || 0);
  return { kind: 'checked', by: 'server', findings, problemCount };
}

/**
 * Makes the idempotency key by which a retry is safe: the same key for the same file and metadata, otherwise a new one. (Not by
 * `crypto.randomUUID`, which browsers offer only over TLS.)
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

/** Checks a file in the browser. @param onRead called with the share of the file that has been read, 0 to 1 */
export type CheckFile = (file: File, onRead: (share: number) => void) => Promise<FileCheck>;

/** State of a form's file input: the chosen file and the state of its check. */
export function useFileCheck(checkFile: CheckFile) {
  const [file, setFile] = useState<File | null>(null);
  const [check, setCheck] = useState<FileCheck>({ kind: 'none' });
  const latest = useRef<File | null>(null);

  const choose = async (chosen: File) => {
    latest.current = chosen;
    setFile(chosen);
    setCheck({ kind: 'checking', share: 0 });
    // If the reader has chosen another file meanwhile, this result is dropped.
    const onlyIfLatest = (next: FileCheck) => latest.current === chosen && setCheck(next);
    try {
      onlyIfLatest(await checkFile(chosen, (share) => onlyIfLatest({ kind: 'checking', share })));
    } catch {
      onlyIfLatest({
        kind: 'unchecked',
        why: 'The browser could not read this file; the server can check it.',
      });
    }
  };
  const forget = () => {
    latest.current = null;
    setFile(null);
    setCheck({ kind: 'none' });
  };

  return { file, check, setCheck, choose, forget };
}

export type Readiness = { isReady: boolean; button: string; note: string };

/** Decides whether the submit button is enabled, its label, and the note beside the button. */
export function decideReadiness({
  quota,
  isTeamFit = true,
  check,
  model,
  isAccepted = true,
  free,
}: {
  check: FileCheck;
  /** False if the team with its present members may not submit; the page shows the reason. */
  isTeamFit?: boolean;
  model: string;
  /** False as long as the person has to accept the rules. */
  isAccepted?: boolean;
  /** A sentence about which failures use up no submission. */
  free: string;
  quota: QuotaView;
}): Readiness {
  const { round, day } = quota;
  const isRoundScarcer = round.left < day.left;
  const left = isRoundScarcer ? round.left : day.left;
  const button = left === 0 ? 'Submit' : `Submit (uses 1 of ${left}${isRoundScarcer ? '' : ' today'})`;
  const not = (note: string): Readiness => ({ isReady: false, button, note });
  if (!isTeamFit) return not('Your team can’t submit to this round: see above.');
  if (round.left === 0)
    return not(`All ${round.limit} of this round are used. The next round brings new ones.`);
  if (day.left === 0)
    return not(
      `All ${day.limit} of today are used. The next day begins at ${formatMidnight(day.resets_at)}.`,
    );
  if (check.kind === 'none') return not('Choose a file first.');
  if (check.kind === 'checking') return not('The file is being read.');
  if (check.kind === 'checked' && check.problemCount > 0)
    return not(`Fix ${whereOf(check)} to submit. ${free}`);
  if (model.trim() === '') return not('Name the model.');
  if (!isAccepted) return not('Accept the rules to submit.');
  if (check.kind === 'checked' && check.by === 'server')
    return { isReady: true, button, note: 'Checked: the file has no error. No submission was used.' };
  return { isReady: true, button, note: free };
}

function whereOf(check: Extract<FileCheck, { kind: 'checked' }>): string {
  const line = check.findings.find((finding) => finding.line !== null)?.line;
  return line ? `line ${line.toLocaleString('en')}` : 'the file';
}

const midnight = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

const formatMidnight = (at: string): string => `${midnight.format(new Date(at))} UTC`;

/**
 * True if the file may be sent for a dry run. The server would reject a model that the browser's check rejects, and it counts
 * each dry run.
 */
export function canDryRun(check: FileCheck, sent: SentKind): boolean {
  if (sent.kind === 'predictions') return check.kind !== 'checking';
  if (sent.kind === 'container' && !sent.hasSample) return false;
  return check.kind === 'unchecked' || (check.kind === 'checked' && check.problemCount === 0);
}

export function describeFreeFailures(sent: SentKind): string {
  if (sent.kind === 'predictions') return 'A file with an error uses no submission.';
  if (sent.kind === 'container' && sent.mayCost)
    return sent.hasSample
      ? 'An image that fails on the sample uses no submission.'
      : 'An image that fails uses a submission.';
  return sent.mayCost
    ? 'A model that fails the checks or the sample uses no submission.'
    : 'A model that fails uses no submission.';
}
