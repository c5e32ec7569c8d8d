import type { Metadata } from 'next';
import { DocumentPage, describeDocument } from '../document-page';

export const generateMetadata = async ({ params }: PageProps<'/docs/[document]'>): Promise<Metadata> =>
  describeDocument((await params).document);

export default async function OneDocumentPage({ params }: PageProps<'/docs/[document]'>) {
  return <DocumentPage address={(await params).document} />;
}
