/** The policy and the share as the API takes them; whether they are right is for its contract to say. */
export function readFeedbackForm(values: Readonly<Record<string, string>>): Record<string, unknown> {
  const { feedback_policy, feedback_share = '' } = values;
  return {
    feedback_policy,
    // People type per cent; the API takes a share.
    feedback_share: feedback_share.trim() === '' ? undefined : Number(feedback_share) / 100,
  };
}
