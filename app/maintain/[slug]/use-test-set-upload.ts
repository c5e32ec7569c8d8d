import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { problemOfAnswer } from '@/app/_ui/forms/problem-of-answer';
import { sendMultipart } from '@/app/_ui/forms/send-multipart';
import type { Problem } from '@/lib/contracts/problem';
import { utcInstant } from './utc-instant';

/** Sends a form's test set and says how far it is: `share` is null unless something is on its way. */
export function useTestSetUpload(slug: string) {
  const router = useRouter();
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [done, setDone] = useState<string | null>(null);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const file = fields.get('test_set');
    if (!(file instanceof File)) return;
    setShare(0);
    setProblem(null);
    setDone(null);
    const metadata = readMetadata(fields);
    const answer = await sendMultipart({
      url: `/api/v1/benchmarks/${slug}/rounds`,
      metadata,
      fileField: 'test_set',
      file,
      onProgress: setShare,
    });
    setShare(null);
    if (answer?.status === 201) {
      form.reset();
      setDone(metadata.title);
      router.refresh();
    } else {
      setProblem(problemOfAnswer(answer));
      setAttempt((before) => before + 1);
    }
  };
  return { send, share, problem, attempt, done };
}

const readMetadata = (fields: FormData) => ({
  title: String(fields.get('title') ?? ''),
  opens_at: utcInstant(String(fields.get('opens_at') ?? '')),
  closes_at: utcInstant(String(fields.get('planned_close') ?? '')),
  replaces: Number(fields.get('replaces')) || null,
});
