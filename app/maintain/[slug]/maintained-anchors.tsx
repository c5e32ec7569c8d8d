import { AnchorsTable } from '@/app/_ui/anchors/anchors-table';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { Section } from '@/app/_ui/page/section';
import { Term } from '@/app/_ui/words/term';
import type { AnchorView } from '@/lib/contracts/anchor';
import type { AnchorCandidate } from '@/services/anchor/anchor';
import { drop } from './actions';
import { DesignateForm } from './designate-form';

type Props = {
  slug: string;
  anchors: readonly AnchorView[];
  candidates: readonly AnchorCandidate[] | null;
};

/**
 * The anchor models of a benchmark, with the actions of maintainers. @param candidates versions that may be declared anchors;
 * null for auditors
 */
export function MaintainedAnchors({ slug, anchors, candidates }: Props) {
  const actOn = (anchor: AnchorView) =>
    anchor.by === 'word' &&
    anchor.dropped_at === null && (
      <ActionForm
        action={drop}
        about={{ slug, model_slug: anchor.model_slug, version: anchor.version }}
        shape="bare"
        place="table"
        button="Drop"
        busy="Dropping it"
        look="danger"
      />
    );
  return (
    <Section
      id="anchors"
      title={<Term word="anchor model">Anchor models</Term>}
      aside="frozen model versions by which rounds are compared"
    >
      <p className="mt-s3 mb-s4 max-w-[37em]">
        A model that is evaluated automatically is an anchor by proof. A prediction file doesn’t prove when
        its model was frozen, so a maintainer vouches for it in public. Anchors by proof are used first. Five
        are needed to adjust scores to the difficulty of another round. An anchor counts in later rounds and
        in the earlier ones that rank it. Vouch only for a version that was frozen before the first of them
        opened.
      </p>
      {anchors.length > 0 && <AnchorsTable anchors={anchors} actOn={candidates ? actOn : undefined} />}
      {candidates && candidates.length > 0 && (
        <>
          <h3 className="mt-s6 mb-s3">
            Vouch for {anchors.length === 0 ? 'a model version' : 'another one'}
          </h3>
          <DesignateForm
            slug={slug}
            choices={candidates.map(({ model, modelSlug, version, team }) => ({
              value: JSON.stringify({ model_slug: modelSlug, version }),
              title: `${model}, version ${version} (${team})`,
            }))}
          />
        </>
      )}
      {candidates?.length === 0 && anchors.length === 0 && (
        <p className="text-ink-2">Models to vouch for are listed after the first official ranking.</p>
      )}
    </Section>
  );
}
