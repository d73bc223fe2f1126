CREATE TABLE "shares" (
	"scope" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"relay" text COLLATE "C",
	"since" bigint NOT NULL,
	"byte_count" bigint NOT NULL,
	"kept_seq" bigint NOT NULL,
	"let_go" text COLLATE "C",
	CONSTRAINT "shares_scope_author_pk" PRIMARY KEY("scope","author")
);
--> statement-breakpoint
DELETE FROM "local_records" WHERE "collection" = 'hold';--> statement-breakpoint
DELETE FROM "held";--> statement-breakpoint
ALTER TABLE "held" ADD COLUMN "scope" text COLLATE "C" NOT NULL;--> statement-breakpoint
INSERT INTO "shares" SELECT "scope", "author", NULL, min("received_at"), sum(4 * octet_length("bytes") + 4096), 0, NULL
	FROM "entries" WHERE "scope" = 'public' GROUP BY "scope", "author";