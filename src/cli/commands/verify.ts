import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Instant } from '../../kernel/index.ts'
import { CommandError } from '../command-error.ts'
import { readExport } from '../export/export-file.ts'
import { print } from '../running.ts'
import { checkExport } from '../verify/export-check.ts'
import { describeVerification, doesHold, type Verification } from '../verify/finding.ts'
import { checkSignedJson } from '../verify/signed-json.ts'

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('check an export, a signed document or a credential, without a node: nobody need be trusted')
    .argument('<file>', 'an export, or JSON with a Data Integrity proof')
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', HELP)
    .action(verify)
}

const HELP = `
Of an export it checks every signature and every log, folds the state anew by the rules and compares the digest, and
checks the proofs under every version of the document. Exit codes: 0 everything holds; 1 something does not.

Example:
  rochdale verify clearing-2026.jsonl`

async function verify(path: string, options: { readonly json?: boolean }): Promise<void> {
  const verification = await check(path, Date.now() as Instant)
  const isSound = doesHold(verification)
  print({ file: path, holds: isSound, ...verification }, options, () => describeVerification(path, verification))
  if (!isSound) process.exitCode = 1
}

async function check(path: string, now: Instant): Promise<Verification> {
  try {
    const file = await readExport(path)
    return file === null
      ? checkSignedJson(path, JSON.parse(await readFile(path, 'utf8')), now)
      : await checkExport(file, now)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== undefined && error instanceof Error) throw new CommandError(`${path} cannot be read: ${error.message}`)
    if (error instanceof SyntaxError) throw new CommandError(`${path} is neither an export nor JSON: ${error.message}`)
    throw error
  }
}
