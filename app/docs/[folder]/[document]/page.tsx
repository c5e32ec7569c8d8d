import type { Metadata } from 'next';
import { DocumentPage, describeDocument } from '../../document-page';

type Props = { params: Promise<{ folder: string; document: string }> };

const addressOf = async ({ params }: Props): Promise<string> => {
  const { folder, document } = await params;
  return `${folder}/${document}`;
};

export const dynamic = 'force-dynamic';
export const generateMetadata = async (props: Props): Promise<Metadata> =>
  describeDocument(await addressOf(props));

export default async function DocumentOfFolderPage(props: Props) {
  return <DocumentPage address={await addressOf(props)} />;
}
