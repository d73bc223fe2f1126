CREATE TABLE "debts" (
	"scope" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"scale" integer NOT NULL,
	"from_party" text COLLATE "C" NOT NULL,
	"to_party" text COLLATE "C" NOT NULL,
	"backward" boolean NOT NULL,
	"amount" text COLLATE "C" NOT NULL,
	"pending" text COLLATE "C" NOT NULL,
	"due_ms" bigint,
	CONSTRAINT "debts_scope_id_pk" PRIMARY KEY("scope","id")
);
--> statement-breakpoint
ALTER TABLE "set_offs" DROP CONSTRAINT "set_offs_scope_round_subject_proposal_cycle_pk";--> statement-breakpoint
-- One row for each obligation now, where there was one for each cycle through it.
CREATE TEMPORARY TABLE "summed" ON COMMIT DROP AS
	SELECT "scope", "round", "subject", "proposal", sum("amount"::numeric)::text AS "amount", bool_or("backward") AS "backward", min("at") AS "at"
	FROM "set_offs" GROUP BY "scope", "round", "subject", "proposal";--> statement-breakpoint
DELETE FROM "set_offs";--> statement-breakpoint
ALTER TABLE "set_offs" DROP COLUMN "cycle";--> statement-breakpoint
INSERT INTO "set_offs" ("scope", "round", "subject", "proposal", "amount", "backward", "at")
	SELECT "scope", "round", "subject", "proposal", "amount", "backward", "at" FROM "summed";--> statement-breakpoint
ALTER TABLE "set_offs" ADD CONSTRAINT "set_offs_scope_round_subject_proposal_pk" PRIMARY KEY("scope","round","subject","proposal");
