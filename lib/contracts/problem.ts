import { z } from 'zod';
import { keysOf } from '@/lib/core/keys-of';
import type { LeakReportScope } from '@/lib/core/leak-report/leak-report';
import { formatUtc } from '@/lib/core/notice/compose-notice';
import { budgets } from '@/lib/core/quota/budgets';
import type { Countable } from '@/lib/core/quota/quota';
import type { Refusal, RefusalKind } from '@/lib/core/refusal';
import type { RoundAction } from '@/lib/core/round/round-state';
import { type MailScope, mailsMax } from '@/lib/core/sign-in/mail-limits';
import { tokenScopes } from '@/lib/core/token-scope';

/** A problem document by RFC 9457, with a stable `code` and, for files, the position of each fault. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(
    z.object({
      code: z.string(),
      detail: z.string(),
      hint: z.string().optional(),
      field: z.string().optional(),
      line: z.int().nullable().optional(),
      column: z.int().nullable().optional(),
    }),
  ),
  /** Value of the response's header `X-Request-Id`, by which the operator finds the request in the log. */
  request_id: z.string().optional(),
});

export type Problem = z.infer<typeof problemSchema>;

const donePast: Record<RoundAction, string> = {
  seal: 'sealed',
  open: 'opened',
  close: 'closed',
  freeze: 'frozen',
  unfreeze: 'unfrozen',
  invalidate: 'invalidated',
  reveal: 'revealed',
};

const ownLimits: Record<Countable, (limit: number) => string> = {
  benchmarks: (limit) =>
    `You own ${limit}, and that is the limit. Make another person the owner of one, or ask the operator of this site for more.`,
  checks: (limit) =>
    `${limit} of your test sets are waiting for their check, and that is the limit. Upload the next one when one of them has its report.`,
  drafts: (limit) =>
    `You have ${limit} drafts that aren't sealed, and that is the limit. Seal one first, or ask the operator of this site for more.`,
  dry_runs: (limit) =>
    `${limit} of your models are waiting for their dry run, and that is the limit. Send the next one when one of them is finished.`,
  rounds: (limit) =>
    `You have uploaded ${limit} rounds, and that is the limit. Ask the operator of this site for more.`,
  tokens: (limit) => `You have ${limit} that aren't revoked, and that is the limit. Revoke one first.`,
};

const withEvidence = 'Sign in and add a link to what you found: such a report is always accepted.';

const fullReports: Record<LeakReportScope, (limit: number) => string> = {
  network: (limit) =>
    `People without an account have sent ${limit} from your network within an hour, and that is the limit. ${withEvidence}`,
  round: (limit) =>
    `This round has received ${limit} reports like yours, and that is the limit. ${withEvidence}`,
  site: (limit) =>
    `People without an account have sent ${limit} within an hour, and that is the limit. ${withEvidence}`,
};

/**
 * Texts for limits on sign-in mails. The text is the same for all e-mail addresses, so that it doesn't reveal who has an
 * account.
 */
const mailsAreOut: Record<MailScope, string> = {
  address: `${mailsMax.address} unused links were mailed to this address within an hour. The page behind each of them can send a new one.`,
  network: `${mailsMax.network} links were mailed within an hour for people on your network.`,
  site: 'This site has reached its limit of sign-in mails per hour.',
};

/** A mapped type, so that TypeScript correlates `rows[refusal.kind]` with `refusal`. */
type RefusalOf<K extends RefusalKind> = { [P in K]: { kind: P } & Extract<Refusal, { kind: P }> }[K];

type Row<K extends RefusalKind> = {
  status: number;
  title: string;
  detail: (refusal: RefusalOf<K>) => string;
};

/** Maps each kind of refusal to its public problem document. A kind without a row doesn't compile. */
const rows: { [K in RefusalKind]: Row<K> } = {
  not_signed_in: {
    status: 401,
    title: 'Sign in first',
    detail: () => 'Send `Authorization: Bearer <token>`, or sign in on the site.',
  },
  token_invalid: {
    status: 401,
    title: 'The token isn’t valid',
    detail: () =>
      'It was mistyped or cut off, has expired, or was revoked. Make a new one on the settings page.',
  },
  forbidden: { status: 403, title: 'Not allowed', detail: ({ needs }) => `This needs ${needs}.` },
  not_found: { status: 404, title: 'Not found', detail: ({ what }) => `There is no such ${what}.` },
  withdrawn: {
    status: 410,
    title: 'Withdrawn by an operator',
    detail: ({ what, reason, actId }) =>
      `An operator of this site has withdrawn this ${what}. Reason: ${reason} It is public at /moderation/${actId}.`,
  },
  account_suspended: {
    status: 403,
    title: 'The account is suspended',
    detail: ({ reason }) =>
      `An operator of this site has suspended it. Reason: ${reason} Write to the contact of this site to object.`,
  },
  act_not_fitting: { status: 409, title: 'That doesn’t fit', detail: ({ detail }) => detail },
  invalid_request: {
    status: 422,
    title: 'The request has faults',
    detail: ({ faults }) => faults.map((f) => `${f.field}: ${f.detail}`).join('; '),
  },
  slug_taken: {
    status: 409,
    title: 'That address is taken',
    detail: ({ slug }) => `Another benchmark has the slug "${slug}". Choose another one.`,
  },
  name_taken: {
    status: 409,
    title: 'That name is taken',
    detail: ({ what, own }) =>
      what === 'team'
        ? 'Another team has this name, had it before, or has one that looks the same. Choose another one.'
        : own === null
          ? `Another team's ${what} in this benchmark has this name, or one that looks the same. Send it again under another name, for example with your team's name in it; no submission was used.`
          : `It looks the same as “${own}”, a ${what} of your team. Write it in the same way, or give it a name that differs more.`,
  },
  bound_to_team: {
    status: 409,
    title: 'One team per person and round',
    detail: ({ team, until }) =>
      team === null
        ? `This team can’t submit until ${until ? formatUtc(until) : 'the round closes'}: one of its members has submitted for another team in this round. It can as soon as a captain removes that member.`
        : `You have submitted for the team “${team}” in this round, and a person submits for one team in a round. Submit for “${team}” until ${until ? formatUtc(until) : 'it closes'}.`,
  },
  team_too_large: {
    status: 409,
    title: 'The team is too large for this benchmark',
    detail: ({ people, sizeMax }) =>
      `${sizeMax === 1 ? 'It admits individuals only' : `At most ${sizeMax} people submit for a team here`}, and yours has ${people} in this round, with those who left since its first submission. Submit for a smaller team.`,
  },
  not_joinable: {
    status: 409,
    title: 'You can’t join this team now',
    detail: ({ because }) => because,
  },
  not_mergeable: {
    status: 409,
    title: 'These teams can’t be merged now',
    detail: ({ because }) => because,
  },
  fixed_by_round: {
    status: 409,
    title: 'A round has fixed that',
    detail: ({ field, number, state }) =>
      state === 'open' || state === 'frozen'
        ? `\`${field}\` can't be changed while round ${number} is ${state}.`
        : `\`${field}\` can't be changed any more: round ${number}, which is ${state}, was made with it.`,
  },
  not_deletable: {
    status: 409,
    title: 'A round was sealed',
    detail: ({ number }) =>
      `Round ${number} was sealed, and its commitment is public. A benchmark can be deleted only while all its rounds are drafts.`,
  },
  announced_today: {
    status: 409,
    title: 'Announced today already',
    detail: ({ againAt }) =>
      `A benchmark has one announcement a day. The next is possible from ${formatUtc(againAt)} on.`,
  },
  policy_not_allowed: {
    status: 422,
    title: 'That feedback policy does not fit the metric',
    detail: ({ detail }) => detail,
  },
  unsupported_media_type: { status: 415, title: 'Unexpected body', detail: ({ detail }) => detail },
  too_large: {
    status: 413,
    title: 'The file is too large',
    detail: ({ bytesMax }) => `At most ${formatBytes(bytesMax)} are accepted here.`,
  },
  file_rejected: {
    status: 422,
    title: 'The file has faults; no submission was used',
    detail: ({ faults, faultCount }) =>
      `${faultCount} ${faultCount === 1 ? 'fault' : 'faults'}; the first: ${faults[0]?.detail ?? ''}`,
  },
  kind_not_accepted: {
    status: 422,
    title: 'This benchmark does not accept that kind',
    detail: ({ accepts }) => `It accepts: ${accepts.join(', ')}.`,
  },
  entry_needed: { status: 403, title: 'You haven’t entered this benchmark', detail: explainEntry },
  rules_not_accepted: {
    status: 409,
    title: 'Accept the rules first',
    detail: ({ slug, version }) =>
      version === null
        ? 'This benchmark has no rules now. Leave `rules_version` out.'
        : `Version ${version} of the rules is in force, and you have not accepted it. Read it at /benchmarks/${slug}/rules and accept it there, or by \`POST /api/v1/benchmarks/${slug}/rules/accept\` with {"version":${version}}, or with \`"rules_version":${version}\` in the metadata. No submission was used.`,
  },
  no_open_round: {
    status: 409,
    title: 'No round is open',
    detail: () => 'Submissions are accepted while a round of this benchmark is open.',
  },
  round_not_open: {
    status: 409,
    title: 'The round is not open',
    detail: ({ state, closesAt }) =>
      state === 'open' && closesAt
        ? `It accepted submissions until ${formatUtc(closesAt)}.`
        : `It is ${state}.`,
  },
  quota_exhausted: {
    status: 429,
    title: 'No submission left',
    detail: ({ scope, limit, resetsAt }) =>
      scope === 'day'
        ? `All ${limit} of today are used. The next day (UTC) begins at ${formatUtc(resetsAt)}.`
        : `All ${limit} of this round are used. The round closes at ${formatUtc(resetsAt)}; the next one has a new quota.`,
  },
  busy: {
    status: 503,
    title: 'Many files are being read',
    detail: ({ retryAfterSeconds }) =>
      `Nothing was recorded and no submission used. Try again in ${retryAfterSeconds} seconds.`,
  },
  database_away: {
    status: 503,
    title: 'The site’s database doesn’t respond',
    detail: ({ retryAfterSeconds }) =>
      `Earlier accepted requests are safe. The site doesn't know if this request was accepted: check before you send it again, in ${retryAfterSeconds} seconds. The same Idempotency-Key never makes a second submission.`,
  },
  restarting: {
    status: 503,
    title: 'The site is restarting',
    detail: ({ retryAfterSeconds }) =>
      `Nothing was recorded and no submission used. Send the file again in ${retryAfterSeconds} seconds.`,
  },
  object_store_away: {
    status: 503,
    title: 'The site’s object store doesn’t respond',
    detail: ({ retryAfterSeconds }) =>
      `Earlier accepted requests are safe, and files that are stored already are too. Send this request again in ${retryAfterSeconds} seconds. The same Idempotency-Key never makes a second submission.`,
  },
  no_space: {
    status: 507,
    title: 'The site is short of disk space',
    detail: () =>
      'Nothing was recorded and no submission used. Accepted submissions wait. Try again later: the operator has to free disk space.',
  },
  clock_held: {
    status: 503,
    title: 'The site’s clock has jumped',
    detail: ({ heldAt }) =>
      `It jumped to ${formatUtc(heldAt)}. No round opens, closes or is revealed until an operator has checked it. Nothing was changed.`,
  },
  files_in_line: {
    status: 429,
    title: 'Your earlier files are still being processed',
    detail: ({ count, retryAfterSeconds }) =>
      `${count} files of yours are being uploaded or read, and that is the limit. Nothing was recorded and no submission used. Send this one when one of them is finished, or in ${retryAfterSeconds} seconds.`,
  },
  upload_too_slow: {
    status: 408,
    title: 'The upload took too long',
    detail: ({ secondsMax }) =>
      `It may take ${Math.round(secondsMax / 60)} minutes, at no less than 8 kB per second. Nothing was recorded and no submission used. A gzipped file is a fraction of its size.`,
  },
  idempotency_conflict: {
    status: 409,
    title: 'That Idempotency-Key was used for another request',
    detail: () => 'Use a new key for a new submission; the same key repeats the same request only.',
  },
  file_sent_already: {
    status: 409,
    title: 'Your team has sent this file already',
    detail: ({ submissionId, model, version }) =>
      `It is submission ${submissionId} to this round: ${model}, version ${version}. Nothing was recorded and no submission used.`,
  },
  not_withdrawable: {
    status: 409,
    title: 'It can’t be withdrawn',
    detail: ({ because }) => `The submission can’t be withdrawn: ${because}.`,
  },
  not_choosable: {
    status: 409,
    title: 'It can’t be chosen',
    detail: ({ because }) =>
      `The counting submission is chosen while the round is open. This one can’t be chosen: ${because}.`,
  },
  version_taken: {
    status: 409,
    title: 'That version name is taken',
    detail: ({ model, version, looksLike, next }) =>
      `${looksLike === null ? `In this round version ${version} of ${model} is another file` : `In this round ${model} has version ${looksLike}, which version ${version} looks like`}, and a version is one file. Send this one as version ${next}. Nothing was recorded and no submission used.`,
  },
  version_frozen_already: {
    status: 409,
    title: 'The model has that version already',
    detail: ({ model, version, known, isSameFile, isRetired }) =>
      isSameFile
        ? `This file is version ${known} of ${model}. ${isRetired ? 'Your team retired it, and a retired file doesn’t return under the same model.' : 'It is run on every round automatically and needn’t be sent again.'}`
        : `${model} has version ${known}${known === version ? '' : `, which version ${version} looks like`}, and a version is one file for good. Give this one another name. Nothing was recorded and no submission used.`,
  },
  versions_full: {
    status: 409,
    title: 'Your team has reached the limit of active versions',
    detail: ({ limit }) =>
      `A team has at most ${limit} versions that are run on every round of a benchmark. Retire one first; its scores remain.`,
  },
  images_full: {
    status: 409,
    title: 'Your team’s container images take all of its space',
    detail: ({ bytesMax }) =>
      `A team’s images may have ${formatBytes(bytesMax)} in all. Build yours on a smaller base image, or ask the operator of this site for more space.`,
  },
  budget_spent: {
    status: 429,
    title: 'That is the limit for now',
    detail: ({ budget, limit, retryAfterSeconds }) => {
      const { unit, describeSpent } = budgets[budget];
      const max = unit === 'bytes' ? formatBytes(limit) : limit.toLocaleString('en-US');
      return `${describeSpent(max)}, and that is the limit. The next one is accepted in ${formatMinutes(retryAfterSeconds)}.`;
    },
  },
  illegal_transition: {
    status: 409,
    title: 'Not from this state',
    detail: ({ action, state }) => `A ${state} round can't be ${donePast[action]}.`,
  },
  round_frozen: {
    status: 409,
    title: 'The round is frozen',
    detail: ({ reason, frozenAt }) =>
      `A maintainer stopped it at ${formatUtc(frozenAt)}: it accepts no submission, and none is used. The reason: ${reason}`,
  },
  after_next_rotation: {
    status: 409,
    title: 'The next rotation comes first',
    detail: ({ nextRotationAt }) =>
      `The schedule closes the open round at ${formatUtc(nextRotationAt)}. Give an earlier \`closes_at\`, or change the schedule.`,
  },
  second_person_needed: {
    status: 409,
    title: 'A second person must consent',
    detail: () => 'It takes two people: one proposes, another consents.',
  },
  proposal_void: {
    status: 409,
    title: 'The proposal is void',
    detail: () =>
      'The person who proposed it no longer has the role that it needs. Drop it, and propose it yourself if you want it.',
  },
  submissions_unfinished: {
    status: 409,
    title: 'Not everything is scored yet',
    detail: ({ count }) =>
      count === 0
        ? 'The official ranking is being published. Try again in a moment.'
        : `${count} accepted ${count === 1 ? 'submission waits' : 'submissions wait'} for a score. Try again when the official ranking is out.`,
  },
  not_revealed: {
    status: 409,
    title: 'The round is not revealed',
    detail: ({ state }) => `Its items and labels are hidden while it is ${state}.`,
  },
  erratum_unfinished: {
    status: 409,
    title: 'Another erratum is unfinished',
    detail: ({ number }) => `Publish or drop erratum ${number} of this round first.`,
  },
  objections_open: {
    status: 409,
    title: 'Objections are still possible',
    detail: ({ until }) => `It can be published from ${formatUtc(until)} on.`,
  },
  invitation_invalid: {
    status: 410,
    title: 'The invitation no longer works',
    detail: () => 'It was used or revoked, or has expired. Ask an owner of the benchmark for a new one.',
  },
  last_owner: {
    status: 409,
    title: 'A benchmark needs an owner',
    detail: () => 'Make another person an owner first.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many at once',
    detail: ({ retryAfterSeconds }) =>
      `Try again in ${retryAfterSeconds === 1 ? 'a second' : `${retryAfterSeconds} seconds`}.`,
  },
  limit_reached: {
    status: 409,
    title: 'The limit is reached',
    detail: ({ what, scope, limit }) =>
      scope === 'person'
        ? ownLimits[what](limit)
        : what === 'checks'
          ? `${limit} test sets on this site are waiting for their check, and that is its limit. Try again later.`
          : what === 'dry_runs'
            ? `${limit} models on this site are waiting for their dry run, and that is its limit. Try again later.`
            : `This site has ${limit} ${what}, and that is its limit. Ask its operator for more.`,
  },
  leak_reports_full: {
    status: 429,
    title: 'Too many reports for now',
    detail: ({ scope, limit, retryAfterSeconds }) =>
      `${fullReports[scope](limit)} Or try again in ${formatMinutes(retryAfterSeconds)}.`,
  },
  too_many_streams: {
    status: 429,
    title: 'Too many event streams',
    detail: ({ limit }) =>
      `You have ${limit} open, and that is the limit. Close one, or request the submission itself every few seconds.`,
  },
  streams_full: {
    status: 503,
    title: 'All event streams are in use',
    detail: ({ retryAfterSeconds }) =>
      `Request the submission itself every few seconds, or try again in ${retryAfterSeconds} seconds.`,
  },
  sign_in_mail_limited: {
    status: 429,
    title: 'No more sign-in mail for now',
    detail: ({ scope, retryAfterSeconds }) =>
      `${mailsAreOut[scope]} The next one can be sent in ${formatMinutes(retryAfterSeconds)}.`,
  },
  mail_unavailable: {
    status: 503,
    title: 'The mail could not be sent',
    detail: ({ retryAfterSeconds }) =>
      `The mail server refused it, and nothing was counted. Check the address, and try again in ${formatMinutes(retryAfterSeconds)}.`,
  },
  sign_in_link_invalid: {
    status: 410,
    title: 'That link is no longer valid',
    detail: () => 'A link works once, within an hour. Request a new one.',
  },
  requested_in_other_browser: {
    status: 403,
    title: 'That link was requested in another browser',
    detail: () => 'Open it there, or request a new one in this browser.',
  },
  last_sign_in_method: {
    status: 409,
    title: 'That is your only sign-in method',
    detail: () => 'Your account has no e-mail address to send a link to. Add another sign-in method first.',
  },
  insufficient_scope: {
    status: 403,
    title: 'The token may not do that',
    detail: ({ needs, has }) =>
      `This needs a token of scope "${needs}"; yours has "${has}". Each scope includes the ones before: ${tokenScopes.join(', ')}.`,
  },
  token_bound: {
    status: 403,
    title: 'The token does not work here',
    detail: ({ benchmark, team }) =>
      `The token is bound to ${[benchmark && `the benchmark "${benchmark}"`, team && `the team "${team}"`].filter(Boolean).join(' and ')}, and works for nothing else${team ? ': it can submit, and read quota, versions and submissions' : ''}. Make another token for this call.`,
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    detail: ({ allow }) => `This address accepts ${allow.join(' and ')}.`,
  },
  not_a_draft: {
    status: 409,
    title: 'No longer a draft',
    detail: ({ state }) => `This round is ${state}. Only a draft can be changed or deleted.`,
  },
  test_set_unchecked: {
    status: 409,
    title: 'The test set is still being checked',
    detail: () => 'Try again when its report is complete.',
  },
  test_set_has_problems: {
    status: 409,
    title: 'The test set has problems',
    detail: ({ problemCount }) =>
      `${problemCount} of them; upload a corrected test set in its place, or as a new round.`,
  },
  test_set_blocked: {
    status: 409,
    title: 'A check blocks this test set',
    detail: ({ checks }) =>
      `Blocked by: ${checks.join(', ')}. ${checks.join() === 'ids' ? 'Seal it with new ids ("new_ids": true), or upload' : 'Upload'} a corrected test set as a new round.`,
  },
  another_round_open: {
    status: 409,
    title: 'Another round is open',
    detail: ({ number }) => `Close round ${number} first: a benchmark has at most one open round.`,
  },
  interval_passed: {
    status: 409,
    title: 'The closing time has passed',
    detail: ({ closesAt }) => `It was ${formatUtc(closesAt)}. Give a later \`closes_at\`.`,
  },
  inputs_not_public: {
    status: 404,
    title: 'Inputs are not public',
    detail: () => 'The inputs of this round are hidden, or it has not opened yet.',
  },
  not_published_yet: {
    status: 404,
    title: 'Not published yet',
    detail: ({ what }) => `The ${what} is not published yet.`,
  },
};

function explainEntry({ slug, entry, state, reason }: RefusalOf<'entry_needed'>): string {
  const because = reason === null ? '' : ` Reason: ${reason}`;
  if (state === 'removed') return `A maintainer has removed you from its participants.${because}`;
  if (state === 'refused') return `A maintainer has refused your application.${because}`;
  if (state === 'asked') return 'Your application waits for a maintainer. You get a mail with the decision.';
  return entry === 'approval'
    ? `Its maintainers approve who may submit. Apply at /benchmarks/${slug}/submit.`
    : 'Its maintainers have a list of the people who may submit. Sign in by mail with the address that they know, enter their class code at /enter, or ask them to add your address.';
}

/** Codes of all problem documents. */
export const problemCodes: readonly RefusalKind[] = keysOf(rows);

export function toProblem<K extends RefusalKind>(refusal: RefusalOf<K>): Problem {
  const row = rows[refusal.kind];
  return {
    type: `/docs/api#${refusal.kind}`,
    title: row.title,
    status: row.status,
    detail: row.detail(refusal),
    code: refusal.kind,
    errors: 'faults' in refusal ? refusal.faults.map((fault) => ({ ...fault })) : [],
  };
}

export const findProblemStatus = (kind: RefusalKind): number => rows[kind].status;

/** Finds the title for a code in a URL, which may be any text; null for an unknown code. */
export function findProblemTitle(code: string): string | null {
  const kind = problemCodes.find((known) => known === code);
  return kind ? rows[kind].title : null;
}

const formatMinutes = (seconds: number): string => {
  const minutes = Math.ceil(seconds / 60);
  if (minutes > 120) return `${Math.ceil(minutes / 60)} hours`;
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
};

function formatBytes(bytes: number): string {
  if (bytes >= 2 ** 30) return `${Math.round(bytes / 2 ** 30)} GB`;
  return bytes >= 2 ** 20 ? `${Math.round(bytes / 2 ** 20)} MB` : `${Math.round(bytes / 2 ** 10)} kB`;
}
