'use client';

import Link from 'next/link';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button, ButtonLink } from '@/app/_ui/controls/button';
import { choiceClasses, tickClasses } from '@/app/_ui/forms/form-fields';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { UploadProgress } from '@/app/_ui/forms/upload';
import { Section } from '@/app/_ui/page/section';
import { Receipt } from '@/app/_ui/submission/receipt';
import { WatchSubmission } from '@/app/_ui/submission/watch-submission';
import { DropZone } from '@/app/_ui/submit/drop-zone';
import { FindingsTable } from '@/app/_ui/submit/findings-table';
import type { DryRunView } from '@/lib/contracts/model';
import type { QuotaView, SubmissionView } from '@/lib/contracts/submission';
import type { SubmissionKind } from '@/lib/core/benchmark';
import { problemCountMax } from '@/lib/core/files/file-problem';
import { modelLimits } from '@/lib/core/onnx/model-fault';
import { isSettled } from '@/lib/core/submission/submission-state';
import { checkFile, checkImageFile, checkModelFile, type FileCheck } from './check-file';
import { emptyDisclosure } from './compose-disclosure';
import { ModelFields, type ModelMetadata, StepTitle } from './model-fields';
import {
  type CheckFile,
  canDryRun,
  checkOfDryRun,
  decideReadiness,
  describeFreeFailures,
  type Readiness,
  type Sending,
  type SentKind,
  useFileCheck,
  useSubmit,
} from './use-submit';

type Props = {
  slug: string;
  team: string | null;
  sent: SentKind;
  quota: QuotaView;
  /** False if the team with its present members may not submit to the round. */
  isTeamFit: boolean;
  mayBeBaseline: boolean;
  /** The rules in force and whether the person has accepted them; null without rules. */
  rules: { version: number; isAccepted: boolean } | null;
  publicFacts: string;
  /** The name under which the ranking shows the team. */
  publicName: { name: string; isPseudonym: boolean; isNew: boolean };
  /** For each model that the team has sent to the round, the name of its next version. */
  nextVersions: readonly NextVersion[];
  /** Initial value of the model's name: one of `nextVersions`, or empty. */
  model: string;
};

export type NextVersion = { readonly model: string; readonly version: string };

/** Steps 2 and 3 of submitting: the file, its check and the model’s name; afterwards the receipt. */
export function SubmitForm({
  slug,
  team,
  sent,
  quota,
  isTeamFit,
  mayBeBaseline,
  rules,
  publicFacts,
  publicName,
  nextVersions,
  model,
}: Props) {
  const isArtefact = sent.kind !== 'predictions';
  const nextOf = (name: string) => nextVersions.find((one) => one.model === name)?.version ?? '1';
  const { file, check, setCheck, choose, forget } = useFileCheck(checksOf(sent));
  const [metadata, setMetadata] = useState<ModelMetadata>({
    model,
    version: nextOf(model),
    disclosure: emptyDisclosure,
    baseline: false,
    trains: false,
  });
  const { send, sending, problem, attempt, submission, startAnew } = useSubmit({
    slug,
    team,
    kind: sent.kind,
    onCheck: setCheck,
  });
  const [hasTicked, setHasTicked] = useState(false);
  const mustAccept = rules !== null && !rules.isAccepted;
  const readiness = decideReadiness({
    ...{ check, quota, isTeamFit, model: metadata.model, isAccepted: !mustAccept || hasTicked },
    free: describeFreeFailures(sent),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file && readiness.isReady) void send(file, metadata, false, mustAccept ? rules.version : null);
  };
  const again = () => {
    forget();
    startAnew();
    setMetadata({ ...metadata, version: nextOf(metadata.model) });
  };

  if (submission) return <SubmittedSection submission={submission} onAgain={again} />;
  return (
    <form onSubmit={submit}>
      <Section kind="step" title={<StepTitle number={2}>Choose your file</StepTitle>}>
        <p className="mb-s3 text-data/[1.5] text-ink-2">
          <FileFormat sent={sent} />
        </p>
        <DropZone
          file={file}
          share={check.kind === 'checking' ? check.share : 0}
          onFile={choose}
          accept={fileEndings[sent.kind]}
          note=""
        />
      </Section>
      <ChecksSection check={check} hasLines={!isArtefact} onCheck={setCheck} />
      <ModelFields
        {...{ problem, mayBeBaseline }}
        values={metadata}
        mayTrain={sent.kind === 'container' && sent.mayTrain}
        onChange={setMetadata}
      />
      {mustAccept && (
        <label className={`mt-s4 ${choiceClasses}`}>
          <input
            type="checkbox"
            className={tickClasses}
            checked={hasTicked}
            onChange={(event) => setHasTicked(event.target.checked)}
          />
          <span>
            I have read version {rules.version} of the <Link href={`/benchmarks/${slug}/rules`}>rules</Link>{' '}
            and accept it.
          </span>
        </label>
      )}
      <ProblemBox problem={problem} attempt={attempt} />
      <div className="mt-s4 flex flex-wrap items-center gap-s3">
        <Button type="submit" look="main" size="large" disabled={!readiness.isReady || sending !== null}>
          {readiness.button}
        </Button>
        <Button
          size="large"
          disabled={!file || !canDryRun(check, sent) || sending !== null}
          onClick={() => file && send(file, metadata, true)}
        >
          Only check
        </Button>
        <SendNote readiness={readiness} sending={sending} />
      </div>
      <p className="mt-s3 max-w-[37em] text-small text-ink-2">
        You appear as <b>{publicName.name}</b>
        {publicName.isPseudonym && ', your pseudonym here'}
        {publicName.isNew && !publicName.isPseudonym && (
          <>
            {' '}
            (or <a href={`/teams/${team ?? ''}?benchmark=${slug}#pseudonyms`}>under a pseudonym</a>, set
            before the first submission)
          </>
        )}
        . {publicFacts}{' '}
        {isArtefact
          ? `Your ${sent.kind === 'onnx' ? 'model' : 'image'}’s predictions are published with the labels of the round; the ${sent.kind === 'onnx' ? 'model' : 'image'} isn’t.`
          : 'Your file is published with the labels of the round, so that anyone can compute its score again.'}
      </p>
    </form>
  );
}

function SendNote({ readiness, sending }: { readiness: Readiness; sending: Sending | null }) {
  return sending ? (
    <UploadProgress
      share={sending.share}
      afterwards={
        sending.isDryRun ? 'Uploaded; it is being checked' : 'Uploaded; it is being checked and saved'
      }
    />
  ) : (
    <p className="text-small text-ink-2" aria-live="polite">
      {readiness.note}
    </p>
  );
}

const columnsShownMax = 5;

/** Rounded down, so that a file of the stated size is accepted. */
const formatMegabytes = (bytes: number): string => `${Math.floor(bytes / 100_000) / 10} MB`;

function checksOf(sent: SentKind): CheckFile {
  if (sent.kind === 'container') return checkImageFile;
  if (sent.kind === 'onnx') return (file) => checkModelFile(file, sent.signature);
  return (file, onRead) => checkFile(file, sent.spec, onRead);
}

const fileEndings: Readonly<Record<SubmissionKind, string | undefined>> = {
  predictions: undefined,
  onnx: '.onnx',
  container: '.tar,.gz,.tgz',
};

function FileFormat({ sent }: { sent: SentKind }) {
  if (sent.kind === 'onnx')
    return `ONNX with its weights inside, up to ${formatMegabytes(modelLimits.sizeBytesMax)}. It is checked in your browser; nothing is sent yet.`;
  if (sent.kind === 'container')
    return 'The output of docker save, gzipped or not, or an OCI archive, up to 4 GB. It is checked and run after it has been sent.';
  const { columns, bytesMax } = sent;
  const shown = [...columns.slice(0, columnsShownMax), ...(columns.length > columnsShownMax ? ['…'] : [])];
  return (
    <>
      Header <code className="wrap-anywhere">{shown.join(',')}</code>; CSV or JSON Lines, plain, gzipped or
      zipped, Parquet, or .npz with an array id; up to {formatMegabytes(bytesMax)} unpacked. It is checked in
      your browser; nothing is sent yet.
    </>
  );
}

const count = new Intl.NumberFormat('en');

type ChecksSectionProps = {
  check: FileCheck;
  hasLines: boolean;
  onCheck: (check: FileCheck) => void;
};

function ChecksSection({ check, hasLines, onCheck }: ChecksSectionProps) {
  if (check.kind === 'none') return null;
  return (
    <Section
      kind="step"
      title="Checks on this file"
      asideTone="ink"
      asideRole="status"
      aside={<Verdict check={check} />}
    >
      {check.kind === 'unchecked' && <p className="text-ink-2">{check.why}</p>}
      {check.kind === 'trying' && <WatchDryRun dryRun={check.dryRun} onCheck={onCheck} />}
      {check.kind === 'checked' && <FindingsTable findings={check.findings} hasLines={hasLines} />}
    </Section>
  );
}

function Verdict({ check }: { check: FileCheck }) {
  switch (check.kind) {
    case 'checking':
      return <span className="text-ink-2">reading, {Math.floor(check.share * 100)}&nbsp;%</span>;
    case 'trying':
      return <span className="text-ink-2">running on the sample</span>;
    case 'checked':
      return check.problemCount === 0 ? (
        <b className="text-sea">ready to submit, checked by the {check.by}</b>
      ) : (
        <>
          <b className="text-over">
            {check.problemCount > problemCountMax
              ? `more than ${count.format(problemCountMax)} problems stop it`
              : check.problemCount === 1
                ? '1 problem stops it'
                : `${count.format(check.problemCount)} problems stop it`}
          </b>
          <span className="text-ink-2">
            {check.findings.length < check.problemCount && `, the first ${check.findings.length} below`},
            checked by the {check.by}
          </span>
        </>
      );
    default:
      return <span className="text-ink-2">not checked yet</span>;
  }
}

const pollFirstMs = 700;

const pollLastMs = 10_000;

/** Polls a dry run until it ends, with growing intervals. @param onCheck gets each new state; must be a stable function */
function WatchDryRun({ dryRun, onCheck }: { dryRun: DryRunView; onCheck: (check: FileCheck) => void }) {
  const { self, page } = dryRun.links;
  useEffect(() => {
    let waitMs = pollFirstMs;
    let timer = setTimeout(poll, waitMs);
    let isUnmounted = false;
    async function poll() {
      const response = await fetch(self).catch(() => null);
      const polled: DryRunView | null = response?.ok ? await response.json() : null;
      if (isUnmounted) return;
      if (polled) onCheck(checkOfDryRun(polled));
      waitMs = Math.min(pollLastMs, waitMs * 1.3);
      timer = setTimeout(poll, waitMs);
    }
    return () => {
      isUnmounted = true;
      clearTimeout(timer);
    };
  }, [self, onCheck]);
  return (
    <p className="text-ink-2">
      {dryRun.state === 'queued'
        ? 'It waits until the submitted models and images are scored.'
        : 'It is being run on the public sample.'}{' '}
      It goes on without this page: <Link href={page}>watch it there</Link>.
    </p>
  );
}

/** Shown after an accepted submission: the receipt, the progress, and a link to the submission's page. */
function SubmittedSection({ submission, onAgain }: { submission: SubmissionView; onAgain: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [now, setNow] = useState(submission);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Section kind="step" title="Submitted" titleRef={heading} aside={now.state} asideRole="status">
      {!isSettled(now) && <WatchSubmission seen={now} onChange={setNow} />}
      <div className="grid grid-cols-[316px_1fr] items-start gap-s6 pt-s2 *:min-w-0 max-wide:grid-cols-[1fr]">
        <Receipt submission={submission} />
        <div>
          <p>{describeProgress(now)}</p>
          <p className="mt-s4 flex flex-wrap items-center gap-s3">
            <ButtonLink look="main" href={submission.links.page}>
              {linkOf(now)}
            </ButtonLink>
            <Button onClick={onAgain}>Submit another file</Button>
          </p>
        </div>
      </div>
    </Section>
  );
}

function linkOf(submission: SubmissionView): string {
  if (!isSettled(submission)) return 'Watch it being scored';
  return submission.state === 'scored' ? 'See the feedback' : 'See its page';
}

function describeProgress({ kind, state, message }: SubmissionView): string {
  switch (state) {
    case 'scored':
      return 'It is scored. Your feedback is below, and on its own page. Keep the receipt.';
    case 'rejected':
    case 'failed':
      return message ?? 'It could not be scored. Its page says why.';
    default:
      return `It is now ${kind === 'predictions' ? 'scored' : 'checked, run and scored'}, which takes seconds to minutes; its feedback comes after that of earlier files. Keep the receipt.`;
  }
}
