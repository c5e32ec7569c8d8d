import type { MaintainerRole } from '../benchmark';
import { describeInterval, formatMetric, formatScore } from '../metrics/format-score';
import type { TeamRole } from '../team/team';
import {
  isIntegrityNotice,
  type NoticeFacts,
  type NoticeKind,
  type NoticeRanking,
  type NoticeRound,
  noticeAudiences,
} from './notice';

export type NoticeMail = { readonly subject: string; readonly body: string };

/**
 * Subject and paragraphs of one kind of notice, without the common footer. Null if there is no longer anything to report.
 */
type Words = { subject: string; paragraphs: readonly string[]; path: string } | null;

type Compose = (facts: NoticeFacts & { benchmarkTitle: string }, round: NamedRound | null) => Words;

type NamedRound = NoticeRound & { name: string; path: string; where: string };

/** Texts of each kind of notice mail. A kind without a text doesn't compile. */
const words: Readonly<Record<NoticeKind, Compose>> = {
  round_opened: ({ benchmarkTitle, benchmark, reader }, round) =>
    round && {
      subject: `${round.name} is open: ${benchmarkTitle}`,
      paragraphs: [
        `${round.where} is open.${untilWords(round)}`,
        reader.role ? 'The round:' : 'Submit here:',
      ],
      path: reader.role ? round.path : `/benchmarks/${benchmark.slug}/submit`,
    },
  closing_soon: ({ benchmarkTitle, benchmark, reader }, round) =>
    round && {
      subject: `${round.name} closes soon: ${benchmarkTitle}`,
      paragraphs: [
        reader.hasSubmitted
          ? `${round.where}, to which your team has submitted, closes soon.${untilWords(round)} The official ranking follows, computed on the final split.`
          : `Your team submitted to an earlier round of ${benchmarkTitle}, and not yet to the one that is open: ${round.name} (round ${round.number}).${untilWords(round)}`,
        'Submit here:',
      ],
      path: `/benchmarks/${benchmark.slug}/submit`,
    },
  round_closed: ({ benchmarkTitle, ranking }, round) =>
    round &&
    ranking && {
      subject: `The official ranking of ${round.name}: ${benchmarkTitle}`,
      paragraphs: [
        `${round.where} is closed, and its official ranking is published.`,
        ...(ranking.own.length > 0
          ? ranking.own.map((entry) => formatRank(ranking, entry))
          : [`None of your team's models is in it; ${ranking.rankedCount} of other teams are.`]),
        'The whole ranking:',
      ],
      path: round.path,
    },
  refresh_due: ({ benchmarkTitle, benchmark, detail, createdAt }) => ({
    subject: `Test set missing: ${benchmarkTitle}`,
    paragraphs: [
      `The next rotation of ${benchmarkTitle} is due on ${formatUtc(instantOf(detail.due_at) ?? createdAt)}, and no sealed round waits for it. Without one the refresh is overdue from then on.`,
      'Upload and seal the next test set here:',
    ],
    path: `/maintain/${benchmark.slug}`,
  }),
  refresh_overdue: ({ benchmarkTitle, benchmark, detail, createdAt }) => ({
    subject: `Refresh overdue: ${benchmarkTitle}`,
    paragraphs: [
      `A rotation of ${benchmarkTitle} was due on ${formatUtc(instantOf(detail.due_at) ?? createdAt)}, and no sealed round waits. No round is open, and the benchmark's page says that its refresh is overdue.`,
      'Upload and seal the next test set here:',
    ],
    path: `/maintain/${benchmark.slug}`,
  }),
  round_frozen: ({ benchmarkTitle, detail, createdAt }, round) =>
    round && {
      subject: `Frozen: ${round.name}, ${benchmarkTitle}`,
      paragraphs: [
        `A maintainer froze ${inSentence(round.where)} on ${formatUtc(createdAt)}. It accepts no submissions while it is frozen.`,
        ...reasonWords(detail.reason ?? round.freezeReason),
        'Afterwards it continues, or two people together invalidate it. The reason:',
      ],
      path: round.path,
    },
  round_unfrozen: ({ benchmarkTitle, detail, createdAt }, round) =>
    round && {
      subject: `No longer frozen: ${round.name}, ${benchmarkTitle}`,
      paragraphs: [
        `${round.where} was unfrozen on ${formatUtc(createdAt)}, and its scores count.${detail.to === 'open' ? untilWords(round) : ''}`,
        'The round:',
      ],
      path: round.path,
    },
  round_invalidated: ({ benchmarkTitle, detail, createdAt }, round) =>
    round && {
      subject: `Invalidated: ${round.name}, ${benchmarkTitle}`,
      paragraphs: [
        `${round.where} was invalidated by two people on ${formatUtc(createdAt)}. Its scores remain visible, without ranks. The quota that was used for it is returned.`,
        ...reasonWords(detail.reason ?? round.invalidationReason),
        'The round:',
      ],
      path: round.path,
    },
  leak_reported: ({ benchmarkTitle, benchmark, createdAt, detail }, round) => {
    if (!round) return null;
    const revealsAt = instantOf(detail.reveals_at);
    return {
      subject: revealsAt
        ? `Revealed soon, with a leak report: ${round.name}, ${benchmarkTitle}`
        : `A leak is reported: ${round.name}, ${benchmarkTitle}`,
      paragraphs: [
        revealsAt
          ? `${round.where} is revealed automatically from ${formatUtc(revealsAt)} on, and a report that its test set has leaked still waits. A revealed round can no longer be frozen.`
          : `A reader reported on ${formatUtc(createdAt)} that the test set of ${inSentence(round.where)} has leaked.`,
        ...waitingWords(detail.waiting),
        'Read what was reported here. Any maintainer can freeze the round at once:',
      ],
      path: `/maintain/${benchmark.slug}/rounds/${round.number}`,
    };
  },
  objections_begun: ({ benchmarkTitle, detail, createdAt }, round) =>
    round && {
      subject: `Erratum to ${round.name}, not published: ${benchmarkTitle}`,
      paragraphs: [
        `Two people want to correct labels of ${inSentence(round.where)}. ${firstUpper(erratumWords(detail.number))} can be published from ${formatUtc(instantOf(detail.objections_until) ?? createdAt)} on. It changes nothing yet. Until then every reader can object to the maintainers or the operator of the site.`,
        ...reasonWords(detail.reason ?? null),
        'What it would change, and who wants it:',
      ],
      path: `${round.path}/errata`,
    },
  erratum_published: ({ benchmarkTitle, detail, createdAt }, round) =>
    round && {
      subject: `Erratum to ${round.name}: ${benchmarkTitle}`,
      paragraphs: [
        `${firstUpper(erratumWords(detail.number))} to ${inSentence(round.where)} was published on ${formatUtc(createdAt)}. Labels were corrected, and every submission was scored again. Both scores are shown.`,
        ...reasonWords(detail.reason ?? null),
        'The corrected ranking:',
      ],
      path: round.path,
    },
  consent_needed: ({ benchmarkTitle, benchmark, detail }, round) => ({
    subject: `${detail.what === 'merge' ? 'Two teams merge' : 'Consent needed'}: ${benchmarkTitle}`,
    paragraphs: [
      detail.what === 'merge'
        ? `Two teams of ${benchmarkTitle} want to merge. They share submissions and feedback from then on, unless a maintainer objects within 24 hours.`
        : `A maintainer proposes ${describeProposal(detail.what, benchmarkTitle, round)}. Nothing happens until a second person consents.`,
      ...reasonWords(detail.reason ?? null),
      detail.what === 'merge' ? 'Read it, and object or not:' : 'Read it, and consent or not:',
    ],
    path: !round
      ? `/maintain/${benchmark.slug}/flags`
      : `/maintain/${benchmark.slug}/rounds/${round.number}${detail.what === 'erratum' ? '/errata' : ''}`,
  }),
  announced: ({ benchmarkTitle, benchmark, detail }) => ({
    subject: `${oneLine(String(detail.title ?? ''))}: ${benchmarkTitle}`,
    paragraphs: [
      `The maintainers of ${benchmarkTitle} announce:`,
      ...quoteLines(String(detail.text ?? '')),
      'All announcements:',
    ],
    path: `/benchmarks/${benchmark.slug}/changelog`,
  }),
  entry_asked: ({ benchmarkTitle, benchmark }) => ({
    subject: `Applications to enter: ${benchmarkTitle}`,
    paragraphs: [`People ask to enter ${benchmarkTitle}.`, 'Read their answers, and approve or refuse them:'],
    path: `/maintain/${benchmark.slug}/entry`,
  }),
  entry_decided: ({ benchmarkTitle, benchmark, detail }) => ({
    subject:
      detail.verdict === 'entered'
        ? `You may submit: ${benchmarkTitle}`
        : `${detail.verdict === 'refused' ? 'Application refused' : 'No longer a participant'}: ${benchmarkTitle}`,
    paragraphs: [
      detail.verdict === 'entered'
        ? `A maintainer has let you in: you may submit to ${benchmarkTitle}.`
        : detail.verdict === 'refused'
          ? `A maintainer has refused your application to enter ${benchmarkTitle}.`
          : `A maintainer has removed you from the participants of ${benchmarkTitle}. Accepted submissions stay. Models that you sent enter no later round, unless your team has another member who may enter.`,
      ...reasonWords(detail.reason ?? null),
      'The benchmark:',
    ],
    path: `/benchmarks/${benchmark.slug}`,
  }),
  training_failed: ({ benchmarkTitle, benchmark, detail }, round) =>
    round && {
      subject: `Training without a version: ${oneLine(String(detail.model ?? ''))}, ${benchmarkTitle}`,
      paragraphs: [
        `The training of your team's model “${oneLine(String(detail.model ?? ''))}” after ${inSentence(round.where)} made no version (${oneLine(String(detail.code ?? ''))}). The last one stays in service.`,
        'What went wrong, and what it printed:',
      ],
      path: `/benchmarks/${benchmark.slug}/models/${detail.model_slug}/system`,
    },
  flags_raised: ({ benchmarkTitle, benchmark }, round) =>
    round && {
      subject: `Flags to judge: ${round.name}, ${benchmarkTitle}`,
      paragraphs: [
        `Something in the submissions to ${inSentence(round.where)} looks unusual. A flag is a suspicion with its numbers. It may be a false alarm, and has no effect until a maintainer judges it.`,
        'Only those with a role in the benchmark see them:',
      ],
      path: `/maintain/${benchmark.slug}/flags`,
    },
};

/**
 * Composes a notice mail for one reader as plain text. Text by other people is limited to one line, so that it can't add
 * headers or paragraphs.
 * @param siteUrl the site's public address, to which links lead
 * @returns null if there is nothing to report, such as an unpublished ranking
 */
export function composeNotice(facts: NoticeFacts, siteUrl: string): NoticeMail | null {
  const benchmarkTitle = oneLine(facts.benchmark.title);
  const composed = words[facts.kind](
    { ...facts, benchmarkTitle },
    facts.round && nameRound(facts.round, facts.benchmark.slug, benchmarkTitle),
  );
  if (!composed) return null;
  const link = (path: string) => new URL(path, siteUrl).href;
  return {
    subject: composed.subject,
    body: `${[
      ...composed.paragraphs,
      link(composed.path),
      footOf(facts, benchmarkTitle),
      link('/settings#mail'),
    ].join('\n\n')}\n`,
  };
}

function nameRound(round: NoticeRound, slug: string, benchmarkTitle: string): NamedRound {
  const name = oneLine(round.title);
  return {
    ...round,
    name,
    path: `/benchmarks/${slug}/rounds/${round.number}`,
    where: `Round ${round.number} of ${benchmarkTitle}, “${name}”`,
  };
}

const describeProposal = (
  what: string | number | null | undefined,
  benchmarkTitle: string,
  round: NamedRound | null,
): string => {
  if (!round) return `to link teams of ${benchmarkTitle} as the same people`;
  if (what === 'overrule') return `to seal ${inSentence(round.where)} although its inputs may tell the label`;
  if (what === 'withdrawal') return `to withdraw a team from ${inSentence(round.where)}`;
  return what === 'erratum'
    ? `to correct labels of ${inSentence(round.where)}`
    : `to invalidate ${inSentence(round.where)}`;
};

/** Writes the round's name in lower case for use within a sentence. */
const inSentence = (where: string): string => where.replace(/^Round/, 'round');

const untilWords = ({ closesAt }: NoticeRound): string =>
  closesAt ? ` It takes submissions until ${formatUtc(closesAt)}.` : '';

const erratumWords = (number: string | number | null | undefined): string =>
  typeof number === 'number' ? `erratum ${number}` : 'an erratum';

const firstUpper = (words: string): string => words.replace(/^./, (first) => first.toUpperCase());

function instantOf(value: string | number | null | undefined): Date | null {
  const at = new Date(typeof value === 'string' ? value : Number.NaN);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Quotes a text by other people: each of its lines is marked, so that none looks like a line of the site. */
const quoteLines = (text: string): string[] =>
  text
    .split(/\n{2,}/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .map((line) => `> ${oneLine(line)}`)
        .join('\n'),
    )
    .filter((paragraph) => paragraph !== '> ');

/** Sentences about leak reports that wait. All reports of an hour are announced in one mail. */
const waitingWords = (waiting: string | number | null | undefined): string[] =>
  typeof waiting === 'number' && waiting > 1
    ? [`${waiting} reports of this round wait for its maintainers.`]
    : [];

const reasonWords = (reason: string | number | null): string[] =>
  typeof reason === 'string' && oneLine(reason) !== '' ? [`The reason given: “${oneLine(reason)}”`] : [];

const verbs: Readonly<Record<MaintainerRole, string>> = {
  owner: 'own',
  maintainer: 'maintain',
  auditor: 'audit',
};

function footOf({ kind, reader }: NoticeFacts, benchmarkTitle: string): string {
  const why = whyOf({ kind, reader }, benchmarkTitle);
  return isIntegrityNotice(kind)
    ? `You get this mail because ${why}. It is about whether scores can be trusted, so it can't be switched off. The others can:`
    : `You get this mail because ${why}. Mails like this one can be switched off:`;
}

function whyOf({ kind, reader }: Pick<NoticeFacts, 'kind' | 'reader'>, benchmarkTitle: string): string {
  const { hasMaintainers, hasFollowers, isOnePerson } = noticeAudiences[kind];
  if (isOnePerson) return `you asked to enter ${benchmarkTitle} or have entered it`;
  if (reader.role && hasMaintainers) return `you ${verbs[reader.role]} ${benchmarkTitle}`;
  if (kind === 'consent_needed' && reader.isOperator)
    return `you operate this site, and ${benchmarkTitle} has no other maintainer`;
  if (hasFollowers && reader.isFollower) return `you follow ${benchmarkTitle}`;
  return `a team of yours has submitted to ${benchmarkTitle}`;
}

/**
 * Formats a model's result with the numbers of the ranking's page: `Your model Foo is ranked 1–5 of 8. Its ROC AUC × 100 is
 * 67.73 (65.10–70.36).`
 */
export function formatRank(
  { metric, rankedCount }: NoticeRanking,
  { model, rank, rank_lower, rank_upper, score, interval }: NoticeRanking['own'][number],
): string {
  const its = `Its ${formatMetric(metric)} is ${formatScore(metric, score)} (${describeInterval(metric, interval)}).`;
  if (rank === null) return `Your model ${oneLine(model)} is shown and not ranked. ${its}`;
  const ranks = rank_lower === null || rank_lower === rank_upper ? `${rank}` : `${rank_lower}–${rank_upper}`;
  return `Your model ${oneLine(model)} is ranked ${ranks} of ${rankedCount}. ${its}`;
}

const invitedTo: Readonly<Record<MaintainerRole, string>> = {
  owner: 'as an owner: to run its rounds, and to decide who else does',
  maintainer: 'as a maintainer: to run its rounds',
  auditor: 'as an auditor: to see everything its maintainers see, without changing anything',
};

/** Composes the mail with the link of an invitation. Names and titles, which other people chose, are limited to one line. */
export function composeInvitation({
  to,
  inviterName,
  expiresAt,
  link,
}: {
  to: { benchmarkTitle: string; role: MaintainerRole } | { teamName: string; role: TeamRole };
  inviterName: string | null;
  expiresAt: Date;
  link: string;
}): NoticeMail {
  const isTeam = 'teamName' in to;
  const title = oneLine(isTeam ? to.teamName : to.benchmarkTitle);
  const inviter = inviterName === null ? `${isTeam ? 'A captain' : 'An owner'}` : oneLine(inviterName);
  const purpose = isTeam
    ? `the team “${title}” on Tidemark, as a ${to.role}. Its members share submissions, files and feedback`
    : `the benchmark “${title}” on Tidemark, ${invitedTo[to.role]}`;
  return {
    subject: `Invitation: ${title}`,
    body: `${[
      `${inviter} invites you to ${purpose}.`,
      `Open this page, sign in with the address to which this mail came, and press its button. The link works once, until ${formatUtc(expiresAt)}.`,
      link,
      'If you do not know what this is about, do nothing: no further mail follows from it.',
    ].join('\n\n')}\n`,
  };
}

const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** Formats an instant as `1 June 2001 at 00:00 UTC`; the reader's time zone is unknown. */
export const formatUtc = (at: Date): string => `${format.format(at).replace(', ', ' at ')} UTC`;

// Characters that could change the structure of a mail: line breaks could add a header or a paragraph, bidi controls change
// the order of words.
const forbidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Makes a text by other people safe as a part of a line: line breaks and controls become spaces. */
export const oneLine = (text: string): string => text.replace(forbidden, ' ').replace(/ {2,}/g, ' ').trim();
