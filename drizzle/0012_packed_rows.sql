DROP INDEX "entries_subject";--> statement-breakpoint
DROP INDEX "subjects_parties";--> statement-breakpoint
CREATE FUNCTION id_bytes(id text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
	select case when id ~ '^[a-z]+_[0-9a-f]{64}$'
		then convert_to(left(id, -64), 'UTF8') || '\x00'::bytea || decode(right(id, 64), 'hex')
		else convert_to(id, 'UTF8') end $$;--> statement-breakpoint
ALTER TABLE "entries"
	ALTER COLUMN "hash" TYPE bytea USING decode("hash", 'hex'),
	ALTER COLUMN "line" TYPE bytea USING decode("line", 'hex'),
	ALTER COLUMN "subject" TYPE bytea USING id_bytes("subject");--> statement-breakpoint
ALTER TABLE "changes"
	ALTER COLUMN "entry_hash" TYPE bytea USING decode("entry_hash", 'hex'),
	ALTER COLUMN "subject" TYPE bytea USING id_bytes("subject"),
	ALTER COLUMN "kind" DROP NOT NULL,
	ALTER COLUMN "subject" DROP NOT NULL,
	ALTER COLUMN "at" DROP NOT NULL,
	ALTER COLUMN "received_at" DROP NOT NULL,
	ALTER COLUMN "origin" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "debts"
	ALTER COLUMN "scope" TYPE bytea USING id_bytes("scope"),
	ALTER COLUMN "id" TYPE bytea USING id_bytes("id");--> statement-breakpoint
ALTER TABLE "subjects" ADD COLUMN "packed" bytea, ADD COLUMN "party_keys" bigint[];--> statement-breakpoint
UPDATE "subjects" SET
	"packed" = convert_to(jsonb_build_array("state", "tips", "adds", "parties")::text, 'UTF8'),
	"party_keys" = array(
		select ('x' || encode(substring(sha256(convert_to(party, 'UTF8')) from 1 for 8), 'hex'))::bit(64)::bigint
		from unnest("parties") with ordinality as named(party, place) order by place);--> statement-breakpoint
ALTER TABLE "subjects" DROP COLUMN "state", DROP COLUMN "tips", DROP COLUMN "adds", DROP COLUMN "parties";--> statement-breakpoint
ALTER TABLE "subjects"
	ALTER COLUMN "id" TYPE bytea USING id_bytes("id"),
	ALTER COLUMN "packed" SET NOT NULL,
	ALTER COLUMN "party_keys" SET NOT NULL;--> statement-breakpoint
DROP FUNCTION id_bytes(text);--> statement-breakpoint
CREATE INDEX "entries_subject" ON "entries" USING btree (hashtextextended(scope || ' ' || encode(subject, 'hex'), 0));--> statement-breakpoint
CREATE INDEX "subjects_parties" ON "subjects" USING gin ("party_keys");
