import type { Metadata } from 'next';
import { DocumentPage, describeDocument } from '../../document-page';

type Props = { params: Promise<{ document: string; page: string }> };

const addressOf = async ({ params }: Props): Promise<string> => {
  const { document: folder, page } = await params;
  return `${folder}/${page}`;
};

export const dynamic = 'force-dynamic';
export const generateMetadata = async (props: Props): Promise<Metadata> =>
  describeDocument(await addressOf(props));

export default async function DocumentOfFolderPage(props: Props) {
  return <DocumentPage address={await addressOf(props)} />;
}
