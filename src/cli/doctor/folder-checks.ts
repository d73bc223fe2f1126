import { constants, existsSync } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Settings } from '../../config/index.ts'
import { failureText } from '../failure.ts'
import { ADMIN_TOKEN_FILE } from '../running.ts'
import { type Check, type Inspection, ok, problem, warning } from './check.ts'

const KEY_FILE = 'key.json'
const DAY_MS = 24 * 60 * 60 * 1000
const BACKUP_DAYS_MAX = 7
const MIB = 1024 * 1024
const FREE_MIB_MIN = 100
const FREE_MIB_SCARCE = 1024
/** Beyond this difference other nodes would refuse signed times. */
const SKEW_MS_MAX = 2 * 60 * 1000
const SKEW_MS_SOUND = 5_000

/** Whether the data folder and the secrets in it are for the node's user alone. */
export async function checkFolder({ dataDir }: Settings): Promise<Check[]> {
  const folder = resolve(dataDir)
  if (!existsSync(folder))
    return [warning('data folder', `there is no ${folder} yet: rochdale init or the first start makes it`)]
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return [problem('data folder', `this user may not write ${folder}: run this as the node's user, or chown it`)]
  }
  return [
    await checkMode('data folder', folder, 0o700),
    existsSync(join(folder, KEY_FILE))
      ? await checkMode('key', join(folder, KEY_FILE), 0o600)
      : warning('key', `there is no ${KEY_FILE} in ${folder} yet: rochdale init or the first start makes it`),
    ...(existsSync(join(folder, ADMIN_TOKEN_FILE))
      ? [await checkMode(ADMIN_TOKEN_FILE, join(folder, ADMIN_TOKEN_FILE), 0o600)]
      : []),
    await checkSpace(folder),
  ]
}

async function checkMode(name: string, path: string, mode: number): Promise<Check> {
  const found = (await stat(path)).mode & 0o777
  const [has, wants] = [found, mode].map((bits) => bits.toString(8).padStart(4, '0'))
  if ((found & 0o077) === 0) return ok(name, `${path} (${has})`)
  return problem(name, `${path} is open to other users (${has}): chmod ${wants} ${path}`)
}

async function checkSpace(folder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(folder)
  const free = Math.floor((bavail * bsize) / MIB)
  const text = `${free.toLocaleString('en')} MiB are free`
  if (free < FREE_MIB_MIN) return problem('disk', `${text}: make room, a full disk stops the node`)
  return free < FREE_MIB_SCARCE ? warning('disk', `${text}: make room soon`) : ok('disk', text)
}

/** Whether it is known what the key has signed. */
export async function checkHeads({ dataDir }: Settings, inspection: Inspection): Promise<Check[]> {
  if (!existsSync(join(dataDir, KEY_FILE))) return []
  const name = 'signed heads'
  try {
    const count = await inspection.headCount()
    if (count !== null) return [ok(name, `the last entries of ${count} ${count === 1 ? 'log' : 'logs'} are remembered`)]
    const until =
      'the node signs nothing until its own log has come back from a peer, or resumeSigning says that it is whole'
    return [warning(name, `there is no heads.jsonl beside the key: ${until}`)]
  } catch (error) {
    return [problem(name, failureText(error))]
  }
}

/** How old the newest backup is, and whether it is still where it was put. */
export async function checkBackups({ dataDir }: Settings, inspection: Inspection): Promise<Check[]> {
  if (!existsSync(join(dataDir, KEY_FILE))) return []
  const name = 'backup'
  const last = await inspection.lastBackup()
  if (last === null) return [warning(name, 'none has been made: rochdale backup FILE')]
  const days = Math.floor((Date.now() - last.at) / DAY_MS)
  const text = `the last one is ${ageText(days)}: ${last.file}`
  if (!existsSync(last.file))
    return [warning(name, `${text}, where it is no longer: make another, or keep it elsewhere`)]
  return [days < 0 || days > BACKUP_DAYS_MAX ? warning(name, `${text}; make another`) : ok(name, text)]
}

function ageText(days: number): string {
  if (days < 0) return 'dated after this machine’s clock'
  return days === 0 ? 'of the last 24 hours' : `${days} ${days === 1 ? 'day' : 'days'} old`
}

/** Whether the database can be reached, fits this version, and has the same idea of the time. */
export async function checkDatabase(inspection: Inspection): Promise<Check[]> {
  const name = 'database'
  try {
    const found = await inspection.database()
    if (found === null) return [ok(name, 'none yet: the first start makes it in the data folder')]
    const { place, migrations, clockAheadMs } = found
    return [checkMigrations(name, place, migrations), ...(clockAheadMs === null ? [] : [checkClock(clockAheadMs)])]
  } catch (error) {
    if (error instanceof Error && error.name === 'FolderInUseError')
      return [warning(name, 'another process has it open, and does not answer (yet): a node that starts, or hangs')]
    return [problem(name, failureText(error))]
  }
}

function checkMigrations(
  name: string,
  place: string,
  { run, known }: { readonly run: number; readonly known: number },
): Check {
  if (run > known)
    return problem(name, `${place}, made by a newer version of this program: run that version, or restore a backup`)
  if (run === 0) return ok(name, `${place}, empty: the first start makes the tables`)
  return ok(
    name,
    run === known ? `${place}, up to date` : `${place}, of an older version: the next start brings it up to date`,
  )
}

function checkClock(aheadMs: number): Check {
  const seconds = (Math.abs(aheadMs) / 1000).toFixed(1)
  const text = `the database's clock is ${seconds} s ${aheadMs < 0 ? 'behind' : 'ahead of'} this one`
  if (Math.abs(aheadMs) > SKEW_MS_MAX) return problem('clock', `${text}: set both by NTP`)
  return Math.abs(aheadMs) > SKEW_MS_SOUND ? warning('clock', `${text}: set both by NTP`) : ok('clock', text)
}
