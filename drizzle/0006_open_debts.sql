ALTER TABLE "subjects" ADD COLUMN "rest" numeric;--> statement-breakpoint
ALTER TABLE "subjects" ADD COLUMN "scale" integer;--> statement-breakpoint
CREATE INDEX "subjects_due" ON "subjects" USING btree ("aggregate",coalesce(due_ms, 9007199254740991),"ordinal");--> statement-breakpoint
CREATE INDEX "subjects_text" ON "subjects" USING btree ("aggregate",left(search_text, 64));