import type { Metadata } from 'next';
import { DocumentPage, describeDocument } from './document-page';

export const generateMetadata = (): Metadata => describeDocument('');

export default function DocumentsPage() {
  return <DocumentPage address="" />;
}
