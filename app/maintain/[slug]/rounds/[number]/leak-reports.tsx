import { IsoInstant } from '@/app/_ui/instant';
import { PublicWordsField } from '@/app/_ui/maintain/text-fields';
import { Section } from '@/app/_ui/page/section';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import { Entry } from '@/app/maintain/[slug]/columns';
import type { LeakReportKind } from '@/lib/core/leak-report/leak-report';
import type { LeakReportView } from '@/services/round/leak-reports';
import { ModerationForm } from './moderation-steps';

const reporters: Record<LeakReportKind, string> = {
  evidence: 'a signed-in person, with evidence',
  'signed-in': 'a signed-in person',
  anonymous: 'a visitor without an account',
};

/** The leak reports about a round; only for maintainers. */
export function LeakReports(props: { slug: string; number: number; reports: readonly LeakReportView[] }) {
  const waiting = props.reports.filter((report) => report.handled_at === null).length;
  return (
    <Section
      title="Leak reports"
      aside={<>{waiting === 0 ? 'none' : waiting} to handle; visible to maintainers only</>}
    >
      {props.reports.length === 0 ? (
        <p className="text-ink-2">No leak of this round has been reported.</p>
      ) : (
        props.reports.map((report) => (
          <LeakReport key={report.id} slug={props.slug} number={props.number} report={report} />
        ))
      )}
    </Section>
  );
}

function LeakReport({ slug, number, report }: { slug: string; number: number; report: LeakReportView }) {
  return (
    <Entry>
      <Descriptions terms="narrow">
        <Description term="Reported">
          <IsoInstant at={report.reported_at} local />
        </Description>
        <Description term="From">{reporters[report.kind]}</Description>
        <Description term="Contact">
          {report.contact || <span className="text-ink-3">none given</span>}
        </Description>
        {report.handled_at && (
          <Description term="Handled">
            <IsoInstant at={report.handled_at} />
            {report.handled_by && `, ${report.handled_by}`}
          </Description>
        )}
      </Descriptions>
      <div>
        <p className="whitespace-pre-line wrap-anywhere">{report.text}</p>
        {report.handled_at === null && (
          <ModerationForm
            slug={slug}
            number={number}
            step="handle"
            subject={{ report: report.id }}
            button="Mark as handled"
            busy="Marking"
            look="plain"
            shape="below"
          >
            <PublicWordsField />
          </ModerationForm>
        )}
      </div>
    </Entry>
  );
}
