import { ActionForm } from '@/app/_ui/forms/action-form';
import { MarksTable } from '@/app/_ui/marks/marks-table';
import { Section } from '@/app/_ui/page/section';
import type { MarkView } from '@/lib/contracts/mark';
import type { MarkCandidate } from '@/services/mark/list';
import { DesignateForm } from './designate-form';
import { drop } from './marks/actions';

/** The calibration marks as their maintainers see them. @param candidates null for those who only look on */
export function MaintainedMarks({
  slug,
  marks,
  candidates,
}: {
  slug: string;
  marks: readonly MarkView[];
  candidates: readonly MarkCandidate[] | null;
}) {
  const actOn = (mark: MarkView) =>
    mark.by === 'word' &&
    mark.dropped_at === null && (
      <ActionForm
        action={drop}
        about={{ slug, model: mark.model_slug, version: mark.version }}
        shape="bare"
        place="table"
        button="Drop"
        busy="Dropping it"
        look="danger"
      />
    );
  return (
    <Section id="marks" title="Calibration marks" aside="frozen model versions by which rounds are compared">
      <p className="mt-s3 mb-s4 max-w-[37em]">
        A model that stands in a round is a mark by proof. A prediction file proves nothing about when its
        model was made, so you vouch for it, in public. Marks by proof are used first. Six are needed to tell
        whether a round is fresh, five to read its scores on the first round’s scale. A mark counts in the
        rounds to come and in the earlier ones that rank it. Vouch only for a version that nobody has changed
        since before the first of them opened.
      </p>
      {marks.length > 0 && <MarksTable marks={marks} actOn={candidates ? actOn : undefined} />}
      {candidates && candidates.length > 0 && (
        <>
          <h3 className="mt-s6 mb-s3">Vouch for {marks.length === 0 ? 'a model version' : 'another one'}</h3>
          <DesignateForm
            slug={slug}
            choices={candidates.map(({ model, modelSlug, version, team }) => ({
              value: JSON.stringify({ model: modelSlug, version }),
              title: `${model}, version ${version} (${team})`,
            }))}
          />
        </>
      )}
      {candidates?.length === 0 && marks.length === 0 && (
        <p className="text-ink-2">The first official ranking brings the first models to vouch for.</p>
      )}
    </Section>
  );
}
