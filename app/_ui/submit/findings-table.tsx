import { CheckGlyph, type CheckResult } from '../glyphs/check-glyph';

export type Finding = {
  result: CheckResult;
  /** From 1; null when it is about the whole file. */
  line: number | null;
  column: number | null;
  detail: string;
  hint: string;
  /** The line's text, cut around the column. */
  excerpt: Excerpt | null;
};

export type Excerpt = { before: string; marked: string; after: string };

const count = new Intl.NumberFormat('en');

/** Findings of a check, each at its line. */
export function FindingsTable({ findings }: { findings: readonly Finding[] }) {
  const hasExcerpts = findings.some((finding) => finding.excerpt !== null);
  return (
    <table className={hasExcerpts ? 'lint' : 'lint without-source'} data-testid="findings">
      <thead>
        <tr>
          <th className="ln" scope="col">
            Line
          </th>
          {hasExcerpts && (
            <th className="src" scope="col">
              Content
            </th>
          )}
          <th className="msg" scope="col">
            Finding
          </th>
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => (
          <tr
            key={`${finding.line} ${finding.column} ${finding.detail}`}
            className={finding.line === null ? `is-${finding.result} all` : `is-${finding.result}`}
          >
            <td className="ln">
              {finding.line === null ? 'all' : count.format(finding.line)}
              {finding.column !== null && finding.column > 1 && (
                <span className="col">:{count.format(finding.column)}</span>
              )}
            </td>
            {hasExcerpts && (
              <td className="src">
                {finding.excerpt && (
                  <>
                    {finding.excerpt.before}
                    <mark>{finding.excerpt.marked}</mark>
                    {finding.excerpt.after}
                  </>
                )}
              </td>
            )}
            <td className="msg">
              <div>
                <CheckGlyph result={finding.result} />
                <span>
                  {finding.detail.charAt(0).toUpperCase() + finding.detail.slice(1)}
                  {finding.hint && <span className="hint">{finding.hint}</span>}
                </span>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
