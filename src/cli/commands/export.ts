import { open, rm } from 'node:fs/promises'
import type { Command } from 'commander'
import { printable, printableJsonText } from '../../kernel/index.ts'
import { CommandError } from '../command-error.ts'
import { collectExport } from '../export/collect.ts'
import { type ExportedState, lineText } from '../export/export-file.ts'
import { clientOf, type NodeOptions, print, withNodeOptions } from '../running.ts'

interface ExportOptions extends NodeOptions {
  readonly out?: string
}

export function addExport(program: Command): void {
  withNodeOptions(program.command('export'))
    .description("write an agreement's signed entries and documents into a file that anybody can verify")
    .argument('<agreement>', 'its id, or "public" for the public records')
    .option('--out <file>', 'where to; - for standard output (default: <agreement>.jsonl)')
    .addHelpText('after', HELP)
    .action(write)
}

const HELP = `
The file holds JSON lines: every entry byte for byte with its signature, the attachments that they name (netting
results), every version of the document with its Data Integrity proofs, and the state digest. Who checks it with
"rochdale verify" needs no node, and trusts none. It holds what the parties wrote: hand it to whom that may concern.

Example:
  rochdale export agr_3f0a… --out clearing-2026.jsonl && rochdale verify clearing-2026.jsonl`

async function write(scope: string, options: ExportOptions): Promise<void> {
  const client = await clientOf(options)
  const lines = collectExport(client, scope, new Date())
  if (options.out === '-') {
    for await (const line of lines) process.stdout.write(printableJsonText(lineText(line)))
    return
  }
  const path = options.out ?? `${scope}.jsonl`
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EEXIST' ? 'it is there already' : error.message
    throw new CommandError(`${path} cannot be written: ${why}; name another file with --out`)
  })
  let state: ExportedState | null = null
  try {
    for await (const line of lines) {
      await file.write(lineText(line))
      if ('state' in line) state = line.state
    }
    await file.sync()
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
  const { digest = '', entryCount = 0 } = state ?? {}
  print({ file: path, scope, digest, entryCount }, options, () => {
    return `${printable(path)}: ${entryCount} ${entryCount === 1 ? 'entry' : 'entries'}, state digest ${printable(digest)}\n`
  })
}
