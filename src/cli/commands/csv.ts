import { writeFile } from 'node:fs/promises'
import { Argument, type Command } from 'commander'
import { writeBookings, writeRecords, writeUses } from '../../imports/index.ts'
import { printable, printableLines } from '../../kernel/index.ts'
import type { NodeClient } from '../client.ts'
import { CommandError } from '../command-error.ts'
import { clientOf, type NodeOptions, print, withNodeOptions } from '../running.ts'

interface CsvOptions extends NodeOptions {
  readonly agreement?: string
  readonly out?: string
}

/** A list of the API, and how it becomes a table. */
interface Table {
  readonly list: string
  readonly filter: string
  readonly fields: string
  /** Takes nodes with the fields beside it. */
  readonly write: (rows: readonly never[]) => string
}

const PARTY = '{ did name }'
const TABLES: Readonly<Record<string, Table>> = {
  bookings: {
    list: 'bookings',
    filter: 'BookingFilter',
    fields: `id status from until quantity expectedUse beneficiary purpose requestedAt answeredAt reason
      provider ${PARTY} user ${PARTY} resource { key unit } agreement { title }`,
    write: writeBookings,
  },
  use: {
    list: 'usages',
    filter: 'UsageFilter',
    fields: `id quantity from until reference status recordedAt recordedBy ${PARTY}
      charge { amount currency scale obligation { id } }
      booking { id provider ${PARTY} user ${PARTY} resource { key unit compensation { unit } } agreement { title } }`,
    write: writeUses,
  },
  records: {
    list: 'records',
    filter: 'RecordFilter',
    fields: `id type reference status recordedAt payload author ${PARTY} agreement { title }`,
    write: writeRecords,
  },
}

export function addCsv(program: Command): void {
  withNodeOptions(program.command('csv'))
    .description('write bookings, their use, or records into a file of CSV for spreadsheets')
    .addArgument(new Argument('<what>', 'which table').choices(Object.keys(TABLES)))
    .option('--agreement <id>', 'only those under this agreement')
    .option('--out <file>', 'where to; - for standard output (default: <what>.csv)')
    .addHelpText('after', HELP)
    .action(write)
}

const HELP = `
The columns are those of the dashboard's files: instants in UTC, amounts and quantities as decimals with a point, newest
first. No cell is run by a spreadsheet. A file that is there already is not overwritten.

Examples:
  rochdale csv use --agreement agr_3f0a… --out use-2026.csv
  rochdale csv records --out -`

async function write(what: string, options: CsvOptions): Promise<void> {
  const table = TABLES[what]
  if (table === undefined) throw new CommandError(`there is no table ${what}: it is one of ${Object.keys(TABLES)}`)
  const rows = await readRows(await clientOf(options), table, options.agreement ?? null)
  const text = table.write(rows as never[])
  if (options.out === '-') {
    process.stdout.write(process.stdout.isTTY ? printableLines(text.replaceAll('\r\n', '\n')) : text)
    return
  }
  const path = options.out ?? `${what}.csv`
  await writeFile(path, text, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EEXIST' ? 'it is there already' : error.message
    throw new CommandError(`${path} cannot be written: ${why}; name another file with --out`)
  })
  print({ file: path, rows: rows.length }, options, () => `${printable(path)}: ${rows.length} rows\n`)
}

interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly edges: readonly { readonly node: unknown }[]
}

async function readRows(client: NodeClient, { list, filter, fields }: Table, agreement: string | null) {
  const query = `query ($filter: ${filter}, $after: String) {
    page: ${list}(filter: $filter, first: 100, after: $after) { pageInfo { hasNextPage endCursor } edges { node { ${fields} } } }
  }`
  const rows: unknown[] = []
  let after: string | null = null
  for (let more = true; more; ) {
    const { page }: { page: Page } = await client.request(query, { filter: { agreementId: agreement }, after })
    rows.push(...page.edges.map(({ node }) => node))
    more = page.pageInfo.hasNextPage
    after = page.pageInfo.endCursor
  }
  return rows
}
