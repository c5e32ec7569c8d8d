import Link from 'next/link';
import { keepPercent } from '@/app/_ui/format-quantity';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { areaClasses, LabelAround } from '@/app/_ui/forms/form-fields';
import { IsoInstant } from '@/app/_ui/instant';
import { PublicWordsField } from '@/app/_ui/maintain/text-fields';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { FlagView } from '@/lib/contracts/moderation';
import { type FlagKind, isOfTwoTeams } from '@/lib/core/flags/flag';
import { Entry } from '../columns';
import { judge } from './actions';

const shownMax = 5;

const titles: Readonly<Record<FlagKind, string>> = {
  'near-copy': 'Near copies across accounts',
  'random-probing': 'Edits as if at random',
  'chance-level': 'Submissions at chance level',
  'tiny-edit': 'A very small edit',
  'equal-file': 'One file, two teams',
  'model-gap': 'Better on the feedback items',
  'repeat-differs': 'Another score on another runner',
};

type Props = {
  slug: string;
  flag: FlagView;
  isForMaintainer: boolean;
};

/**
 * One flag (a suspicion about submissions): the finding, the probability of a false alarm, the submissions, and a maintainer's
 * judgement.
 */
export function FlagEntry({ slug, flag, isForMaintainer }: Props) {
  return (
    <Entry>
      <div>
        <h3>{titles[flag.kind]}</h3>
        <p className="text-small text-ink-2">
          <Link href={`/benchmarks/${slug}/rounds/${flag.round}`}>Round {flag.round}</Link>, raised{' '}
          <IsoInstant at={flag.raised_at} />
        </p>
        <div className="mt-s3">
          <FlaggedSubmissions submissions={flag.submissions.slice(0, shownMax)} />
        </div>
        {flag.submissions.length > shownMax && (
          <details className="mt-s2 text-small">
            <summary>{flag.submissions.length - shownMax} more</summary>
            <FlaggedSubmissions submissions={flag.submissions.slice(shownMax)} />
          </details>
        )}
      </div>
      <div>
        <p>{keepPercent(flag.finding)}</p>
        <p className="mt-s2 text-small text-ink-2">{flag.false_alarms}</p>
        {flag.judged_at && (
          <div className="mt-s2">
            <Descriptions terms="narrow">
              <Description term="Judged">
                <IsoInstant at={flag.judged_at} />
                {flag.judged_by && `, ${flag.judged_by}`}
              </Description>
              <Description term="Judgement">
                <span className="whitespace-pre-line">{flag.judgement}</span>
              </Description>
            </Descriptions>
          </div>
        )}
        {isOfTwoTeams(flag) && (
          <p className="mt-s2 text-small text-ink-2">
            After the reveal, two people can withdraw the team that copied, on{' '}
            <Link href={`/maintain/${slug}/rounds/${flag.round}`}>the page of the round</Link>.
          </p>
        )}
        {isForMaintainer && <JudgeFlag slug={slug} flag={flag} />}
      </div>
    </Entry>
  );
}

function FlaggedSubmissions({ submissions }: Pick<FlagView, 'submissions'>) {
  return (
    <ul className="grid gap-s3 text-small">
      {submissions.map((submission) => (
        <li key={submission.id} className="wrap-anywhere">
          <b>{submission.team_name}</b>:{' '}
          <Link href={`/submissions/${submission.id}`}>
            {submission.model} {submission.version}
          </Link>
          , <IsoInstant at={submission.received_at} />
        </li>
      ))}
    </ul>
  );
}

function JudgeFlag({ slug, flag }: { slug: string; flag: FlagView }) {
  return (
    <div className="mt-s2 [&_p+p]:mt-s2">
      <ActionForm
        action={judge}
        about={{ slug, id: flag.id }}
        shape="folded"
        foldedUnder={flag.judged_at ? 'Judge again' : 'Judge'}
        button="Save the judgement"
        busy="Saving"
      >
        <LabelAround label="What you found out, and what you did">
          <textarea
            name="judgement"
            className={areaClasses()}
            rows={3}
            required
            maxLength={2000}
            defaultValue={flag.judgement ?? ''}
          />
        </LabelAround>
        <PublicWordsField />
      </ActionForm>
    </div>
  );
}
