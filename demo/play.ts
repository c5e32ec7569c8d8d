import { openAsBlob } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { webPlatform } from '@/adapters/web-platform';
import { toProblem } from '@/lib/contracts/problem';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { FeedbackPolicyName } from '@/lib/core/benchmark';
import { slugOf } from '@/lib/core/name/name';
import type { Result } from '@/lib/core/result';
import { isSettled } from '@/lib/core/submission/submission-state';
import type { Actor } from '@/services/access/caller';
import { ensurePerson } from '@/services/account/tokens';
import { setFeedbackPolicy } from '@/services/benchmark/change';
import { setSchedule } from '@/services/benchmark/set-schedule';
import { findBenchmark } from '@/services/benchmark/view';
import { findReadiness } from '@/services/publication/find-readiness';
import { createRound } from '@/services/round/create';
import { closeRound, openRound } from '@/services/round/openings';
import { sealRound } from '@/services/round/seal';
import { listMaintainedRounds } from '@/services/round/view';
import { submit } from '@/services/submission/submit';
import { findSubmission, listSubmissions } from '@/services/submission/view';
import { listVersions } from '@/services/version/version';
import { flightsSchedule } from './flights-benchmark';
import { discloseOnnx, type OnnxModel, pathOf, versionOf } from './onnx-model';

const waitMaxMs = 600_000;

const pollIntervalMs = 50;

/** A benchmark of the demo with one of its maintainers. */
export type DemoBenchmark = { readonly maintainer: Actor; readonly slug: string };

type DemoRoundToPlay = {
  readonly title: string;
  readonly testSet: Blob;
  /** The last state into which the demo brings the round. */
  readonly until: 'sealed' | 'open' | 'closed';
  /** The close that is announced at the opening; null or omitted, the site sets it. */
  readonly closesAt?: Date | null;
  /** Acts of participants while the round is open. @param number of the round */
  readonly onOpen: (number: number) => Promise<void>;
};

/** Uploads, seals, opens and closes a round. Steps that an interrupted run has already done are skipped. */
export async function playRound(demo: DemoBenchmark, round: DemoRoundToPlay): Promise<void> {
  const { maintainer, slug } = demo;
  const now = async () => (await listDemoRounds(demo)).find(({ title }) => title === round.title);
  if (!(await now()))
    accepted(
      await createRound(maintainer, slug, formRequest({ title: round.title }, 'test_set', round.testSet)),
    );
  const { number, state } = await until(async () => {
    const found = await now();
    return found?.check ? found : undefined;
  });
  if (state === 'draft') accepted(await sealRound(maintainer, slug, number));
  await until(async () => ((await now())?.state === 'draft' ? undefined : true));
  if (round.until === 'sealed') return;
  if ((await now())?.state === 'sealed')
    accepted(await openRound(maintainer, slug, number, { closes_at: round.closesAt?.toISOString() ?? null }));
  await until(async () => ((await now())?.state === 'sealed' ? undefined : true));
  if ((await now())?.state !== 'open') return;
  await round.onOpen(number);
  if (round.until === 'closed')
    accepted(await closeRound(maintainer, slug, number, { reason: 'Played to its end' }));
}

/** Sets the feedback policy of rounds that are sealed from now on. */
export async function ensurePolicy(
  { maintainer, slug }: DemoBenchmark,
  feedbackPolicy: FeedbackPolicyName,
): Promise<void> {
  const { feedback_policy, feedback_share } = accepted(await findBenchmark(maintainer, slug));
  if (feedback_policy === feedbackPolicy) return;
  accepted(await setFeedbackPolicy(maintainer, slug, { feedback_policy: feedbackPolicy, feedback_share }));
}

export async function listDemoRounds({ maintainer, slug }: DemoBenchmark): Promise<MaintainedRoundView[]> {
  return accepted(await listMaintainedRounds(maintainer, slug));
}

/** Submits a file (of predictions unless the metadata say otherwise) and waits for its feedback or rejection. */
export async function submitFile(
  researcher: Actor,
  slug: string,
  { metadata, file, idempotencyKey }: { metadata: object; file: Blob; idempotencyKey: string },
): Promise<SubmissionView> {
  const { rules_version } = accepted(await findBenchmark(researcher, slug));
  const accepts = rules_version !== null && { rules_version };
  const submitted = accepted(
    await submit(
      researcher,
      slug,
      formRequest({ kind: 'predictions', ...accepts, ...metadata }, 'file', file),
      { dryRun: false, idempotencyKey },
    ),
  );
  if (submitted.kind !== 'accepted') throw new Error('a demo submission was only validated');
  const { id } = submitted.submission;
  return until(async () => {
    const found = accepted(await findSubmission(researcher, id));
    return isSettled(found) ? found : undefined;
  });
}

export async function ensureDemoPerson({ name, email }: { name: string; email: string }): Promise<Actor> {
  return ensurePerson(webPlatform().db, { name, email, isOperator: false });
}

export async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let waitedMs = 0; waitedMs < waitMaxMs; waitedMs += pollIntervalMs) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(pollIntervalMs);
  }
  throw new Error('the scorer did not get to the demo in ten minutes: is it running?');
}

/** The value of a result. @throws if the site has refused the request */
export function accepted<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`the demo was refused: ${JSON.stringify(toProblem(result.error))}`);
}

function formRequest(metadata: object, field: string, file: Blob): Request {
  const form = new FormData();
  form.set('metadata', JSON.stringify(metadata));
  form.set(field, file, 'file');
  return new Request('http://demo.invalid/', { method: 'POST', body: form });
}

/** Query for the newest page of an API list, at its maximum size. */
const newest = { limit: 200 };

/** The person who sends the files of a team of this name; created if missing. */
export const ensureDemoTeam = (name: string): Promise<Actor> =>
  ensureDemoPerson({ name, email: `${slugOf(name, 'team')}@demo.invalid` });

/** Waits for a runner that starts together with the site. @returns false if this site can't run models */
const hasRunner = (): Promise<boolean> =>
  until(async () => {
    const { sandbox } = await findReadiness();
    if (sandbox === 'ok') return true;
    return sandbox === 'failed' || sandbox === 'missing' ? false : undefined;
  });

/** Submits a model, which freezes it, and waits for its score. @throws if it gets none */
async function sendModel(slug: string, model: OnnxModel): Promise<void> {
  const sent = await submitFile(await ensureDemoTeam(model.team), slug, {
    metadata: {
      kind: 'onnx',
      model: model.model,
      version: versionOf(model),
      disclosure: discloseOnnx(model),
    },
    file: await openAsBlob(pathOf(model)),
    idempotencyKey: `demo-onnx-${slug}-${model.file}`,
  });
  requireScored(sent, model);
}

/**
 * Submits the models that were trained on the months before a round's own, once earlier models have been entered automatically.
 * @returns false if this site can't run models
 */
export async function sendModelsOfMonth(
  slug: string,
  models: readonly OnnxModel[],
  { month, round }: { month: number; round: number },
): Promise<boolean> {
  if (!(await hasRunner())) return false;
  await awaitAutomatic(
    slug,
    round,
    models.filter(({ lastMonth }) => lastMonth < month - 1),
  );
  for (const model of models.filter(({ lastMonth }) => lastMonth === month - 1)) await sendModel(slug, model);
  return true;
}

/** True if the model was already submitted and accepted. */
export async function isFrozen(slug: string, model: OnnxModel): Promise<boolean> {
  const { items } = accepted(await listVersions(await ensureDemoTeam(model.team), slug, newest));
  return items.some(
    (one) => one.model === model.model && one.version === versionOf(model) && one.state === 'active',
  );
}

/**
 * Waits until the models that were accepted in earlier rounds are entered in this round. Their scores are published at its
 * close.
 */
async function awaitAutomatic(slug: string, round: number, models: readonly OnnxModel[]): Promise<void> {
  for (const model of models) {
    if (!(await isFrozen(slug, model))) continue;
    const researcher = await ensureDemoTeam(model.team);
    await until(async () => {
      const { items } = accepted(await listSubmissions(researcher, newest));
      return items.find(
        (one) =>
          one.benchmark === slug &&
          one.round === round &&
          one.model === model.model &&
          one.version === versionOf(model) &&
          one.automatic,
      );
    });
  }
}

function requireScored({ state, code, message }: SubmissionView, { file }: OnnxModel): void {
  if (state !== 'scored') throw new Error(`the model ${file} has no score: ${state}, ${code}: ${message}`);
}

/**
 * Sets a schedule with a rotation every thirty days, the first one thirty days from now, unless the benchmark has a schedule
 * already.
 */
export async function ensureSchedule({ maintainer, slug }: DemoBenchmark): Promise<void> {
  if (accepted(await findBenchmark(maintainer, slug)).next_rotation_at !== null) return;
  const firstDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 'YYYY-MM-DD'.length);
  accepted(await setSchedule(maintainer, slug, flightsSchedule(firstDay)));
}
