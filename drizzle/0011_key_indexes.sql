DROP INDEX "entries_scope";--> statement-breakpoint
DROP INDEX "changes_scope";--> statement-breakpoint
DROP INDEX "entries_log";--> statement-breakpoint
DROP INDEX "entries_log_order";--> statement-breakpoint
DROP INDEX "entries_subject";--> statement-breakpoint
DROP INDEX "entries_verdict";--> statement-breakpoint
DROP INDEX "subjects_scope";--> statement-breakpoint
CREATE INDEX "changes_scope" ON "changes" USING btree (hashtextextended(scope, 0),"number");--> statement-breakpoint
CREATE INDEX "entries_log" ON "entries" USING btree (hashtextextended(scope || ' ' || author, 0),"seq");--> statement-breakpoint
CREATE INDEX "entries_log_order" ON "entries" USING btree (hashtextextended(scope || ' ' || author, 0),"number");--> statement-breakpoint
CREATE INDEX "entries_subject" ON "entries" USING btree (hashtextextended(scope || ' ' || subject, 0));--> statement-breakpoint
CREATE INDEX "entries_verdict" ON "entries" USING btree ("verdict_code","number") WHERE verdict_code is not null;--> statement-breakpoint
CREATE INDEX "subjects_scope" ON "subjects" USING btree (hashtextextended(scope || ' ' || aggregate, 0),"ordinal");