import Link from 'next/link';
import { Instant } from '@/app/_ui/instant';
import { keepPercent } from '@/app/_ui/keep-percent';
import type { FlagView } from '@/lib/contracts/flag';
import { flagTitles } from './describe-flag-kind';
import { JudgeFlag } from './judge-flag';

const shownMax = 5;

/** One suspicion: what was seen, how far that is from proof, of whom, and what a maintainer said to it. */
export function FlagEntry(of: { slug: string; flag: FlagView; isForMaintainer: boolean }) {
  const { slug, flag } = of;
  return (
    <article className="flag-entry">
      <div>
        <h3>{flagTitles[flag.kind]}</h3>
        <p className="small muted">
          <Link href={`/benchmarks/${slug}/rounds/${flag.round}`}>Round {flag.round}</Link>, raised{' '}
          <Instant at={flag.raised_at} />
        </p>
        <FlaggedSubmissions submissions={flag.submissions.slice(0, shownMax)} />
        {flag.submissions.length > shownMax && (
          <details className="small">
            <summary>{flag.submissions.length - shownMax} more</summary>
            <FlaggedSubmissions submissions={flag.submissions.slice(shownMax)} />
          </details>
        )}
      </div>
      <div>
        <p>{keepPercent(flag.finding)}</p>
        <p className="small muted">{flag.false_alarms}</p>
        {flag.judged_at && (
          <dl className="disc">
            <dt>Judged</dt>
            <dd className="breaks">
              <Instant at={flag.judged_at} />
              {flag.judged_by && `, ${flag.judged_by}`}
            </dd>
            <dt>In words</dt>
            <dd className="breaks keeps-lines">{flag.judgement}</dd>
          </dl>
        )}
        {of.isForMaintainer && <JudgeFlag slug={slug} flag={flag} />}
      </div>
    </article>
  );
}

function FlaggedSubmissions({ submissions }: Pick<FlagView, 'submissions'>) {
  return (
    <ul className="flag-teams small">
      {submissions.map((submission) => (
        <li key={submission.id} className="breaks">
          <b>{submission.team_name}</b>:{' '}
          <Link href={`/submissions/${submission.id}`}>
            {submission.model} {submission.version}
          </Link>
          , <Instant at={submission.received_at} />
        </li>
      ))}
    </ul>
  );
}
