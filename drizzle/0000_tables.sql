CREATE TABLE "attachment_parts" (
	"hash" text COLLATE "C" NOT NULL,
	"part" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "attachment_parts_hash_part_pk" PRIMARY KEY("hash","part")
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"scope" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C",
	"size" bigint NOT NULL,
	CONSTRAINT "attachments_scope_hash_pk" PRIMARY KEY("scope","hash")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"number" bigint PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"subject_kind" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"scope" text COLLATE "C",
	"author" text COLLATE "C",
	"entry_hash" text COLLATE "C",
	"refusal" text COLLATE "C",
	"at" bigint NOT NULL,
	"received_at" bigint NOT NULL,
	"origin" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"id" integer PRIMARY KEY NOT NULL,
	"epoch" uuid NOT NULL,
	"last_change" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "local_records" (
	"collection" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "local_records_collection_id_pk" PRIMARY KEY("collection","id")
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "entries_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"hash" text COLLATE "C" PRIMARY KEY NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"scope" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	"signature" "bytea" NOT NULL,
	"line" text COLLATE "C" NOT NULL,
	"verdict_code" text COLLATE "C",
	"verdict_class" text COLLATE "C",
	"verdict_message" text COLLATE "C",
	"origin" text COLLATE "C" NOT NULL,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "held" (
	"hash" text COLLATE "C" PRIMARY KEY NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	"signature" "bytea" NOT NULL,
	"waits_for" text COLLATE "C",
	"until" bigint,
	"held_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lines" (
	"scope" text COLLATE "C" NOT NULL,
	"line" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"parent" text COLLATE "C",
	"parent_seq" bigint NOT NULL,
	CONSTRAINT "lines_scope_line_pk" PRIMARY KEY("scope","line")
);
--> statement-breakpoint
CREATE TABLE "openings" (
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "openings_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entry_hash" text COLLATE "C" PRIMARY KEY NOT NULL,
	"scope" text COLLATE "C" NOT NULL,
	"document_hash" text COLLATE "C" NOT NULL,
	"document" jsonb NOT NULL,
	"parties" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tips" (
	"scope" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"line" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "tips_scope_author_line_pk" PRIMARY KEY("scope","author","line")
);
--> statement-breakpoint
CREATE TABLE "set_offs" (
	"scope" text COLLATE "C" NOT NULL,
	"round" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"proposal" text COLLATE "C" NOT NULL,
	"cycle" integer NOT NULL,
	"amount" text COLLATE "C" NOT NULL,
	"backward" boolean NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "set_offs_scope_round_subject_proposal_cycle_pk" PRIMARY KEY("scope","round","subject","proposal","cycle")
);
--> statement-breakpoint
CREATE TABLE "subjects" (
	"ordinal" bigint GENERATED ALWAYS AS IDENTITY (sequence name "subjects_ordinal_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"scope" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"aggregate" text COLLATE "C" NOT NULL,
	"state" jsonb,
	"tips" jsonb NOT NULL,
	"wake_at" bigint,
	"phase" text COLLATE "C",
	"type" text COLLATE "C",
	"parties" text[] NOT NULL,
	"left_party" text COLLATE "C",
	"right_party" text COLLATE "C",
	"currency" text COLLATE "C",
	"reference" text COLLATE "C",
	"from_ms" bigint,
	"until_ms" bigint,
	"due_ms" bigint,
	"awaiting" text[] NOT NULL,
	"tags" text[] NOT NULL,
	"text" text COLLATE "C",
	"search_text" text COLLATE "C",
	CONSTRAINT "subjects_scope_id_pk" PRIMARY KEY("scope","id")
);
--> statement-breakpoint
CREATE INDEX "attachments_author" ON "attachments" USING btree ("author","size");--> statement-breakpoint
CREATE INDEX "changes_scope" ON "changes" USING btree ("scope","number");--> statement-breakpoint
CREATE INDEX "changes_subject_kind" ON "changes" USING btree ("subject_kind","number");--> statement-breakpoint
CREATE INDEX "entries_log" ON "entries" USING btree ("scope","author","seq","hash");--> statement-breakpoint
CREATE INDEX "entries_log_order" ON "entries" USING btree ("scope","author","number");--> statement-breakpoint
CREATE INDEX "entries_subject" ON "entries" USING btree ("scope","subject","number");--> statement-breakpoint
CREATE INDEX "entries_scope" ON "entries" USING btree ("scope","hash","verdict_code");--> statement-breakpoint
CREATE INDEX "entries_verdict" ON "entries" USING btree ("verdict_code","number");--> statement-breakpoint
CREATE INDEX "held_author" ON "held" USING btree ("author");--> statement-breakpoint
CREATE INDEX "held_waits_for" ON "held" USING btree ("waits_for");--> statement-breakpoint
CREATE INDEX "held_until" ON "held" USING btree ("until");--> statement-breakpoint
CREATE INDEX "lines_author" ON "lines" USING btree ("author");--> statement-breakpoint
CREATE INDEX "openings_document" ON "openings" USING btree ("scope","document_hash");--> statement-breakpoint
CREATE INDEX "set_offs_subject" ON "set_offs" USING btree ("scope","subject");--> statement-breakpoint
CREATE INDEX "subjects_list" ON "subjects" USING btree ("aggregate","ordinal");--> statement-breakpoint
CREATE INDEX "subjects_phase" ON "subjects" USING btree ("aggregate","phase","ordinal");--> statement-breakpoint
CREATE INDEX "subjects_until" ON "subjects" USING btree ("aggregate","until_ms");--> statement-breakpoint
CREATE INDEX "subjects_scope" ON "subjects" USING btree ("scope","aggregate","id");--> statement-breakpoint
CREATE INDEX "subjects_left" ON "subjects" USING btree ("left_party","currency");--> statement-breakpoint
CREATE INDEX "subjects_right" ON "subjects" USING btree ("right_party","currency");--> statement-breakpoint
CREATE INDEX "subjects_wake" ON "subjects" USING btree ("wake_at") WHERE wake_at is not null;--> statement-breakpoint
CREATE INDEX "subjects_parties" ON "subjects" USING gin ("parties");--> statement-breakpoint
CREATE INDEX "subjects_awaiting" ON "subjects" USING gin ("awaiting");--> statement-breakpoint
CREATE INDEX "subjects_tags" ON "subjects" USING gin ("tags");