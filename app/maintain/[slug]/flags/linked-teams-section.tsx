import { ActionForm } from '@/app/_ui/forms/action-form';
import { controlClasses, FieldBox } from '@/app/_ui/forms/field-box';
import { LabelAround } from '@/app/_ui/forms/label-around';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { Section } from '@/app/_ui/page/section';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import { Term } from '@/app/_ui/words/term';
import type { LinkedTeamsView } from '@/lib/contracts/linked-teams';
import type { LinkedTeams } from '@/services/team/list-linked';
import { Entry } from '../entry';
import { unlink } from './actions';
import { LinkTeamsForm } from './link-teams-form';
import { ProposedLink } from './proposed-link';

/** Teams that are held to be the same people, with what links and unlinks them for maintainers. */
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

function Group({
  group,
  isForMaintainer,
  slug,
}: {
  slug: string;
  group: LinkedTeamsView;
  isForMaintainer: boolean;
}) {
  return (
    <Entry>
      <Descriptions terms="narrow">
        <Description term="Linked">
          {group.linked_at && <IsoInstant at={group.linked_at} local />}
        </Description>
        {group.proposed_by && <Description term="Proposed by">{group.proposed_by}</Description>}
        {group.consented_by && <Description term="Consent">{group.consented_by}</Description>}
        <Description term="Counts">
          {group.answers_from === 'link'
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

/** Takes one team out of its group, after a second look. */
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
