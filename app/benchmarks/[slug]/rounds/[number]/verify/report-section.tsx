import { CheckGlyph, type CheckResult } from '@/app/_ui/glyphs/glyphs';
import { Section } from '@/app/_ui/page/section';
import {
  type CheckOutcome,
  describeVerdict,
  stageTitles,
  type VerificationReport,
} from '@/lib/core/commitment/verification-report';

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
    <Section
      kind="step"
      label="What was checked"
      title="What was checked"
      asideTone="ink"
      asideRole="status"
      aside={
        <>
          <b className={{ verified: 'text-sea', wrong: 'text-over', incomplete: '' }[verdict]}>
            {describeVerdict(report)}
          </b>{' '}
          <span className="text-ink-2">
            {fileName ? `${fileName}, ` : ''}
            {formatSeconds(seconds)}
          </span>
        </>
      }
    >
      {stages.map((stage) => (
        <div key={stage.name} className="mt-s5">
          <h3 className="flex items-baseline gap-s3">
            {stageTitles[stage.name]}{' '}
            <span className="font-mono text-small font-normal text-ink-3">
              {formatSeconds(stage.seconds)}
            </span>
          </h3>
          <ul className="mt-s2 text-data/[1.45]">
            {stage.lines.map((line) => (
              <CheckedLine key={line.text} {...line} />
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

const tones: Record<CheckOutcome, string> = {
  passed: '',
  failed: 'border-l-3 border-l-over pl-12',
  skipped: 'text-ink-2',
};

function CheckedLine({ outcome, text, findings }: VerificationReport['stages'][number]['lines'][number]) {
  return (
    <li
      className={`grid grid-cols-[14px_minmax(0,1fr)] gap-x-12 border-t border-rule py-8 wrap-anywhere ${tones[outcome]}`}
      data-testid="checked-line"
    >
      <CheckGlyph result={glyphs[outcome]} className="mt-4" />
      <div>
        <span className="sr-only">{words[outcome]}</span>
        {text}
        {findings.length > 0 && (
          <ul className="mt-6 text-small/inherit text-ink-2">
            {findings.map(({ subject, detail }) => (
              <li key={`${subject} ${detail}`} className="py-4" data-testid="finding">
                {subject !== null && (
                  <b className="font-mono text-small font-semibold text-over">{subject}</b>
                )}{' '}
                {detail}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

const formatSeconds = (seconds: number): string => `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
