import { ActionForm } from '@/app/_ui/forms/action-form';
import { controlClasses, FieldBox, LabelAround } from '@/app/_ui/forms/form-fields';
import { IsoInstant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import { Term } from '@/app/_ui/words/term';
import type { LinkedTeamsView } from '@/lib/contracts/team';
import type { LinkedTeams } from '@/services/team/link';
import { Entry } from '../columns';
import { ConsentForm } from '../consent-form';
import { consent, drop, unlink } from './actions';
import { LinkEffects, LinkTeamsForm } from './link-teams-form';

/** Teams that count as the same people, with forms to link and unlink teams. */
export function LinkedTeamsSection({
  linked: { proposals, groups, teams, isAlone },
  slug,
  isForMaintainer,
}: {
  slug: string;
  linked: LinkedTeams;
  isForMaintainer: boolean;
}) {
  return (
    <Section
      title={<Term word="linked teams">Linked teams</Term>}
      aside="one quota, one count of feedback and one exposure for a group"
    >
      {proposals.map((link) => (
        <ProposedLink key={link.id} slug={slug} link={link} isForMaintainer={isForMaintainer} />
      ))}
      {groups.map((group) => (
        <Group key={group.id} slug={slug} group={group} isForMaintainer={isForMaintainer} />
      ))}
      {groups.length + proposals.length === 0 && <p className="text-ink-2">No teams are linked.</p>}
      {isForMaintainer && teams.length >= 2 && <LinkTeamsForm slug={slug} teams={teams} isAlone={isAlone} />}
    </Section>
  );
}

type GroupProps = {
  slug: string;
  group: LinkedTeamsView;
  isForMaintainer: boolean;
};

function Group({ group, isForMaintainer, slug }: GroupProps) {
  return (
    <Entry>
      <Descriptions terms="narrow">
        <Description term="Linked">
          {group.linked_at && <IsoInstant at={group.linked_at} local />}
        </Description>
        {group.proposed_by && <Description term="Proposed by">{group.proposed_by}</Description>}
        {group.consented_by && <Description term="Consent">{group.consented_by}</Description>}
        <Description term="Counts">
          {group.feedback_from === 'link'
            ? 'feedback at once, quota from the next opening on'
            : 'from the first opening after it'}
        </Description>
        <Description term="Reason">{group.reason}</Description>
      </Descriptions>
      <ul className="grid gap-s3">
        {group.teams.map((team) => (
          <li key={team.team} className="wrap-anywhere">
            <b>{team.name}</b>
            {team.unlinked_at ? (
              <p className="text-small text-ink-2">
                unlinked <IsoInstant at={team.unlinked_at} />; shares in rounds that had opened by then
              </p>
            ) : (
              isForMaintainer && <UnlinkTeam slug={slug} team={team} />
            )}
          </li>
        ))}
      </ul>
    </Entry>
  );
}

/** The form that removes a team from its group. The button is folded, so that a removal takes two clicks. */
function UnlinkTeam({ slug, team }: { slug: string; team: { team: string; name: string } }) {
  return (
    <div className="mt-s2 [&_p+p]:mt-s2">
      <ActionForm
        action={unlink}
        about={{ slug, teams: team.team }}
        shape="sure"
        foldedUnder={`Unlink ${team.name}`}
        button="Unlink from the next round on"
        busy="Unlinking"
        look="danger"
      >
        <LabelAround label="Reason">
          <FieldBox>
            <input name="reason" required maxLength={500} autoComplete="off" className={controlClasses()} />
          </FieldBox>
        </LabelAround>
      </ActionForm>
    </div>
  );
}

type ProposedLinkProps = {
  slug: string;
  link: LinkedTeamsView;
  isForMaintainer: boolean;
};

function ProposedLink({ slug, link, isForMaintainer }: ProposedLinkProps) {
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
  const { id, consent_to } = link;
  return (
    <div className="mt-s3 grid gap-s3">
      <ConsentForm
        proposal={link}
        whileWaiting={
          <p className="text-small text-ink-2">
            Another maintainer must consent. Until then nothing changes, and the teams don’t see the proposal.
          </p>
        }
        effects={<LinkEffects isAlone={false} />}
        action={consent}
        about={{ slug, id, consent_to: consent_to ?? '' }}
        button="Link these teams"
        busy="Linking"
        confirm="I consent: for this reason they are the same people."
      />
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
