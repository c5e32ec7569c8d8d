'use client';

import Link from 'next/link';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { UploadProgress } from '@/app/_ui/forms/upload-progress';
import { Section } from '@/app/_ui/page/section';
import { DropZone } from '@/app/_ui/submit/drop-zone';
import { FindingsTable } from '@/app/_ui/submit/findings-table';
import type { DryRunView } from '@/lib/contracts/model';
import type { QuotaView } from '@/lib/contracts/submission';
import type { SubmissionKind } from '@/lib/core/benchmark';
import { modelLimits } from '@/lib/core/onnx/model-fault';
import { checkFile } from './check-file';
import { checkModelFile } from './check-model-file';
import { emptyDisclosure } from './compose-disclosure';
import { decideReadiness, type Readiness } from './decide-readiness';
import { ModelFields, type ModelMetadata } from './model-fields';
import type { SentKind } from './sent-kind';
import { StepTitle } from './step-title';
import { SubmittedSection } from './submitted-section';
import { type FileCheck, useFileCheck } from './use-file-check';
import { checkOfDryRun, type Sending, useSubmit } from './use-submit';

type Props = {
  slug: string;
  team: string | null;
  sent: SentKind;
  quota: QuotaView;
  mayBeBaseline: boolean;
  /** Whether the benchmark has rules of its own. */
  hasRules: boolean;
  publicFacts: string;
  /** As the ranking shows it. */
  teamName: string;
  /** Of the models that the team has sent to the round. */
  nextVersions: readonly NextVersion[];
  /** One of these, or nothing: the name to begin with. */
  model: string;
};

export type NextVersion = { readonly model: string; readonly version: string };

/** Steps 2 and 3: a file, its check, the model’s name; then the receipt. */
export function SubmitForm({
  slug,
  team,
  sent,
  quota,
  mayBeBaseline,
  hasRules,
  publicFacts,
  teamName,
  nextVersions,
  model,
}: Props) {
  const isModel = sent.kind === 'onnx';
  const nextOf = (name: string) => nextVersions.find((one) => one.model === name)?.version ?? '1';
  const { file, check, setCheck, choose, forget } = useFileCheck((chosen, onRead) =>
    sent.kind === 'onnx' ? checkModelFile(chosen, sent.signature) : checkFile(chosen, sent.spec, onRead),
  );
  const [metadata, setMetadata] = useState<ModelMetadata>({
    model,
    version: nextOf(model),
    disclosure: emptyDisclosure,
    baseline: false,
  });
  const { send, sending, problem, attempt, submission, startAnew } = useSubmit({
    slug,
    team,
    kind: sent.kind,
    onCheck: setCheck,
  });
  const readiness = decideReadiness({
    ...{ check, quota, model: metadata.model },
    free: freeOf(sent),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file && readiness.isReady) void send(file, metadata, false);
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
          accept={isModel ? '.onnx' : undefined}
          note=""
        />
      </Section>
      <ChecksSection check={check} hasLines={!isModel} onCheck={setCheck} />
      <ModelFields values={metadata} problem={problem} mayBeBaseline={mayBeBaseline} onChange={setMetadata} />
      <ProblemBox problem={problem} attempt={attempt} />
      <div className="mt-s4 flex flex-wrap items-center gap-s3">
        <Button type="submit" look="main" size="large" disabled={!readiness.isReady || sending !== null}>
          {readiness.button}
        </Button>
        <Button
          size="large"
          disabled={!file || !mayBeTried(check, sent.kind) || sending !== null}
          onClick={() => file && send(file, metadata, true)}
        >
          Only check
        </Button>
        <SendNote readiness={readiness} sending={sending} />
      </div>
      <p className="mt-s3 max-w-[37em] text-small text-ink-2">
        {hasRules && (
          <>
            With a submission your team accepts the <Link href={`/benchmarks/${slug}/rules`}>rules</Link> of
            this benchmark.{' '}
          </>
        )}
        You appear as <b>{teamName}</b>. {publicFacts}{' '}
        {isModel
          ? 'Your model’s predictions are published with the labels of the round; the model isn’t.'
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

/** Rounded down: a file of this size is accepted. */
const formatMegabytes = (bytes: number): string => `${Math.floor(bytes / 100_000) / 10} MB`;

function FileFormat({ sent }: { sent: SentKind }) {
  if (sent.kind === 'onnx')
    return `ONNX with its weights inside, up to ${formatMegabytes(modelLimits.sizeBytesMax)}. It is checked in your browser; nothing is sent yet.`;
  const { columns, bytesMax } = sent;
  const shown = [...columns.slice(0, columnsShownMax), ...(columns.length > columnsShownMax ? ['…'] : [])];
  return (
    <>
      Header <code className="wrap-anywhere">{shown.join(',')}</code>; CSV or JSON Lines, plain, gzipped or
      zipped, up to {formatMegabytes(bytesMax)} unpacked. It is checked in your browser; nothing is sent yet.
    </>
  );
}

/** The server would refuse a model that the browser refuses, and it counts each try. */
const mayBeTried = (check: FileCheck, kind: SubmissionKind): boolean =>
  kind === 'predictions'
    ? check.kind !== 'checking'
    : check.kind === 'unchecked' || (check.kind === 'checked' && check.problemCount === 0);

/** The failures that use no submission, in a sentence. */
function freeOf(sent: SentKind): string {
  if (sent.kind === 'predictions') return 'A file with an error uses no submission.';
  return sent.mayCost
    ? 'A model that fails the checks or the sample uses no submission.'
    : 'A model that fails uses no submission.';
}

const count = new Intl.NumberFormat('en');

/** What the check of the chosen file has found. */
function ChecksSection({
  check,
  hasLines,
  onCheck,
}: {
  check: FileCheck;
  hasLines: boolean;
  onCheck: (check: FileCheck) => void;
}) {
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
      return <span className="text-ink-2">being tried</span>;
    case 'checked':
      return check.problemCount === 0 ? (
        <b className="text-sea">ready to submit, checked by the {check.by}</b>
      ) : (
        <>
          <b className="text-over">
            {count.format(check.problemCount)} {check.problemCount === 1 ? 'problem stops' : 'problems stop'}{' '}
            it
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

const lookFirstMs = 700;

const lookLastMs = 10_000;

/** Asks for a dry run until it is over, less often as time goes by. @param onCheck must stay the same function */
function WatchDryRun({ dryRun, onCheck }: { dryRun: DryRunView; onCheck: (check: FileCheck) => void }) {
  const { self, page } = dryRun.links;
  useEffect(() => {
    let waitMs = lookFirstMs;
    let timer = setTimeout(look, waitMs);
    let isGone = false;
    async function look() {
      const response = await fetch(self).catch(() => null);
      const seen: DryRunView | null = response?.ok ? await response.json() : null;
      if (isGone) return;
      if (seen) onCheck(checkOfDryRun(seen));
      waitMs = Math.min(lookLastMs, waitMs * 1.3);
      timer = setTimeout(look, waitMs);
    }
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [self, onCheck]);
  return (
    <p className="text-ink-2">
      {dryRun.state === 'queued'
        ? 'It waits behind the models that are to be scored.'
        : 'It is being run on the public sample.'}{' '}
      It goes on without this page: <Link href={page}>watch it there</Link>.
    </p>
  );
}
