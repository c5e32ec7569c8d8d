import Link from 'next/link';
import { Section } from '@/app/_ui/page/section';

/** Why an auditor finds no buttons. */
export function AuditorNote({ slug }: { slug: string }) {
  return (
    <Section title="Steps">
      <p className="mt-s3 mb-s4 max-w-[37em] text-ink-2">
        You are an auditor of this benchmark: you see all of it and change nothing. Uploading, sealing,
        opening and closing are its maintainers’; <Link href={`/maintain/${slug}/people`}>its people</Link>{' '}
        are listed.
      </p>
    </Section>
  );
}
