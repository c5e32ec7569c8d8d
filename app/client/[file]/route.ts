import { respondFile, respondProblem } from '@/app/_http/respond';
import { findPythonClientFile } from '@/services/publication/find-python-client';

/** Serves the wheel of the Python client. Its name contains only its version, so caches must revalidate it each time. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const file = await findPythonClientFile((await params).file);
  return file.ok ? respondFile(request, file.value) : respondProblem(file.error, new Date());
}
