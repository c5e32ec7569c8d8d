ALTER TYPE "public"."metric" ADD VALUE 'exact_match';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'token_f1';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'choice_accuracy';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'numeric_accuracy';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'rouge_l';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'chrf';--> statement-breakpoint
ALTER TYPE "public"."metric" ADD VALUE 'bleu';--> statement-breakpoint
ALTER TYPE "public"."task" ADD VALUE 'text';