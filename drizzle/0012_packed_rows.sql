ALTER TABLE "entries" ALTER COLUMN "hash" TYPE bytea USING decode("hash", 'hex'),
	ALTER COLUMN "line" TYPE bytea USING decode("line", 'hex');--> statement-breakpoint
ALTER TABLE "changes" ALTER COLUMN "entry_hash" TYPE bytea USING decode("entry_hash", 'hex');--> statement-breakpoint
ALTER TABLE "subjects" ALTER COLUMN "state" TYPE bytea USING convert_to(jsonb_build_array("state", "tips", "adds")::text, 'UTF8');--> statement-breakpoint
ALTER TABLE "subjects" RENAME COLUMN "state" TO "packed";--> statement-breakpoint
ALTER TABLE "subjects" ALTER COLUMN "packed" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "subjects" DROP COLUMN "tips";--> statement-breakpoint
ALTER TABLE "subjects" DROP COLUMN "adds";
