CREATE TABLE "digest_pages" (
	"scope" text COLLATE "C" NOT NULL,
	"digits" text COLLATE "C" NOT NULL,
	"page" "bytea" NOT NULL,
	CONSTRAINT "digest_pages_scope_digits_pk" PRIMARY KEY("scope","digits")
);
