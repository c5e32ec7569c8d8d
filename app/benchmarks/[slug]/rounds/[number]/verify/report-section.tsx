import { CheckGlyph, type CheckResult } from '@/app/_ui/glyphs/check-glyph';
import type { CheckOutcome, VerificationReport } from '@/lib/core/commitment/verification-report';
import { describeVerdict, stageTitles } from '@/lib/core/commitment/verification-words';

const glyphs: Record<CheckOutcome, CheckResult> = { passed: 'pass', failed: 'block', skipped: 'warn' };
const words: Record<CheckOutcome, string> = {
  passed: 'Passed: ',
  failed: 'Failed: ',
  skipped: 'Not checked: ',
};

/** What was checked, one line each, and what is wrong, below the line that it belongs to. */
export function ReportSection({ report, fileName }: { report: VerificationReport; fileName: string | null }) {
  const { verdict, stages, seconds } = report;
  return (
    <section className="step" aria-label="What was checked">
      <div className="sec-head">
        <h2>What was checked</h2>
        <p className="small" role="status">
          <b className={{ verified: 'sea', wrong: 'over', incomplete: '' }[verdict]}>
            {describeVerdict(report)}
          </b>{' '}
          <span className="muted">
            {fileName ? `${fileName}, ` : ''}
            {formatSeconds(seconds)}
          </span>
        </p>
      </div>
      {stages.map((stage) => (
        <div key={stage.name} className="stage">
          <h3>
            {stageTitles[stage.name]} <span>{formatSeconds(stage.seconds)}</span>
          </h3>
          <ul className="checked">
            {stage.lines.map(({ outcome, text, findings }) => (
              <li key={text} className={outcome} data-testid="checked-line">
                <CheckGlyph result={glyphs[outcome]} />
                <div>
                  <span className="vh">{words[outcome]}</span>
                  {text}
                  {findings.length > 0 && (
                    <ul className="faults">
                      {findings.map(({ subject, detail }) => (
                        <li key={`${subject} ${detail}`} data-testid="finding">
                          {subject !== null && <b>{subject}</b>} {detail}
                        </li>
                      ))}
                    </ul>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

const formatSeconds = (seconds: number): string => `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
