ALTER TABLE "entries" ADD COLUMN "presence" text COLLATE "C" DEFAULT 'whole' NOT NULL;--> statement-breakpoint
ALTER TABLE "shares" ADD COLUMN "named_seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "entries_part" ON "entries" USING btree ("author","seq") WHERE presence <> 'whole';