import type { Metadata } from 'next';
import { DocumentPage, describeDocument } from '../document-page';

type Props = { params: Promise<{ document: string }> };

export const dynamic = 'force-dynamic';
export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  describeDocument((await params).document);

export default async function OneDocumentPage({ params }: Props) {
  return <DocumentPage address={(await params).document} />;
}
