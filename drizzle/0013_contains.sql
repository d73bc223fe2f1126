DROP INDEX "subjects_text";--> statement-breakpoint
CREATE FUNCTION text_grams("text" text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	select case when length("text") > 200 then array['']
		else array(select distinct substr("text", place, 3) from generate_series(1, length("text") - 2) as place) end $$;--> statement-breakpoint
CREATE INDEX "subjects_contains" ON "subjects" USING gin (text_grams(search_text)) WHERE search_text is not null;
