ALTER TYPE "public"."metric" ADD VALUE 'mcc';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'cohen_kappa';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'quadratic_kappa';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'weighted_f1';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'micro_f1';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'precision';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'recall';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'macro_precision';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'macro_recall';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'top_3_accuracy';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'top_5_accuracy';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'brier_score';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'calibration_error';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'average_precision';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'mape';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'spearman';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'kendall';