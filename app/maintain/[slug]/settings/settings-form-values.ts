import { formatContainerNeeds, readContainerNeeds } from '@/app/_ui/maintain/container-needs';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import { formatColumnNote } from '@/lib/contracts/benchmark-data';

type Values = Readonly<Record<string, string>>;

/** Values of the form's fields for the saved texts: one link or contact per line, tags separated by commas. */
export const formatTextsForm = ({
  title,
  description,
  rules,
  links,
  contacts,
  tags,
  visibility,
}: BenchmarkFacts): Record<string, string> => ({
  title,
  visibility,
  description,
  rules,
  links: links.map((link) => `${link.title} ${link.url}`).join('\n'),
  contacts: contacts.join('\n'),
  tags: tags.join(', '),
});

/** The request body from the form for texts, not yet validated; the API's schema does that. */
export const readTextsForm = ({
  title,
  description = '',
  rules = '',
  links = '',
  contacts = '',
  tags = '',
  visibility,
}: Values): Record<string, unknown> => ({
  title,
  // The listing is a field of the form only if it may change.
  ...(visibility !== undefined && { visibility }),
  // Browsers send line breaks as CRLF; without this, an unchanged text would count as changed.
  description: description.replaceAll('\r\n', '\n'),
  rules: rules.replaceAll('\r\n', '\n'),
  links: listLines(links).map((line) => {
    const at = line.lastIndexOf(' ');
    return { title: line.slice(0, Math.max(0, at)).trim(), url: line.slice(at + 1) };
  }),
  contacts: listLines(contacts),
  tags: tags.split(/[\s,]+/).filter((tag) => tag !== ''),
});

/**
 * Values of the form's fields for licence, terms, paper and columns. Each line describes one column: `name | type | unit |
 * meaning`.
 */
export const formatDataForm = ({
  license,
  terms,
  paper,
  columns,
}: BenchmarkFacts): Record<string, string> => ({
  license: license ?? '',
  terms: terms ?? '',
  paper: paper ?? '',
  columns: columns.map(formatColumnNote).join('\n'),
});

export const readDataForm = ({
  license = '',
  terms = '',
  paper = '',
  columns = '',
}: Values): Record<string, unknown> => ({
  license: license.trim() || null,
  terms: terms.trim() || null,
  paper: paper.trim() || null,
  columns: listLines(columns).map((line) => {
    const [name = '', type = '', unit = '', ...text] = line.split('|').map((part) => part.trim());
    return { name, type: type || null, unit, text: text.join(' | ') };
  }),
});

/** Values of the form's fields for settings that apply to later rounds. */
export const formatRoundsForm = ({
  accepts,
  secondary_metrics,
  quota_per_round,
  quota_per_day,
  container_needs,
}: BenchmarkFacts): Record<string, string> => ({
  ...formatContainerNeeds(container_needs),
  accepts: accepts.join(','),
  secondary_metrics: secondary_metrics.join(','),
  quota_per_round: String(quota_per_round),
  quota_per_day: String(quota_per_day),
});

export const readRoundsForm = ({
  accepts = '',
  secondary_metrics = '',
  quota_per_round,
  quota_per_day,
  ...needs
}: Values): Record<string, unknown> => ({
  ...(listParts(accepts).includes('container') && { container_needs: readContainerNeeds(needs) }),
  accepts: listParts(accepts),
  secondary_metrics: listParts(secondary_metrics),
  quota_per_round,
  quota_per_day,
});

/** Values of the form's fields for the chosen runners; an empty choice means all that the benchmark may have. */
export const formatRunnersForm = ({ runners }: BenchmarkFacts): Record<string, string> => ({
  runners: (runners ?? []).join(','),
});

export const readRunnersForm = ({ runners = '' }: Values): Record<string, unknown> => ({
  runners: runners === '' ? null : listParts(runners),
});

/** Values of the form's fields for task and scoring, which can't change after the first upload. */
export const formatTaskForm = ({
  task,
  classes,
  metric,
  log_loss_clip,
  features,
}: BenchmarkFacts): Record<string, string> => ({
  task,
  classes: classes.join('\n'),
  metric,
  log_loss_clip: String(log_loss_clip),
  features: features.join('\n'),
});

export const readTaskForm = ({
  task,
  classes = '',
  metric,
  log_loss_clip,
  features = '',
}: Values): Record<string, unknown> => ({
  task,
  classes: listLines(classes),
  metric,
  log_loss_clip,
  features: listLines(features),
});

const listLines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

const listParts = (text: string): string[] => text.split(',').filter((part) => part !== '');
