import { writeFileSync } from 'node:fs'
import { schema } from './schema.ts'
import { schemaText } from './schema-text.ts'

// `npm run schema`: writes the SDL that clients and their generators read.
writeFileSync(new URL('../../../schema/federation.graphql', import.meta.url), schemaText(schema))
