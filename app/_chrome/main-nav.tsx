'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

const places = [
  { href: '/benchmarks', title: 'Benchmarks' },
  { href: '/submissions', title: 'Submit' },
  { href: '/maintain', title: 'Maintain' },
  { href: '/methods', title: 'Methods' },
];

/** The four places of the site; a submit page under a benchmark counts as Submit. */
export function MainNav() {
  const path = usePathname();
  const isSubmit = /^\/benchmarks\/[^/]+\/submit$/.test(path);
  const current = isSubmit
    ? '/submissions'
    : places.find(({ href }) => path === href || path.startsWith(`${href}/`))?.href;
  return (
    <nav
      aria-label="Main"
      className="flex gap-s5 text-data/inherit max-phone:order-5 max-phone:w-full max-phone:gap-20"
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
