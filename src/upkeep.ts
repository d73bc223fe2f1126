import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PROTOCOL } from './app/index.ts'
import {
  type BackUpRequest,
  CommandError,
  type Inspection,
  type MoveRequest,
  type NewFolder,
  type Restored,
  type RestoreRequest,
} from './cli/index.ts'
import { type Settings } from './config/index.ts'
import { signerOf } from './identity/index.ts'
import { type RebuildReport, type Rebuilt, rebuildStore } from './node/index.ts'
import {
  type BackupHeader,
  backUp,
  claimStore,
  FolderInUseError,
  type FolderLock,
  findLastBackup,
  forgetRecoveryKey,
  HEAD_FILE,
  hasKeyFile,
  inspectStore,
  lockDataFolder,
  moveDatabase,
  noteBackup,
  openHeadFile,
  openKeyFile,
  openStore,
  putKey,
  type RowCounts,
  readKey,
  restore,
  type StorePlace,
} from './storage/index.ts'

/** Makes the data folder of a new node: its key, and the file that says that the key has signed nothing. */
export async function initFolder({ dataDir }: Settings): Promise<NewFolder> {
  const folder = resolve(dataDir)
  if (hasKeyFile(folder))
    throw new CommandError(`${folder} is a node's data folder already, with a key: nothing was changed`)
  const [other] = existsSync(folder) ? await readdir(folder) : []
  if (other !== undefined)
    throw new CommandError(`${folder} is not empty (${other}) and holds no key: choose a folder that is new or empty`)
  using _lock = await lockDataFolder(folder)
  // As at a start: it is made before the key, so that the next start is sure that a key without signatures is new.
  await using _heads = await openHeadFile(join(folder, HEAD_FILE))
  const { seed, recoveryKey } = await openKeyFile(folder)
  return { did: signerOf(seed).did, folder, recoveryKey, forgetRecoveryKey: () => forgetRecoveryKey(folder) }
}

/** Folds a stopped node's whole log again. */
export async function rebuildFolder(settings: Settings, report: RebuildReport): Promise<Rebuilt> {
  const dataDir = ownFolder(settings)
  using _lock = await lockDataFolder(dataDir)
  await using store = await openStore(settings)
  const { seed } = await openKeyFile(dataDir)
  await claimStore(store, signerOf(seed).did, dataDir)
  return await rebuildStore(store, PROTOCOL, report)
}

/** Writes everything that a node's database holds into a file, whether the node runs or not. */
export async function backUpFolder(
  settings: Settings,
  { file, withKey, force, report, copyDatabase }: BackUpRequest,
): Promise<RowCounts> {
  const dataDir = ownFolder(settings)
  const key = withKey ? await readKey(dataDir) : null
  const write = (place: StorePlace) => backUp(place, file, { key, overwrite: force, report })
  const counts =
    settings.databaseUrl === null ? await backUpEmbedded(settings, copyDatabase, write) : await write(settings)
  await noteBackup(dataDir, { file: resolve(file), at: Date.now() })
  return counts
}

/** An embedded database that is in use is read from a copy, which the node makes. */
async function backUpEmbedded(
  settings: Settings,
  copyDatabase: () => Promise<string>,
  write: (place: StorePlace) => Promise<RowCounts>,
): Promise<RowCounts> {
  let lock: FolderLock
  try {
    lock = await lockDataFolder(settings.dataDir)
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error
    const copy = await copyDatabase()
    try {
      return await write({ dataDir: copy, databaseUrl: null })
    } finally {
      await rm(copy, { recursive: true, force: true })
    }
  }
  using _lock = lock
  return await write(settings)
}

/** Makes a stopped node's database from a backup; where the data folder has no key, that of the backup comes back too. */
export async function restoreFolder(settings: Settings, { file, force, report }: RestoreRequest): Promise<Restored> {
  const dataDir = resolve(settings.dataDir)
  using _lock = await lockDataFolder(dataDir)
  const self = hasKeyFile(dataDir) ? signerOf((await openKeyFile(dataDir)).seed).did : null
  const accept = ({ did, key }: BackupHeader) => {
    if (self === null && key === null)
      throw new CommandError(`there is no key in ${dataDir}, and none in the backup: put key.json there first`)
    if (self !== null && did !== null && did !== self)
      throw new CommandError(`the backup is of ${did}, and the key in ${dataDir} is ${self}'s: nothing was changed`)
  }
  const { header, counts } = await restore(settings, file, { accept, overwrite: force, report })
  if (self === null && header.key !== null) await putKey(dataDir, header.key)
  return { counts, madeAt: header.madeAt }
}

/** Copies a stopped node's database to a server, to another one, or into the data folder. */
export async function moveFolder(settings: Settings, { to, force, report }: MoveRequest): Promise<RowCounts> {
  const dataDir = ownFolder(settings)
  if (to === settings.databaseUrl) throw new CommandError('the database is there already: --to names another place')
  using _lock = await lockDataFolder(dataDir)
  return await moveDatabase(settings, { dataDir, databaseUrl: to }, { overwrite: force, report })
}

function ownFolder({ dataDir }: Settings): string {
  const folder = resolve(dataDir)
  if (hasKeyFile(folder)) return folder
  throw new CommandError(`${folder} is no node's data folder: there is no key; is ROCHDALE_DATA_DIR right?`)
}

/** Looks at a node's own files and its database, without changing anything. */
export async function inspectFolder(settings: Settings): Promise<Inspection> {
  const path = join(settings.dataDir, HEAD_FILE)
  return {
    headCount: async () => {
      if (!existsSync(path)) return null
      await using heads = await openHeadFile(path, { create: false })
      return (await heads.load()).size
    },
    database: () => inspectStore(settings),
    lastBackup: () => findLastBackup(settings.dataDir),
  }
}
