import { CheckGlyph, type CheckResult } from '../glyphs/glyphs';

export type Finding = {
  result: CheckResult;
  /** Line number, counted from 1; null for a finding about the whole file. */
  line: number | null;
  column: number | null;
  detail: string;
  hint: string;
  /** Text of the line around the column; null if the line isn't shown. */
  excerpt: Excerpt | null;
};

export type Excerpt = { before: string; marked: string; after: string };

const count = new Intl.NumberFormat('en');

type Props = {
  findings: readonly Finding[];
  /** False for a file that has no lines, such as a model. */
  hasLines?: boolean;
};

/** A table of the findings of a check, with the lines in question. On a phone each finding is a card. */
export function FindingsTable({ findings, hasLines = true }: Props) {
  const hasExcerpts = findings.some((finding) => finding.excerpt !== null);
  if (!hasLines) return <FindingsList findings={findings} />;
  const columns = hasExcerpts ? 'max-phone:grid-cols-[62px_1fr]' : 'max-phone:grid-cols-[76px_1fr]';
  return (
    <table className="table-fixed text-data max-phone:block" data-testid="findings">
      <thead className="text-small text-ink-3 max-phone:hidden">
        <tr>
          <th className="w-92 border-r border-rule pr-14 pb-5 text-right" scope="col">
            Line
          </th>
          {hasExcerpts && (
            <th className="w-280 overflow-hidden pb-5 pl-14 whitespace-nowrap" scope="col">
              Content
            </th>
          )}
          <th className="pb-5 pl-37" scope="col">
            Finding
          </th>
        </tr>
      </thead>
      <tbody className="max-phone:block">
        {findings.map((finding) => (
          <tr
            key={`${finding.line} ${finding.column} ${finding.detail}`}
            className={`max-phone:grid max-phone:border-t max-phone:border-rule max-phone:py-8 ${columns}`}
          >
            <LineCell finding={finding} />
            {hasExcerpts && <ExcerptCell finding={finding} />}
            <FindingCell finding={finding} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const cell = 'border-t border-t-rule py-8 align-baseline max-phone:border-t-0 max-phone:pt-0 max-phone:pb-2';

function LineCell({ finding }: { finding: Finding }) {
  const { result, line, column } = finding;
  const tone =
    result === 'block' ? 'border-r-3 border-r-over text-over' : 'border-r border-r-rule text-ink-3';
  return (
    <td
      className={`${cell} w-92 pr-14 text-right font-mono text-small max-phone:row-[1/3] max-phone:w-auto max-phone:pr-12 ${tone}`}
    >
      {line === null ? 'all' : count.format(line)}
      {column !== null && column > 1 && <span className="text-ink-3">:{count.format(column)}</span>}
    </td>
  );
}

function ExcerptCell({ finding }: { finding: Finding }) {
  const tone =
    finding.result === 'block'
      ? 'bg-over-t text-over shadow-[0_2px_0_var(--over)]'
      : 'bg-transparent text-inherit';
  return (
    <td
      className={`${cell} overflow-hidden pl-14 font-mono text-small whitespace-nowrap text-ink-2 max-phone:whitespace-normal max-phone:wrap-anywhere`}
    >
      {finding.excerpt && (
        <>
          {finding.excerpt.before}
          <mark className={`font-bold ${tone}`}>{finding.excerpt.marked}</mark>
          {finding.excerpt.after}
        </>
      )}
    </td>
  );
}

function FindingCell({ finding }: { finding: Finding }) {
  const isOfWholeFile = finding.line === null && finding.result !== 'block';
  return (
    <td className={`${cell} pl-14 max-phone:col-[2] ${isOfWholeFile ? 'text-ink-2' : 'text-ink'}`}>
      <div className="flex items-baseline gap-9">
        <FindingWords finding={finding} />
      </div>
    </td>
  );
}

function FindingWords({ finding: { result, detail, hint } }: { finding: Finding }) {
  return (
    <>
      <CheckGlyph result={result} className="mt-3 self-start" />
      <span className="wrap-anywhere">
        {detail.charAt(0).toUpperCase() + detail.slice(1)}
        {hint && <span className="block text-small/inherit text-ink-2">{hint}</span>}
      </span>
    </>
  );
}

function FindingsList({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className="text-data" data-testid="findings">
      {findings.map((finding) => (
        <li
          key={`${finding.detail} ${finding.hint}`}
          className={`flex items-baseline gap-9 border-t border-rule py-8 first:border-t-0 ${finding.result === 'block' ? 'text-ink' : 'text-ink-2'}`}
        >
          <FindingWords finding={finding} />
        </li>
      ))}
    </ul>
  );
}
