import type { Metadata } from 'next';
import { DocumentPage, describeDocument } from '../../document-page';

const addressOf = async ({ params }: PageProps<'/docs/[document]/[page]'>): Promise<string> => {
  const { document: folder, page } = await params;
  return `${folder}/${page}`;
};

export const generateMetadata = async (props: PageProps<'/docs/[document]/[page]'>): Promise<Metadata> =>
  describeDocument(await addressOf(props));

export default async function DocumentOfFolderPage(props: PageProps<'/docs/[document]/[page]'>) {
  return <DocumentPage address={await addressOf(props)} />;
}
