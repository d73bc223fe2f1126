-- Its rows follow from the subjects: the node fills the new table when it opens (`node/reindex.ts`).
DROP TABLE "debts";
--> statement-breakpoint
CREATE TABLE "debts" (
	"scope" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"scale" integer NOT NULL,
	"packed" "bytea" NOT NULL,
	CONSTRAINT "debts_scope_id_pk" PRIMARY KEY("scope","id")
);
--> statement-breakpoint
CREATE TABLE "debt_parties" (
	"scope" text COLLATE "C" NOT NULL,
	"number" integer NOT NULL,
	"did" text COLLATE "C" NOT NULL,
	CONSTRAINT "debt_parties_scope_number_pk" PRIMARY KEY("scope","number")
);
--> statement-breakpoint
CREATE TABLE "debt_versions" (
	"scope" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "debt_parties_did" ON "debt_parties" USING btree ("scope","did");
