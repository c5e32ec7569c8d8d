import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import { Entry } from '@/app/maintain/[slug]/entry';
import type { LinkedTeamsView } from '@/lib/contracts/linked-teams';
import { LinkTeamsForm } from './link-teams-form';
import { UnlinkTeam } from './unlink-team';

/** Teams that are held to be the same people, with what links and unlinks them for maintainers. */
export function LinkedTeamsSection({
  groups,
  slug,
  isForMaintainer,
  teams,
}: {
  slug: string;
  groups: readonly LinkedTeamsView[];
  teams: readonly { team: string; name: string }[];
  isForMaintainer: boolean;
}) {
  return (
    <Section title="Linked teams" aside="one quota, one count of answers, one exposure for all of a group">
      {groups.length === 0 ? (
        <p className="text-ink-2">No teams are linked.</p>
      ) : (
        groups.map((group) => (
          <Group key={group.id} slug={slug} group={group} isForMaintainer={isForMaintainer} />
        ))
      )}
      {isForMaintainer && teams.length >= 2 && <LinkTeamsForm slug={slug} teams={teams} />}
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
          <Instant at={group.linked_at} local />
          {group.linked_by && `, ${group.linked_by}`}
        </Description>
        <Description term="Reason">{group.reason}</Description>
      </Descriptions>
      <ul className="grid gap-s3">
        {group.teams.map((team) => (
          <li key={team.team} className="wrap-anywhere">
            <b>{team.name}</b>
            {team.unlinked_at ? (
              <p className="text-small text-ink-2">
                unlinked <Instant at={team.unlinked_at} />; shares in rounds that had opened by then
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
