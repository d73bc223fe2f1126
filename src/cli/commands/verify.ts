import { readFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { isJwt, subjectShape } from '../../attestations/index.ts'
import { decodeForeignJson, findDay, findInstant, type Instant } from '../../kernel/index.ts'
import { CommandError } from '../command-error.ts'
import { readExport } from '../export/export-file.ts'
import { print } from '../running.ts'
import { checkExport } from '../verify/export-check.ts'
import { describeVerification, VERDICT_EXIT_CODES, type Verification, verdictOf } from '../verify/finding.ts'
import { type Question, UNREADABLE } from '../verify/question.ts'
import { checkSignedJson } from '../verify/signed-json.ts'

interface VerifyOptions {
  readonly at?: Instant
  readonly for?: string
  readonly statusList?: string
  readonly json?: boolean
}

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('check an export, a signed document or a credential, without a node')
    .argument('<file>', 'an export, or JSON with a Data Integrity proof')
    .option('--at <instant>', 'judge it at this time, e.g. 2026-03-31T12:00:00Z, or day (default: now)', readInstant)
    .option(
      '--for <did>',
      'the subject that a credential must have, or a party that must have signed a document',
      readDid,
    )
    .option('--status-list <file>', "the issuer's status list that a credential names, fetched before")
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', HELP)
    .action(verify)
}

const HELP = `
Of an export it checks every signature and every log, folds the state again by the rules and compares the digest, and
checks the proofs under every version of the document. Of a credential it checks the form, the proof (eddsa-jcs-2022 by a
did:key), the dates and, with --status-list, whether it was revoked; it lists the claims. Nothing is fetched.

Exit codes: 0 proof and form hold, and it is neither expired nor known to be revoked (what is not yet valid, and a status
that was not read, are reported); 1 it does not hold, with --at and --for at that instant and for that holder; 2 it cannot be
read, or its suite is not supported.

Examples:
  rochdale verify clearing-2026.jsonl
  curl -so list.json https://alder.example.org/status/1 && rochdale verify credential.json --status-list list.json`

async function verify(path: string, options: VerifyOptions): Promise<void> {
  const question: Question = {
    at: options.at ?? (Date.now() as Instant),
    isAtGiven: options.at !== undefined,
    holder: options.for ?? null,
    statusList: options.statusList === undefined ? null : await readJson(options.statusList),
  }
  const verification = await check(path, question)
  const verdict = verdictOf(verification)
  const found = { file: path, holds: verdict === 'holds', verdict, ...verification }
  print(found, options, () => describeVerification(path, verification))
  process.exitCode = VERDICT_EXIT_CODES[verdict]
}

async function check(path: string, question: Question): Promise<Verification> {
  const file = await readable(path, () => readExport(path))
  if (file === null) return checkSignedJson(path, await readJson(path), question)
  if (question.holder !== null || question.statusList !== null)
    throw new CommandError(
      `${path} is an export: --for and --status-list are for credentials and documents`,
      UNREADABLE,
    )
  return await checkExport(file, question.at)
}

/** A JSON file, or a JWT, which is a text. */
async function readJson(path: string): Promise<unknown> {
  const bytes = await readable(path, () => readFile(path))
  const text = bytes.toString('latin1').trim()
  if (isJwt(text)) return text
  const decoded = decodeForeignJson(bytes)
  if (decoded.ok) return decoded.value
  throw new CommandError(
    `${path} is neither an export nor JSON that can be relied on: ${decoded.refusal.message}`,
    UNREADABLE,
  )
}

/** Runs what reads a file; where it cannot be read, says so. */
async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== undefined && error instanceof Error)
      throw new CommandError(`${path} cannot be read: ${error.message}`, UNREADABLE)
    if (error instanceof CommandError) throw new CommandError(error.message, { ...UNREADABLE, cause: error })
    throw error
  }
}

function readInstant(text: string): Instant {
  const instant = findInstant(text) ?? findDay(text)
  if (instant === null) throw new InvalidArgumentError('Write a day, or a time such as 2026-03-31T12:00:00Z.')
  return instant
}

function readDid(text: string): string {
  if (!subjectShape.safeParse(text).success) throw new InvalidArgumentError('Write a DID, e.g. did:key:z6Mk…')
  return text
}
