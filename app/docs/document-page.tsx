import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { describePage } from '@/app/_load/describe-page';
import { Page, PageHead } from '@/app/_ui/page/page';
import { findDocument } from '@/services/publication/find-document';

/** Breadcrumbs of a document: the pages above it. */
function listAbove(address: string): { href: string; title: string }[] {
  if (address === '') return [];
  const folder = address.includes('/') ? address.split('/')[0]! : null;
  const folderPage = folder === null ? null : findDocument(folder);
  return [
    { href: '/docs', title: 'Documents' },
    ...(folderPage === null ? [] : [{ href: `/docs/${folder}`, title: folderPage.title }]),
  ];
}

const pathOf = (address: string): string => (address === '' ? '/docs' : `/docs/${address}`);

export function describeDocument(address: string): Metadata {
  const document = findDocument(address);
  if (document === null) return {};
  const { title } = document;
  return describePage({
    path: pathOf(address),
    title,
    description: `${title}: a document of Tidemark’s source code.`,
  });
}

/** A page with a document of `docs/`. @param address path below `/docs` */
export function DocumentPage({ address }: { address: string }) {
  const document = findDocument(address);
  if (document === null) notFound();
  const { title, sections, html } = document;
  const above = listAbove(address);
  return (
    <Page>
      <PageHead crumbs={above.length > 0 ? { above } : undefined} title={title} />
      {sections.length > 2 && (
        <nav aria-label="Sections" className="mt-s4 flex max-w-860 flex-wrap gap-x-s4 text-small/inherit">
          {sections.map((section) => (
            <a key={section.id} href={`#${section.id}`} className="py-5">
              {section.title}
            </a>
          ))}
        </nav>
      )}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made from a file of this repository, which contains no raw HTML */}
      <div className="prose mt-s5 max-w-860" dangerouslySetInnerHTML={{ __html: html }} />
    </Page>
  );
}
