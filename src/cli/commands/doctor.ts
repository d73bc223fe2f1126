import type { Command } from 'commander'
import { type Settings, SettingsError, settingsHere } from '../../config/index.ts'
import { printable } from '../../kernel/index.ts'
import { type Check, type Inspection, ok, problem, warning } from '../doctor/check.ts'
import { checkBackups, checkDatabase, checkFolder, checkHeads } from '../doctor/folder-checks.ts'
import { checkPorts, checkRunning, findRunning } from '../doctor/running-checks.ts'
import { print, urlOf } from '../running.ts'

const NODE_MIN = [20, 19] as const

/** Looks at a stopped node's files and database. */
export type Inspect = (settings: Settings) => Promise<Inspection>

export function addDoctor(program: Command, inspect: Inspect): void {
  program
    .command('doctor')
    .description('look at everything that a node needs, running or stopped, and say how to mend what is wrong')
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', HELP)
    .action(async (options: { readonly json?: boolean }) => await examine(options, inspect))
}

const HELP = `
It changes nothing. Exit codes: 0 there is no problem; 1 there is one.

Example:
  rochdale doctor`

async function examine(options: { readonly json?: boolean }, inspect: Inspect): Promise<void> {
  const checks = [checkNode(), ...(await checkRest(inspect))]
  print(checks, options, () => describe(checks))
  if (checks.some(({ outcome }) => outcome === 'problem')) process.exitCode = 1
}

function checkNode(): Check {
  const { node } = process.versions
  const [major = 0, minor = 0] = node.split('.').map(Number)
  const isNew = major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])
  return isNew ? ok('Node.js', node) : problem('Node.js', `${node} is too old: install ${NODE_MIN.join('.')} or newer`)
}

async function checkRest(inspect: Inspect): Promise<Check[]> {
  let settings: Settings
  try {
    settings = settingsHere()
  } catch (error) {
    if (error instanceof SettingsError) return error.problems.map((text) => problem('settings', text))
    throw error
  }
  const { unknown } = settings
  const named =
    unknown.length === 0
      ? ok('settings', 'all fit')
      : warning('settings', `none is called ${unknown.join(', ')}: misspelt?`)
  const inspection = await inspect(settings)
  const files = [
    ...(await checkFolder(settings)),
    ...(await checkHeads(settings, inspection)),
    ...(await checkBackups(settings, inspection)),
  ]
  const running = await findRunning(settings)
  if (running === 'rochdale') {
    // The running node has an embedded database for itself.
    const database = settings.databaseUrl === null ? [] : await checkDatabase(inspection)
    return [named, checkPublicUrl(settings), ...files, ...database, ...(await checkRunning(settings))]
  }
  const stopped = ok('node', 'does not run: rochdale start')
  const taken = problem(
    'http port',
    `something else answers at ${running === null ? '' : urlOf(settings)}: set ROCHDALE_HTTP_PORT`,
  )
  const ports = (await checkPorts(settings)).filter(({ name }) => running === null || name !== 'http port')
  return [
    named,
    checkPublicUrl(settings),
    ...files,
    ...(await checkDatabase(inspection)),
    stopped,
    ...(running === null ? [] : [taken]),
    ...ports,
  ]
}

/** Without a status list, outsiders cannot see whether a credential was revoked. */
function checkPublicUrl({ publicUrl }: Settings): Check {
  if (publicUrl !== null) return ok('public url', `credentials name status lists at ${publicUrl}/status/…`)
  return ok(
    'public url',
    'none: credentials carry no credentialStatus, so outsiders see no revocation; set ROCHDALE_PUBLIC_URL',
  )
}

const MARKS: Record<Check['outcome'], string> = { ok: 'ok', warning: 'warning', problem: 'PROBLEM' }

function describe(checks: readonly Check[]): string {
  const [mark, name] = [checks.map(({ outcome }) => MARKS[outcome]), checks.map((check) => check.name)].map((texts) =>
    Math.max(...texts.map(({ length }) => length)),
  )
  const lines = checks.map(
    (check) => `${MARKS[check.outcome].padEnd(mark ?? 0)}  ${check.name.padEnd(name ?? 0)}  ${printable(check.text)}`,
  )
  const count = checks.filter(({ outcome }) => outcome === 'problem').length
  return `${lines.join('\n')}\n${count === 0 ? 'no problem' : count === 1 ? '1 problem' : `${count} problems`}\n`
}
