-- What the migrations come to: written by a test, compared by it on every database.

CREATE TABLE attachment_parts (
  hash text COLLATE "C" NOT NULL,
  part integer NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT attachment_parts_hash_part_pk PRIMARY KEY (hash, part)
);

CREATE TABLE attachments (
  scope text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  author text COLLATE "C",
  size bigint NOT NULL,
  CONSTRAINT attachments_scope_hash_pk PRIMARY KEY (scope, hash)
);
CREATE INDEX attachments_author ON attachments USING btree (author, size);

CREATE TABLE changes (
  number bigint NOT NULL,
  kind text COLLATE "C",
  subject_kind text COLLATE "C" NOT NULL,
  subject bytea,
  scope bytea,
  author text COLLATE "C",
  entry_hash bytea,
  refusal text COLLATE "C",
  at bigint,
  received_at bigint,
  origin text COLLATE "C",
  CONSTRAINT changes_pkey PRIMARY KEY (number)
);
CREATE INDEX changes_scope ON changes USING btree (hashtextextended(encode(scope, 'hex'::text), (0)::bigint), number);
CREATE INDEX changes_subject_kind ON changes USING btree (subject_kind, number);

CREATE TABLE debt_parties (
  scope text COLLATE "C" NOT NULL,
  number integer NOT NULL,
  did text COLLATE "C" NOT NULL,
  CONSTRAINT debt_parties_scope_number_pk PRIMARY KEY (scope, number)
);
CREATE UNIQUE INDEX debt_parties_did ON debt_parties USING btree (scope, did);

CREATE TABLE debt_versions (
  scope text COLLATE "C" NOT NULL,
  version text COLLATE "C" NOT NULL,
  CONSTRAINT debt_versions_pkey PRIMARY KEY (scope)
);

CREATE TABLE debts (
  scope bytea NOT NULL,
  id bytea NOT NULL,
  currency text COLLATE "C" NOT NULL,
  scale integer NOT NULL,
  packed bytea NOT NULL,
  CONSTRAINT debts_scope_id_pk PRIMARY KEY (scope, id)
);

CREATE TABLE digest_pages (
  scope text COLLATE "C" NOT NULL,
  digits text COLLATE "C" NOT NULL,
  page bytea NOT NULL,
  CONSTRAINT digest_pages_scope_digits_pk PRIMARY KEY (scope, digits)
);

CREATE TABLE entries (
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  hash bytea NOT NULL,
  author text COLLATE "C" NOT NULL,
  scope bytea NOT NULL,
  seq bigint NOT NULL,
  subject bytea NOT NULL,
  kind text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  bytes bytea NOT NULL,
  signature bytea NOT NULL,
  line bytea NOT NULL,
  verdict_code text COLLATE "C",
  verdict_class text COLLATE "C",
  verdict_message text COLLATE "C",
  origin text COLLATE "C" NOT NULL,
  received_at bigint NOT NULL,
  presence text COLLATE "C" NOT NULL DEFAULT 'whole'::text,
  CONSTRAINT entries_pkey PRIMARY KEY (hash)
);
CREATE INDEX entries_log ON entries USING btree (hashtextextended(((encode(scope, 'hex'::text) || ' '::text) || author), (0)::bigint), seq);
CREATE INDEX entries_log_order ON entries USING btree (hashtextextended(((encode(scope, 'hex'::text) || ' '::text) || author), (0)::bigint), number);
CREATE INDEX entries_part ON entries USING btree (author, seq) WHERE (presence <> 'whole'::text);
CREATE INDEX entries_subject ON entries USING btree (hashtextextended(((encode(scope, 'hex'::text) || ' '::text) || encode(subject, 'hex'::text)), (0)::bigint));
CREATE INDEX entries_verdict ON entries USING btree (verdict_code, number) WHERE (verdict_code IS NOT NULL);

CREATE TABLE held (
  hash text COLLATE "C" NOT NULL,
  author text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  bytes bytea NOT NULL,
  signature bytea NOT NULL,
  waits_for text COLLATE "C",
  until bigint,
  held_at bigint NOT NULL,
  scope text COLLATE "C" NOT NULL,
  CONSTRAINT held_pkey PRIMARY KEY (hash)
);
CREATE INDEX held_author ON held USING btree (author);
CREATE INDEX held_until ON held USING btree (until);
CREATE INDEX held_waits_for ON held USING btree (waits_for);

CREATE TABLE ledger (
  id integer NOT NULL,
  epoch uuid NOT NULL,
  last_change bigint NOT NULL,
  CONSTRAINT ledger_pkey PRIMARY KEY (id)
);

CREATE TABLE lines (
  scope text COLLATE "C" NOT NULL,
  line text COLLATE "C" NOT NULL,
  author text COLLATE "C" NOT NULL,
  parent text COLLATE "C",
  parent_seq bigint NOT NULL,
  CONSTRAINT lines_scope_line_pk PRIMARY KEY (scope, line)
);
CREATE INDEX lines_author ON lines USING btree (author);

CREATE TABLE local_records (
  collection text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  value jsonb NOT NULL,
  CONSTRAINT local_records_collection_id_pk PRIMARY KEY (collection, id)
);

CREATE TABLE openings (
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  entry_hash text COLLATE "C" NOT NULL,
  scope bytea NOT NULL,
  document_hash text COLLATE "C" NOT NULL,
  document jsonb NOT NULL,
  parties text[] NOT NULL,
  CONSTRAINT openings_pkey PRIMARY KEY (entry_hash)
);
CREATE INDEX openings_document ON openings USING btree (scope, document_hash);

CREATE TABLE set_offs (
  scope text COLLATE "C" NOT NULL,
  round text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  proposal text COLLATE "C" NOT NULL,
  amount text COLLATE "C" NOT NULL,
  backward boolean NOT NULL,
  at bigint NOT NULL,
  CONSTRAINT set_offs_scope_round_subject_proposal_pk PRIMARY KEY (scope, round, subject, proposal)
);
CREATE INDEX set_offs_subject ON set_offs USING btree (scope, subject);

CREATE TABLE shares (
  scope text COLLATE "C" NOT NULL,
  author text COLLATE "C" NOT NULL,
  relay text COLLATE "C",
  since bigint NOT NULL,
  byte_count bigint NOT NULL,
  kept_seq bigint NOT NULL,
  let_go text COLLATE "C",
  named_seq bigint NOT NULL DEFAULT 0,
  CONSTRAINT shares_scope_author_pk PRIMARY KEY (scope, author)
);

CREATE TABLE subjects (
  ordinal bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  scope bytea NOT NULL,
  id bytea NOT NULL,
  aggregate text COLLATE "C" NOT NULL,
  wake_at bigint,
  phase text COLLATE "C",
  type text COLLATE "C",
  left_party text COLLATE "C",
  right_party text COLLATE "C",
  currency text COLLATE "C",
  reference text COLLATE "C",
  from_ms bigint,
  until_ms bigint,
  due_ms bigint,
  awaiting text[] NOT NULL,
  tags text[] NOT NULL,
  text text COLLATE "C",
  search_text text COLLATE "C",
  size numeric,
  rest numeric,
  scale integer,
  packed bytea NOT NULL,
  party_keys bigint[] NOT NULL,
  CONSTRAINT subjects_scope_id_pk PRIMARY KEY (scope, id)
);
CREATE INDEX subjects_awaiting ON subjects USING gin (awaiting);
CREATE INDEX subjects_contains ON subjects USING gin (text_grams(search_text)) WHERE (search_text IS NOT NULL);
CREATE INDEX subjects_due ON subjects USING btree (aggregate, COALESCE(due_ms, '9007199254740991'::bigint), ordinal);
CREATE INDEX subjects_left ON subjects USING btree (left_party, currency);
CREATE INDEX subjects_list ON subjects USING btree (aggregate, ordinal);
CREATE INDEX subjects_parties ON subjects USING gin (party_keys);
CREATE INDEX subjects_phase ON subjects USING btree (aggregate, phase, ordinal);
CREATE INDEX subjects_reference ON subjects USING btree (aggregate, reference) WHERE (reference IS NOT NULL);
CREATE INDEX subjects_right ON subjects USING btree (right_party, currency);
CREATE INDEX subjects_scope ON subjects USING btree (hashtextextended(((encode(scope, 'hex'::text) || ' '::text) || aggregate), (0)::bigint), ordinal);
CREATE INDEX subjects_size ON subjects USING btree (aggregate, COALESCE(size, ('-1'::integer)::numeric), ordinal);
CREATE INDEX subjects_tags ON subjects USING gin (tags);
CREATE INDEX subjects_times ON subjects USING gist (box(point((from_ms)::double precision, (hashtext(((((encode(scope, 'hex'::text) || ' '::text) || type) || ' '::text) || reference)))::double precision), point((until_ms)::double precision, (hashtext(((((encode(scope, 'hex'::text) || ' '::text) || type) || ' '::text) || reference)))::double precision))) WHERE ((from_ms < until_ms) AND (type IS NOT NULL) AND (reference IS NOT NULL));
CREATE INDEX subjects_until ON subjects USING btree (aggregate, until_ms);
CREATE INDEX subjects_wake ON subjects USING btree (wake_at) WHERE (wake_at IS NOT NULL);

CREATE TABLE tips (
  scope bytea NOT NULL,
  author text COLLATE "C" NOT NULL,
  line text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  hash text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  CONSTRAINT tips_scope_author_line_pk PRIMARY KEY (scope, author, line)
);

CREATE TABLE totals (
  scope text COLLATE "C" NOT NULL,
  left_party text COLLATE "C" NOT NULL,
  right_party text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  scale integer NOT NULL,
  sums jsonb NOT NULL,
  CONSTRAINT totals_scope_left_party_right_party_currency_scale_pk PRIMARY KEY (scope, left_party, right_party, currency, scale)
);
CREATE INDEX totals_left ON totals USING btree (left_party);
CREATE INDEX totals_right ON totals USING btree (right_party);
