import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { withTables } from './tables.ts'

// `npm run docs`: writes the tables that are made from the code into the pages of this folder.
for (const name of readdirSync(import.meta.dirname).filter((path) => path.endsWith('.md'))) {
  const path = `${import.meta.dirname}/${name}`
  writeFileSync(path, withTables(readFileSync(path, 'utf8')))
}
