DROP INDEX "changes_scope";--> statement-breakpoint
DROP INDEX "entries_log";--> statement-breakpoint
DROP INDEX "entries_log_order";--> statement-breakpoint
DROP INDEX "entries_subject";--> statement-breakpoint
DROP INDEX "subjects_scope";--> statement-breakpoint
DROP INDEX "subjects_times";--> statement-breakpoint
CREATE FUNCTION id_bytes(id text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
	select case when id ~ '^[a-z]+_[0-9a-f]{64}$'
		then convert_to(left(id, -64), 'UTF8') || '\x00'::bytea || decode(right(id, 64), 'hex')
		else convert_to(id, 'UTF8') end $$;--> statement-breakpoint
ALTER TABLE "entries" ALTER COLUMN "scope" TYPE bytea USING id_bytes("scope");--> statement-breakpoint
ALTER TABLE "tips" ALTER COLUMN "scope" TYPE bytea USING id_bytes("scope");--> statement-breakpoint
ALTER TABLE "openings" ALTER COLUMN "scope" TYPE bytea USING id_bytes("scope");--> statement-breakpoint
ALTER TABLE "changes" ALTER COLUMN "scope" TYPE bytea USING id_bytes("scope");--> statement-breakpoint
ALTER TABLE "subjects" ALTER COLUMN "scope" TYPE bytea USING id_bytes("scope");--> statement-breakpoint
DROP FUNCTION id_bytes(text);--> statement-breakpoint
CREATE INDEX "changes_scope" ON "changes" USING btree (hashtextextended(encode(scope, 'hex'), 0),"number");--> statement-breakpoint
CREATE INDEX "entries_log" ON "entries" USING btree (hashtextextended(encode(scope, 'hex') || ' ' || author, 0),"seq");--> statement-breakpoint
CREATE INDEX "entries_log_order" ON "entries" USING btree (hashtextextended(encode(scope, 'hex') || ' ' || author, 0),"number");--> statement-breakpoint
CREATE INDEX "entries_subject" ON "entries" USING btree (hashtextextended(encode(scope, 'hex') || ' ' || encode(subject, 'hex'), 0));--> statement-breakpoint
CREATE INDEX "subjects_scope" ON "subjects" USING btree (hashtextextended(encode(scope, 'hex') || ' ' || aggregate, 0),"ordinal");--> statement-breakpoint
CREATE INDEX "subjects_times" ON "subjects" USING gist (box(point(from_ms::float8, hashtext(encode(scope, 'hex') || ' ' || type || ' ' || reference)::float8), point(until_ms::float8, hashtext(encode(scope, 'hex') || ' ' || type || ' ' || reference)::float8))) WHERE from_ms < until_ms and type is not null and reference is not null;
