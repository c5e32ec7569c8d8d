import { describeOperatorAct } from '../moderation/operator-act';
import type { ArchiveFile } from '../round/round';
import type { AuditActorKind, PublicAct } from './audit-act';

/** The round of an event: only facts that later changes don't affect. */
export type ActRound = {
  readonly number: number;
  readonly title: string;
  /** Merkle root of the round's commitment in hex; null while the round is a draft. */
  readonly root: string | null;
  readonly archive: readonly ArchiveFile[];
};

export type RecordedAct = {
  readonly act: PublicAct;
  readonly actorKind: AuditActorKind;
  /** The event's round; null when the event is about the benchmark as a whole. */
  readonly round: ActRound | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
};

/**
 * A name and value shown beside the sentence that describes an event. Instants are ISO 8601, hashes hex, signatures base64.
 */
export type ActFact = {
  readonly name: string;
  readonly kind: 'hash' | 'instant' | 'words';
  readonly value: string;
};

export type ActWords = { readonly sentence: string; readonly facts: readonly ActFact[] };

const actorWords: Readonly<Record<AuditActorKind, string>> = {
  maintainer: 'a maintainer',
  operator: 'an operator',
  visitor: 'a visitor',
  scheduler: 'the schedule',
  scorer: 'the scorer',
  participant: 'a team',
};

/** Events that need two people: one maintainer has proposed the act, and the actor consents to it. */
const actsOfTwo: readonly PublicAct[] = ['round_invalidated', 'team_withdrawn'];

/** Names the person or process that did an act by role, never by name. */
export function describeActor({ act, actorKind }: Pick<RecordedAct, 'act' | 'actorKind'>): string {
  if (!actsOfTwo.includes(act)) return actorWords[actorKind];
  return actorKind === 'maintainer' ? 'two maintainers' : `a maintainer and ${actorWords[actorKind]}`;
}

/** Describes an audit event in words for the public changelog. */
export function describeAct(recorded: RecordedAct): ActWords {
  const { sentence, facts } = words[recorded.act](recorded);
  return {
    sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1),
    facts: facts.filter((fact) => fact !== null),
  };
}

type Draft = { sentence: string; facts: readonly (ActFact | null)[] };

/** The words for each public event. A public event without an entry here doesn't compile. */
const words: { readonly [A in PublicAct]: (recorded: RecordedAct) => Draft } = {
  benchmark_created: (act) => ({ sentence: `${describeActor(act)} created the benchmark.`, facts: [] }),
  benchmark_listed: (act) => ({
    sentence: `${describeActor(act)} listed the benchmark on the site.`,
    facts: [],
  }),
  operator_acted: (act) => ({
    sentence: `${describeActor(act)} ${describeOperatorAct(text(act, 'did') ?? '', text(act, 'kind') ?? '', text(act, 'subject'))}.`,
    facts: [plain(act, 'reason', 'Reason')],
  }),
  benchmark_changed: (act) => ({
    sentence: `${describeActor(act)} changed the benchmark.`,
    facts: [changedFields(act), ...changesOf(act)],
  }),
  announced: (act) => ({
    sentence: `${describeActor(act)} made an announcement.`,
    facts: [plain(act, 'title', 'Title'), plain(act, 'text', 'Text')],
  }),
  schedule_changed: (act) => ({
    sentence: `${describeActor(act)} changed the schedule.`,
    facts: [
      plain(act, 'cadence', 'Rounds rotate'),
      instant(act, 'next_rotation_at', 'Next rotation'),
      plain(act, 'reveals_after_rounds', 'Rounds until a reveal'),
    ],
  }),
  feedback_policy_changed: (act) => ({
    sentence: `${describeActor(act)} changed the feedback policy of rounds that are sealed from then on.`,
    facts: [
      plain(act, 'feedback_policy', 'Feedback policy'),
      percent(act, 'feedback_share', 'Feedback split'),
    ],
  }),
  round_sealed: (act) => ({
    sentence: `${describeActor(act)} sealed ${roundOf(act)}: nothing of its test set can change any more.`,
    facts: [
      commitment(act, 'Commitment'),
      plain(act, 'item_count', 'Items'),
      plain(act, 'leak_overruled', 'Two maintainers overruled the leak check'),
    ],
  }),
  round_opened: (act) => ({
    sentence: `${describeActor(act)} opened ${roundOf(act)}.`,
    facts: [...rotation(act), instant(act, 'closes_at', 'Closes'), commitment(act, 'Commitment')],
  }),
  extension_asked: (act) => ({
    sentence: `${describeActor(act)} requested to extend ${roundOf(act)}.`,
    facts: [instant(act, 'closes_at', 'Wanted close'), plain(act, 'reason', 'Reason')],
  }),
  round_extended: (act) => ({
    sentence: `${roundOf(act)} was extended, as ${describeActor(act)} requested.`,
    facts: [
      instant(act, 'closed_before', 'Was to close'),
      instant(act, 'closes_at', 'Closes'),
      instant(act, 'next_rotation_at', 'Next rotation'),
    ],
  }),
  round_closed: (act) => ({
    sentence: `${describeActor(act)} closed ${roundOf(act)}.`,
    facts: [
      ...rotation(act),
      plain(act, 'reason', 'Reason'),
      links(act),
      instant(act, 'next_rotation_at', 'Next rotation'),
    ],
  }),
  ranking_published: (act) => ({
    sentence: `${describeActor(act)} published the official ranking of ${roundOf(act)}${act.detail.again ? ' again, without what was withdrawn from it' : ''}.`,
    facts: [plain(act, 'entered', 'Models'), plain(act, 'item_count', 'Items')],
  }),
  rotation_slept_over: (act) => ({
    sentence: 'A rotation was due while no scorer ran, and a later one has replaced it.',
    facts: rotation(act),
  }),
  refresh_overdue: (act) => ({
    sentence: 'A rotation was due, and no sealed round waited for it: the refresh is overdue.',
    facts: rotation(act),
  }),
  round_replaced: (act) => ({
    sentence: `${roundOf(act)} was replaced${by(act.detail.replaced_by)} before it opened; its commitment remains public.`,
    facts: [commitment(act, 'Old commitment')],
  }),
  round_frozen: (act) => ({
    sentence: `${describeActor(act)} froze ${roundOf(act)}: it accepts no submissions while a suspected leak is investigated.`,
    facts: [plain(act, 'reason', 'Reason')],
  }),
  round_unfrozen: (act) => ({
    sentence: `${describeActor(act)} lifted the freeze of ${roundOf(act)}${act.detail.to ? `; it is ${act.detail.to}` : ''}.`,
    facts: [links(act)],
  }),
  round_invalidated: (act) => ({
    sentence: `${describeActor(act)} invalidated ${roundOf(act)}: its scores remain visible, without ranks.`,
    facts: [plain(act, 'reason', 'Reason'), commitment(act, 'Commitment')],
  }),
  leak_report_handled: (act) => ({
    sentence: `${describeActor(act)} handled a leak report of ${roundOf(act)}.`,
    facts: [plain(act, 'handled_count', 'Handled so far'), plain(act, 'public_words', 'In their words')],
  }),
  flag_judgement_reported: (act) => ({
    sentence: `${describeActor(act)} judged a flag.`,
    facts: [plain(act, 'judged_count', 'Judged so far'), plain(act, 'public_words', 'In their words')],
  }),
  round_revealed: (act) => ({
    sentence: `${describeActor(act)} revealed ${roundOf(act)}: its items, labels and secret are public.`,
    facts: [
      hash('Commitment', text(act, 'root') ?? act.round?.root),
      hash('Archive', text(act, 'archive_sha256') ?? hashOf(act.round, (name) => name.endsWith('.zip'))),
      hash(
        'archive.json',
        hashOf(act.round, (name) => name === 'archive.json'),
      ),
    ],
  }),
  team_withdrawn: (act) => ({
    sentence: `${describeActor(act)} withdrew a team that copied from ${roundOf(act)}: its submissions no longer count, and stay in the archive.`,
    facts: [
      plain(act, 'team', 'Team'),
      plain(act, 'submission_count', 'Submissions'),
      plain(act, 'reason', 'Reason'),
    ],
  }),
  erratum_consented: (act) => ({
    sentence: `${describeActor(act)} consented to ${erratumOf(act)} to ${roundOf(act)}; objections are possible until it is published.`,
    facts: [
      plain(act, 'correction_count', 'Labels to correct'),
      plain(act, 'reason', 'Reason'),
      plain(act, 'proposed_by', 'Proposed by'),
      plain(act, 'consented_by', 'Consented to by'),
      instant(act, 'objections_until', 'Objections until'),
    ],
  }),
  erratum_dropped: (act) => ({
    sentence: `${describeActor(act)} dropped ${erratumOf(act)} to ${roundOf(act)}: it changes nothing.`,
    facts: [],
  }),
  erratum_published: (act) => ({
    sentence: `${describeActor(act)} published ${erratumOf(act)} to ${roundOf(act)}; both scores are shown.`,
    facts: [
      plain(act, 'correction_count', 'Labels corrected'),
      plain(act, 'reason', 'Reason'),
      hash('Signature', text(act, 'signature')),
    ],
  }),
  submission_taken_out: (act) => ({
    sentence: `${describeActor(act)} withdrew a submission from ${roundOf(act)}: it no longer counts, and its slot remains used.`,
    facts: [
      plain(act, 'model', 'Model'),
      plain(act, 'version', 'Version'),
      plain(act, 'team', 'Team'),
      plain(act, 'reason', 'Reason'),
    ],
  }),
  anchor_designated: (act) => ({
    sentence: `${describeActor(act)} vouched for a frozen model version: it is an anchor model.`,
    facts: [plain(act, 'model', 'Model'), plain(act, 'version', 'Version'), plain(act, 'reason', 'Reason')],
  }),
  anchor_dropped: (act) => ({
    sentence: `${describeActor(act)} no longer vouches for a model version: it is no anchor model in rounds that open from now on.`,
    facts: [plain(act, 'model', 'Model'), plain(act, 'version', 'Version')],
  }),
};

/** Fields of a benchmark that a maintainer can change, by their names in the API. */
const changeableFields: Readonly<Record<string, string>> = {
  title: 'Title',
  description: 'Description',
  rules: 'Rules',
  links: 'Links',
  contacts: 'Contacts',
  tags: 'Tags',
  license: 'Licence',
  terms: 'Terms',
  paper: 'Paper',
  columns: 'Columns',
  training_file: 'Training file',
  accepts: 'Accepts',
  container_needs: 'Limits of images',
  task: 'Task',
  classes: 'Classes',
  metric: 'Metric',
  secondary_metrics: 'Metrics beside it',
  log_loss_clip: 'Log loss clip',
  features: 'Inputs',
  quota_per_round: 'Submissions a round',
  quota_per_day: 'Submissions a day',
  team_size_max: 'Largest team',
  runners: 'Trusted runners',
  visibility: 'Listing',
};

function changedFields(act: RecordedAct): ActFact | null {
  const fact = plain(act, 'changed', 'Changed');
  const titleOf = (field: string) => changeableFields[field] ?? field;
  return fact && { ...fact, value: fact.value.split(', ').map(titleOf).join(', ') };
}

/** Value of each changed field before and after the change; a long text is represented by its SHA-256. */
const changesOf = (act: RecordedAct): readonly (ActFact | null)[] =>
  Object.entries(changeableFields).flatMap(([field, title]) => [
    plain(act, `${field}_before`, `${title} before`),
    plain(act, `${field}_after`, `${title} after`),
    hash(`${title} before, SHA-256`, text(act, `${field}_before_sha256`)),
    hash(`${title} after, SHA-256`, text(act, `${field}_after_sha256`)),
  ]);

const roundOf = ({ round }: RecordedAct): string =>
  round === null ? 'a round' : `round ${round.number}, ${round.title}`;

function erratumOf(act: RecordedAct): string {
  const number = text(act, 'erratum');
  return number === null ? 'an erratum' : `erratum ${number}`;
}

const by = (number: unknown): string => (typeof number === 'number' ? ` by round ${number}` : '');

/** Number of links between teams, given only after the round: during an open round it would reveal each new link. */
const links = (act: RecordedAct): ActFact | null => plain(act, 'link_count', 'Links of teams so far');

/** Instant at which a scheduled event was due; the event itself may have happened later. */
const rotation = (act: RecordedAct): readonly (ActFact | null)[] => [instant(act, 'due_at', 'Due')];

const commitment = (act: RecordedAct, name: string): ActFact | null =>
  hash(name, text(act, 'root') ?? act.round?.root);

const hashOf = (round: ActRound | null, isWanted: (name: string) => boolean): string | undefined =>
  round?.archive.find(({ name }) => isWanted(name))?.sha256;

function text({ detail }: RecordedAct, key: string): string | null {
  const value = Object.hasOwn(detail, key) ? detail[key] : null;
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'number' ? value.toLocaleString('en') : String(value);
}

function plain(act: RecordedAct, key: string, name: string): ActFact | null {
  const value = text(act, key);
  return value === null ? null : { name, kind: 'words', value };
}

/** Formats a share from 0 to 1 in whole per cent. */
function percent({ detail }: RecordedAct, key: string, name: string): ActFact | null {
  const share = detail[key];
  return typeof share === 'number'
    ? { name, kind: 'words', value: `${Math.round(100 * share)}\u00a0% of the items` }
    : null;
}

function instant(act: RecordedAct, key: string, name: string): ActFact | null {
  const value = text(act, key);
  return value === null || Number.isNaN(Date.parse(value)) ? null : { name, kind: 'instant', value };
}

const hash = (name: string, value: string | null | undefined): ActFact | null =>
  value ? { name, kind: 'hash', value } : null;
