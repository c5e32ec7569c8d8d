import { z } from 'zod';
import { anchorSchema, newAnchorSchema } from '../anchor';
import { announcementSchema, newAnnouncementSchema } from '../announcement';
import {
  benchmarkSchema,
  changedBenchmarkSchema,
  copiedBenchmarkSchema,
  newBenchmarkSchema,
  newFeedbackPolicySchema,
} from '../benchmark';
import { newTrainingFileSchema, trainingFileSchema } from '../benchmark-data';
import { changelogSchema } from '../changelog';
import { comparedModelsSchema, differingItemsSchema } from '../compared-models';
import {
  acceptedRulesSchema,
  classCodeSchema,
  enteredSchema,
  entrantSchema,
  entryDecisionSchema,
  entryListCountSchema,
  entryListSchema,
  newApplicationSchema,
  newEntrySchema,
  rulesAcceptanceSchema,
} from '../entry';
import { maintainedErratumSchema, newErratumSchema, publicErrataSchema } from '../erratum';
import { everyEvalEverSchema } from '../exports/every-eval-ever';
import { leaderboardSchema } from '../leaderboard';
import { dryRunSchema, modelSchema, modelVersionSchema, versionHistorySchema } from '../model';
import { modelSignatureSchema } from '../model-signature';
import {
  closeRoundSchema,
  consentSchema,
  extendRoundSchema,
  flagSchema,
  freezeRoundSchema,
  judgeFlagSchema,
  leakOverruleSchema,
  leakReportReceiptSchema,
  moderatedRoundSchema,
  newLeakReportSchema,
  proposalSchema,
  teamWithdrawalSchema,
  withdrawTeamSchema,
} from '../moderation';
import { overRoundsSchema } from '../over-rounds';
import { participantSchema } from '../participants';
import {
  changedProfileSchema,
  changedRoleSchema,
  invitationSchema,
  meSchema,
  mutedNoticesSchema,
  newInvitationSchema,
  newTokenSchema,
  noticePreferenceSchema,
  personOfBenchmarkSchema,
  sentInvitationSchema,
  tokenSchema,
} from '../people';
import { problemSchema } from '../problem';
import { rankingPlanSchema } from '../ranking-plan';
import {
  changedDraftSchema,
  checkReportSchema,
  maintainedRoundSchema,
  newRoundSchema,
  openRoundSchema,
  publishedCommitmentSchema,
  roundSchema,
  sealRoundSchema,
} from '../round';
import { roundComparisonSchema } from '../round-comparison';
import { newScheduleSchema } from '../schedule';
import { subgroupsSchema } from '../subgroups';
import {
  newSubmissionNoteSchema,
  newSubmissionSchema,
  quotaSchema,
  submissionSchema,
  validationSchema,
  withdrawalSchema,
} from '../submission';
import { systemSchema } from '../system';
import {
  changedMemberSchema,
  changedTeamSchema,
  linkedTeamsSchema,
  linkTeamsSchema,
  mergeSchema,
  newMergeSchema,
  newPseudonymSchema,
  newTeamInvitationSchema,
  newTeamSchema,
  objectToMergeSchema,
  ownTeamSchema,
  pseudonymSchema,
  sentTeamInvitationSchema,
  unlinkTeamsSchema,
} from '../team';
import { ownTrainingRunSchema } from '../training-run';
import {
  newWebhookSchema,
  resentDeliverySchema,
  webhookDeliverySchema,
  webhookSchema,
  webhookSecretSchema,
} from '../webhook';

/**
 * Schemas that the OpenAPI document lists under `components`, by name. Wherever one of them occurs, the document refers to
 * it.
 */
export const schemas = {
  Benchmark: benchmarkSchema,
  NewBenchmark: newBenchmarkSchema,
  ChangedBenchmark: changedBenchmarkSchema,
  CopiedBenchmark: copiedBenchmarkSchema,
  NewTrainingFile: newTrainingFileSchema,
  TrainingFile: trainingFileSchema,
  NewSubmissionNote: newSubmissionNoteSchema,
  Participant: participantSchema,
  NewAnnouncement: newAnnouncementSchema,
  Announcement: announcementSchema,
  NewFeedbackPolicy: newFeedbackPolicySchema,
  NewSchedule: newScheduleSchema,
  Changelog: changelogSchema,
  Round: roundSchema,
  NewRound: newRoundSchema,
  Draft: maintainedRoundSchema,
  CheckReport: checkReportSchema,
  ChangedDraft: changedDraftSchema,
  SealRound: sealRoundSchema,
  OpenRound: openRoundSchema,
  ExtendRound: extendRoundSchema,
  CloseRound: closeRoundSchema,
  FreezeRound: freezeRoundSchema,
  Proposal: proposalSchema,
  RoundInTrouble: moderatedRoundSchema,
  LeakOverrule: leakOverruleSchema,
  WithdrawTeam: withdrawTeamSchema,
  TeamWithdrawal: teamWithdrawalSchema,
  NewLeakReport: newLeakReportSchema,
  LeakReportReceipt: leakReportReceiptSchema,
  Commitment: publishedCommitmentSchema,
  Leaderboard: leaderboardSchema,
  EveryEvalEver: everyEvalEverSchema,
  RoundComparison: roundComparisonSchema,
  Subgroups: subgroupsSchema,
  DifferingItems: differingItemsSchema,
  ComparedModels: comparedModelsSchema,
  OverRounds: overRoundsSchema,
  System: systemSchema,
  VersionHistory: versionHistorySchema,
  RankingPlan: rankingPlanSchema,
  PublicErrata: publicErrataSchema,
  NewErratum: newErratumSchema,
  MaintainedErratum: maintainedErratumSchema,
  Consent: consentSchema,
  Model: modelSchema,
  ModelSignature: modelSignatureSchema,
  ModelVersion: modelVersionSchema,
  Training: ownTrainingRunSchema,
  Anchor: anchorSchema,
  NewAnchor: newAnchorSchema,
  Quota: quotaSchema,
  Submission: submissionSchema,
  NewSubmission: newSubmissionSchema,
  Validation: validationSchema,
  DryRun: dryRunSchema,
  Withdrawal: withdrawalSchema,
  AcceptedRules: acceptedRulesSchema,
  RulesAcceptance: rulesAcceptanceSchema,
  NewEntry: newEntrySchema,
  Entered: enteredSchema,
  EntryList: entryListSchema,
  EntryListCount: entryListCountSchema,
  ClassCode: classCodeSchema,
  NewApplication: newApplicationSchema,
  Entrant: entrantSchema,
  EntryDecision: entryDecisionSchema,
  PersonOfBenchmark: personOfBenchmarkSchema,
  ChangedRole: changedRoleSchema,
  Invitation: invitationSchema,
  NewInvitation: newInvitationSchema,
  SentInvitation: sentInvitationSchema,
  LinkedTeams: linkedTeamsSchema,
  LinkTeams: linkTeamsSchema,
  NewTeam: newTeamSchema,
  ChangedTeam: changedTeamSchema,
  NewPseudonym: newPseudonymSchema,
  Pseudonym: pseudonymSchema,
  OwnTeam: ownTeamSchema,
  NewTeamInvitation: newTeamInvitationSchema,
  SentTeamInvitation: sentTeamInvitationSchema,
  ChangedMember: changedMemberSchema,
  NewMerge: newMergeSchema,
  Merge: mergeSchema,
  ObjectToMerge: objectToMergeSchema,
  UnlinkTeams: unlinkTeamsSchema,
  Flag: flagSchema,
  JudgeFlag: judgeFlagSchema,
  Me: meSchema,
  ChangedProfile: changedProfileSchema,
  NoticePreference: noticePreferenceSchema,
  MutedNotices: mutedNoticesSchema,
  Token: tokenSchema,
  NewToken: newTokenSchema,
  Webhook: webhookSchema,
  NewWebhook: newWebhookSchema,
  WebhookSecret: webhookSecretSchema,
  WebhookDelivery: webhookDeliverySchema,
  ResentDelivery: resentDeliverySchema,
  CreatedToken: tokenSchema.extend({ token: z.string() }),
  Problem: problemSchema,
};

for (const [id, schema] of Object.entries(schemas))
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
