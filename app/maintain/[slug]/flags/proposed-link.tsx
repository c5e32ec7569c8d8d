import { ActionForm } from '@/app/_ui/forms/action-form';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import { Entry } from '@/app/maintain/[slug]/entry';
import { VoidProposal } from '@/app/maintain/[slug]/void-proposal';
import type { LinkedTeamsView } from '@/lib/contracts/linked-teams';
import { consent, drop } from './actions';
import { LinkEffects } from './link-effects';

/** A link that one maintainer has proposed: another one consents to it, any of them drops it. */
export function ProposedLink({
  slug,
  link,
  isForMaintainer,
}: {
  slug: string;
  link: LinkedTeamsView;
  isForMaintainer: boolean;
}) {
  return (
    <Entry>
      <div>
        <h3>Proposed</h3>
        <ul className="mt-s3 grid gap-s2">
          {link.teams.map(({ team, name }) => (
            <li key={team} className="wrap-anywhere">
              <b>{name}</b>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <Descriptions terms="narrow">
          <Description term="Proposed">
            <IsoInstant at={link.proposed_at} local />,{' '}
            {link.proposed_by_you ? 'you' : (link.proposed_by ?? 'a person without a name')}
          </Description>
          <Description term="Reason">{link.reason}</Description>
        </Descriptions>
        {isForMaintainer && <Decision slug={slug} link={link} />}
      </div>
    </Entry>
  );
}

function Decision({ slug, link }: { slug: string; link: LinkedTeamsView }) {
  const { id, teams, proposed_by_you } = link;
  return (
    <div className="mt-s3 grid gap-s3">
      {proposed_by_you ? (
        <p className="text-small text-ink-2">
          Another maintainer must consent. Nothing happens before, and no team learns of it.
        </p>
      ) : link.void ? (
        <VoidProposal />
      ) : (
        <>
          <LinkEffects isAlone={false} />
          <ActionForm
            action={consent}
            about={{ slug, id, teams: teams.map(({ team }) => team).join() }}
            button="Link these teams"
            busy="Linking"
            confirm="I consent: for this reason they are the same people."
          />
        </>
      )}
      <ActionForm
        action={drop}
        about={{ slug, id }}
        shape="bare"
        button="Drop the proposal"
        busy="Dropping"
        look="plain"
      />
    </div>
  );
}
