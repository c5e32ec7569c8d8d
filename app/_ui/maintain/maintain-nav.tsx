import { Tab, Tabs } from '../page/tabs';

type Place = 'rounds' | 'words' | 'schedule' | 'feedback' | 'flags' | 'people';

/** The pages of one benchmark's maintainers. @param isBelow on a page below the current one */
export function MaintainNav({
  slug,
  current,
  isBelow = false,
}: {
  slug: string;
  current: Place;
  isBelow?: boolean;
}) {
  const places = [
    { key: 'rounds', href: `/maintain/${slug}`, title: 'Rounds' },
    { key: 'schedule', href: `/maintain/${slug}/schedule`, title: 'Schedule' },
    { key: 'feedback', href: `/maintain/${slug}/feedback`, title: 'Feedback' },
    { key: 'words', href: `/maintain/${slug}/words`, title: 'Words' },
    { key: 'flags', href: `/maintain/${slug}/flags`, title: 'Flags' },
    { key: 'people', href: `/maintain/${slug}/people`, title: 'People' },
    { key: 'changelog', href: `/benchmarks/${slug}/changelog`, title: 'Changelog' },
  ];
  return (
    <Tabs label="Maintain this benchmark" density="many">
      {places.map(({ key, href, title }) => (
        <Tab key={key} href={href} title={title} isCurrent={key === current} isBelow={isBelow} />
      ))}
    </Tabs>
  );
}
