import { buttonClasses } from '@/app/_ui/controls/button';
import { CheckGlyph, type CheckResult } from '@/app/_ui/glyphs/glyphs';
import { IsoInstant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { type ComingState, listComingEvents } from '@/lib/core/round/schedule/list-coming-events';
import type { MaintainedBenchmarkPage } from '@/services/page/find-maintained-pages';
import { uploadId } from './upload-section';

type Waiting = NonNullable<MaintainedBenchmarkPage['maintained']>['waiting'];

type Task = {
  key: string;
  glyph: CheckResult;
  title: string;
  note: string;
  /** The task's deadline, or the time since which the task waits. */
  when: { isDeadline: boolean; at: string } | null;
  button: string;
  href: string;
};

type Props = {
  slug: string;
  coming: ComingState;
  rounds: readonly MaintainedRoundView[];
  waiting: Waiting;
};

/**
 * Tasks for the maintainer who reads the page: first those with a deadline, the soonest on top, then the others, the longest
 * waiting on top.
 */
export function WaitingSection({ slug, coming, rounds, waiting }: Props) {
  const titleOf = (number: number | null) =>
    rounds.find((round) => round.number === number)?.title ?? `round ${number}`;
  const tasks = [
    ...listMissingTestSets(coming),
    ...waiting.proposals.map((proposal) => describeProposal(slug, proposal, titleOf)),
    ...waiting.reports.map((report) => describeReport(slug, report, titleOf)),
    ...listRequests(slug, waiting.requests),
  ].sort((a, b) => urgencyOf(a).localeCompare(urgencyOf(b)));
  if (tasks.length === 0) return null;
  return (
    <Section title="Waiting for you" aside="soonest first">
      <ul data-testid="waiting">
        {tasks.map((task) => (
          <TaskItem key={task.key} task={task} />
        ))}
      </ul>
    </Section>
  );
}

const urgencyOf = ({ when }: Task): string => `${when?.isDeadline ? 0 : 1} ${when?.at ?? ''}`;

const TaskItem = ({ task: { glyph, title, note, when, button, href } }: { task: Task }) => (
  <li className="grid grid-cols-[16px_minmax(0,1fr)_auto_132px] items-center gap-x-s4 gap-y-s1 border-t border-rule py-s3 first:border-t-0 first:pt-0 max-wide:grid-cols-[16px_minmax(0,1fr)]">
    <CheckGlyph result={glyph} className="max-wide:self-start max-wide:mt-4" />
    <p className="wrap-anywhere">
      <b className="font-semibold">{title}</b>
      <span className="block text-small text-ink-2">{note}</span>
    </p>
    <p className="text-right text-small text-ink-2 max-wide:col-start-2 max-wide:text-left">
      {when && (
        <>
          {when.isDeadline ? 'until' : 'since'} <IsoInstant at={when.at} />
        </>
      )}
    </p>
    <a
      className={`${buttonClasses('plain')} justify-self-end max-wide:col-start-2 max-wide:justify-self-start`}
      href={href}
    >
      {button}
    </a>
  </li>
);

/** Tasks about rotations for which no round is sealed. */
function listMissingTestSets(coming: ComingState): Task[] {
  const missed = listComingEvents(coming, missedWithinEvents).find(
    ({ kind }) => kind === 'is_overdue' || kind === 'becomes_overdue',
  );
  if (!missed) return [];
  const isOverdue = missed.kind === 'is_overdue';
  return [
    {
      key: 'test set',
      glyph: isOverdue ? 'block' : 'warn',
      title: isOverdue ? 'Upload and seal a test set: the refresh is overdue' : 'Upload the next test set',
      note: isOverdue
        ? 'A rotation was due and no sealed round could open. The public page says so.'
        : 'A rotation is due then, and no sealed round is left for it.',
      when: { isDeadline: !isOverdue, at: missed.at.toISOString() },
      button: 'Upload',
      href: `#${uploadId}`,
    },
  ];
}

const missedWithinEvents = 3;

function describeProposal(
  slug: string,
  { kind, round, proposedAt, proposerName, isYours }: Waiting['proposals'][number],
  titleOf: (round: number | null) => string,
): Task {
  const page = `/maintain/${slug}/rounds/${round}`;
  const { to, href } = {
    invalidation: { to: `invalidate ${titleOf(round)}`, href: page },
    overrule: { to: `overrule the leak check of ${titleOf(round)}`, href: page },
    withdrawal: { to: `withdraw a team from ${titleOf(round)}`, href: page },
    erratum: { to: `publish an erratum to ${titleOf(round)}`, href: `${page}/errata` },
    link: { to: 'link teams', href: `/maintain/${slug}/flags` },
  }[kind];
  return {
    key: `${kind} ${round} ${proposedAt.getTime()}`,
    glyph: 'warn',
    title: isYours ? `You propose to ${to}` : `Consent to ${to}, or drop it`,
    note: isYours
      ? 'It waits for another person’s consent.'
      : `${proposerName ?? 'Another maintainer'} proposes it, and waits for your consent.`,
    when: { isDeadline: false, at: proposedAt.toISOString() },
    button: isYours ? 'See it' : 'Read and decide',
    href,
  };
}

const describeReport = (
  slug: string,
  { round, count }: Waiting['reports'][number],
  titleOf: (round: number) => string,
): Task => ({
  key: `report ${round}`,
  glyph: 'block',
  title: `${count === 1 ? '1 leak report' : `${count} leak reports`}: ${titleOf(round)}`,
  note: 'A reader reports that labels are known. Read it, and freeze the round if it is true.',
  when: null,
  button: 'Read',
  href: `/maintain/${slug}/rounds/${round}`,
});

function listRequests(slug: string, { applications, flags, merges }: Waiting['requests']): Task[] {
  const tasks: (Task | null)[] = [
    merges && {
      key: 'merges',
      glyph: 'warn',
      title:
        merges.count === 1
          ? '2 teams merge unless you object'
          : `${merges.count} pairs of teams merge unless you object`,
      note: 'They would share submissions and feedback from then on.',
      when: { isDeadline: true, at: merges.at },
      button: 'Compare',
      href: `/maintain/${slug}/flags#merges`,
    },
    flags && {
      key: 'flags',
      glyph: 'warn',
      title: flags.count === 1 ? '1 flag to judge' : `${flags.count} flags to judge`,
      note: 'A suspicion about a team, such as a copied file. It changes nothing until you judge it.',
      when: { isDeadline: false, at: flags.at },
      button: 'Judge',
      href: `/maintain/${slug}/flags`,
    },
    applications && {
      key: 'applications',
      glyph: 'warn',
      title:
        applications.count === 1 ? '1 person asks to enter' : `${applications.count} people ask to enter`,
      note: 'They submit once you have approved them.',
      when: { isDeadline: false, at: applications.at },
      button: 'Answer',
      href: `/maintain/${slug}/entry#applications`,
    },
  ];
  return tasks.filter((task) => task !== null);
}
