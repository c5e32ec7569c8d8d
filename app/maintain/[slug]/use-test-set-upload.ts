import { type FormEvent, useState } from 'react';
import { problemOfResponse, sendMultipart } from '@/app/_ui/forms/upload';
import type { Problem } from '@/lib/contracts/problem';

type Sending = { url: string; method: 'POST' | 'PUT'; metadata: object };

/**
 * Sends a form's test set and says how far it is: `share` is null unless something is on its way.
 * @param onTaken is told once the site has it
 */
export function useTestSetUpload(
  sendingOf: (fields: FormData) => Sending,
  onTaken: (fields: FormData) => void,
) {
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const file = fields.get('test_set');
    if (!(file instanceof File)) return;
    setShare(0);
    setProblem(null);
    const answer = await sendMultipart({
      ...sendingOf(fields),
      fileField: 'test_set',
      file,
      onProgress: setShare,
    });
    setShare(null);
    if (answer?.status === 200 || answer?.status === 201) {
      form.reset();
      onTaken(fields);
    } else {
      setProblem(problemOfResponse(answer));
      setAttempt((before) => before + 1);
    }
  };
  return { send, share, problem, attempt };
}
