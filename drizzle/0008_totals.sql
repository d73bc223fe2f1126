CREATE TABLE "totals" (
	"scope" text COLLATE "C" NOT NULL,
	"left_party" text COLLATE "C" NOT NULL,
	"right_party" text COLLATE "C" NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"scale" integer NOT NULL,
	"sums" jsonb NOT NULL,
	CONSTRAINT "totals_scope_left_party_right_party_currency_scale_pk" PRIMARY KEY("scope","left_party","right_party","currency","scale")
);
--> statement-breakpoint
ALTER TABLE "subjects" ADD COLUMN "adds" jsonb;--> statement-breakpoint
CREATE INDEX "totals_left" ON "totals" USING btree ("left_party");--> statement-breakpoint
CREATE INDEX "totals_right" ON "totals" USING btree ("right_party");