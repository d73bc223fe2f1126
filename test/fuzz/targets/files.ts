import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommandError } from '../../../src/cli/command-error.ts'
import { readExport } from '../../../src/cli/export/export-file.ts'
import { DebtFileError, readDebtFile } from '../../../src/cli/net/debt-file.ts'
import { checkExport } from '../../../src/cli/verify/export-check.ts'
import { describeVerification, verdictOf } from '../../../src/cli/verify/finding.ts'
import type { Question } from '../../../src/cli/verify/question.ts'
import { checkSignedJson } from '../../../src/cli/verify/signed-json.ts'
import type { Instant } from '../../../src/kernel/index.ts'
import { DamagedHeadFileError, openHeadFile } from '../../../src/storage/folder/head-file.ts'
import { alder, credentialOf } from '../../attestations/statements.ts'
import { readVectors } from '../../support/vectors.ts'
import { jsonBytes, jsonOf, type Target, utf8 } from '../target.ts'

const FILE_COST = 10
const NOW = Date.UTC(2026, 5, 1) as Instant
const QUESTION: Question = { at: NOW, isAtGiven: false, holder: null, statusList: null }

/** A reader of files, each input a file of its own. */
function fileTarget(
  name: string,
  form: Target['form'],
  seeds: Target['seeds'],
  read: (path: string) => Promise<string>,
  isRefusal: (error: unknown) => boolean,
): Target {
  let folder: Promise<string> | null = null
  return {
    name,
    form,
    seeds,
    cost: FILE_COST,
    read: async (input) => {
      folder ??= mkdtemp(join(tmpdir(), 'rochdale-fuzz-'))
      const path = join(await folder, 'input')
      await writeFile(path, input)
      try {
        return await read(path)
      } catch (error) {
        if (!isRefusal(error)) throw error
        return String((error as Error).message)
          .replaceAll(path, '')
          .replace(/\d+/g, '#')
          .slice(0, 60)
      }
    },
    close: async () => {
      if (folder !== null) await rm(await folder, { recursive: true, force: true })
      folder = null
    },
  }
}

const debts = fileTarget(
  'debt-file',
  'lines',
  () => [
    utf8('debtor,creditor,amount,currency,id,dueDate\nA,B,1.00,EUR,1,2026-03-31\n"B, ""x""",C,5,EUR,2,\n'),
    utf8('\ufeffcurrency,amount,creditor,debtor\r\nEUR,1,A,B\r\n'),
    utf8(
      '{"debtor":"A","creditor":"B","amount":"12","currency":"EUR","dueDate":"2026-03-31T00:00:00Z"}\n{"debtor":"B","creditor":"A","amount":3,"currency":"EUR"}\n',
    ),
  ],
  async (path) => {
    const { table, report } = await readDebtFile(path)
    const { problems, problemCount, debtCount } = report
    const longest = problems.reduce((length, { message }) => Math.max(length, message.length), 0)
    if (longest > 2_000) throw new Error(`a row is answered with ${longest} characters`)
    const columns = table.columns()
    if (columns.reduce((sum, { ids }) => sum + ids.length, 0) !== debtCount) throw new Error('a row was lost')
    return `${Math.min(3, debtCount)} rows, ${problems[0]?.code} ${Math.min(3, problemCount)}`
  },
  (error) => error instanceof DebtFileError,
)

const vectors = readVectors<{ bytes: string; signature: string; hash: string }>('entries.valid.jsonl')
const exported = [
  { export: { format: 'rochdale-export', version: 1, scope: 'public', by: alder.did, at: '2026-01-01T00:00:00Z' } },
  ...vectors.slice(0, 4).map(({ hash, bytes, signature }) => ({ entry: { hash, bytes, signature } })),
  { stub: { hash: 'a'.repeat(64), author: alder.did, seq: 2 } },
  { attachment: { hash: 'a'.repeat(64), bytes: 'AAAA' } },
  { document: { hash: 'b'.repeat(64), document: { a: 1, proof: [] } } },
  { state: { digest: 'c'.repeat(64), entryCount: 4, heads: [] } },
]

const exports = fileTarget(
  'export-file',
  'lines',
  () => [
    utf8(exported.map((line) => `${JSON.stringify(line)}\n`).join('')),
    ...exported.map((line) => utf8(`${JSON.stringify(exported[0])}\n${JSON.stringify(line)}\n`)),
  ],
  async (path) => {
    const file = await readExport(path)
    if (file === null) return 'no export'
    const verification = await checkExport(file, NOW)
    if (verdictOf(verification) === 'holds' && !verification.findings.some(({ outcome }) => outcome === 'holds'))
      throw new Error('nothing was checked')
    return describeVerification('', verification)
      .replace(/[0-9a-f]{6,}|did:\S+|\d+/g, '#')
      .slice(0, 120)
  },
  (error) => error instanceof CommandError,
)

const heads = fileTarget(
  'head-file',
  'lines',
  () => [
    utf8(
      `{"scope":"public","seq":3,"hash":"${'a'.repeat(64)}"}\n{"scope":"agr_${'b'.repeat(64)}","seq":1,"hash":"${'c'.repeat(64)}"}\n`,
    ),
  ],
  async (path) => {
    await using file = await openHeadFile(path, { create: false })
    return `${Math.min(3, (await file.load()).size)} heads`
  },
  (error) => error instanceof DamagedHeadFileError,
)

const signed: Target = {
  name: 'signed-json',
  form: 'json',
  seeds: () =>
    [
      credentialOf(alder),
      ...readVectors<{ document: object; proof: object }>('identity/proofs.valid.jsonl').map(({ document, proof }) => ({
        ...document,
        proof,
      })),
    ].map(jsonBytes),
  read: (input) => {
    try {
      return describeVerification('', checkSignedJson('it', jsonOf(input), QUESTION))
        .replace(/[0-9a-f]{6,}|did:\S+|\d+/g, '#')
        .slice(0, 100)
    } catch (error) {
      if (error instanceof CommandError) return 'refused'
      throw error
    }
  },
}

export const fileTargets: readonly Target[] = [debts, exports, heads, signed]
