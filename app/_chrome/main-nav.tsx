'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

const places = [
  { href: '/benchmarks', title: 'Benchmarks' },
  { href: '/submit', title: 'Submit' },
  { href: '/maintain', title: 'Maintain' },
  { href: '/methods', title: 'Methods' },
];

/** What lies elsewhere and counts as Submit: what was sent, and the page of a benchmark that takes it. */
const isSubmit = (path: string): boolean =>
  /^\/(submissions|dry-runs)(\/|$)|^\/benchmarks\/[^/]+\/submit$/.test(path);

/** The four places of the site. */
export function MainNav() {
  const path = usePathname();
  const current = isSubmit(path)
    ? '/submit'
    : places.find(({ href }) => path === href || path.startsWith(`${href}/`))?.href;
  return (
    <nav
      aria-label="Main"
      className="flex gap-s5 text-data/inherit max-phone:order-5 max-phone:w-full max-phone:gap-20 max-narrow:gap-14"
    >
      {places.map(({ href, title }) => (
        <Link
          key={href}
          href={href}
          className="-mb-1 border-b-2 border-transparent leading-52 text-ink-2 no-underline hover:text-ink aria-[current]:border-ink aria-[current]:text-ink max-phone:leading-40"
          aria-current={href === current ? (path === href ? 'page' : 'true') : undefined}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
